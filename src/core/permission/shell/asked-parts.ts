import { asked, named, strictest, type Ruling } from '../ruling.ts';
import type { Part } from './part.ts';

/** What is said to a command, or to a part of it. */
export interface PartRuling extends Ruling {
  /** The command that it is said to. */
  readonly about?: string | undefined;
  /** The command that no rule allows, where that alone is why it is asked about. */
  readonly unruled?: string | undefined;
  /** Where several parts are asked about: each of them. */
  readonly asks?: readonly PartRuling[] | undefined;
}

/** A card has little room. */
const MOST_NAMED = 3;
const LONGEST_OF_SEVERAL = 60;

const list = new Intl.ListFormat('en-GB');

export const unruled = (text: string): PartRuling => ({
  ...asked(`No rule allows ${named(text)}.`),
  unruled: text,
});

/** What is said to a command that runs others, which count for themselves where its name does not show them whole. */
export function withInner(outer: PartRuling, { text, input }: Part, inner: PartRuling): PartRuling {
  const isShown = text.length <= LONGEST_OF_SEVERAL && input === undefined;
  if (isShown || outer.ruling !== 'ask' || inner.ruling !== 'ask') return outer;
  return { ...outer, asks: [{ ...outer, about: text }, ...(inner.asks ?? [inner])] };
}

/** What is said to several parts; where several are asked about, first that they are. */
export function together(rulings: readonly PartRuling[]): readonly PartRuling[] {
  const asks = unlike(rulings.flatMap((one) => one.asks ?? [one]).filter(({ ruling }) => ruling === 'ask'));
  const [first, ...others] = asks;
  if (!first || others.length === 0) return rulings;
  return [{ ...strictest(first, others), why: whyOf(asks), asks }, ...rulings];
}

const unlike = (rulings: readonly PartRuling[]): readonly PartRuling[] => [
  ...new Map(rulings.map((one) => [`${one.why}\0${one.about ?? ''}`, one])).values(),
];

/** One for each sentence. */
const toSay = (asks: readonly PartRuling[]): readonly PartRuling[] => [
  ...new Map(asks.map((one) => [one.why, one])).values(),
];

/** What rules ask about comes first; all that no rule allows is one sentence. */
function whyOf(asks: readonly PartRuling[]): string {
  const ordered = asks.toSorted((a, b) => rank(a) - rank(b));
  const shown = toSay(ordered).slice(0, MOST_NAMED);
  const names = shown.flatMap(({ unruled: text }) =>
    text === undefined ? [] : [named(text, LONGEST_OF_SEVERAL)],
  );
  const sentences = [
    ...shown.filter(({ unruled: text }) => text === undefined).map(({ why }) => why),
    ...(names.length > 0 ? [`No rule allows ${list.format(names)}.`] : []),
  ].join(' ');
  const more = asks.length - shown.length;
  if (more === 0) return sentences;
  const rest = more === 1 ? 'and 1 more part is' : `and ${more} more parts are`;
  return sentences.replace(/\.$/, `, ${rest} asked about.`);
}

function rank({ rule, unruled: text }: PartRuling): number {
  if (rule !== undefined) return 0;
  return text === undefined ? 1 : 2;
}
