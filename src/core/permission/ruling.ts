/** What is said to a call. */
export interface Ruling {
  readonly ruling: 'allow' | 'ask' | 'deny';
  /** A sentence for the operator and, for deny, for Claude. */
  readonly why: string;
  /** The text of the rule that decided, if one did. */
  readonly rule?: string | undefined;
}

export const allowed = (why: string, rule?: string): Ruling => ({ ruling: 'allow', why, rule });
export const asked = (why: string, rule?: string): Ruling => ({ ruling: 'ask', why, rule });
export const denied = (why: string, rule?: string): Ruling => ({ ruling: 'deny', why, rule });

/** The strictest of several; among equals one that a rule decided, then the first. */
export function strictest<R extends Ruling>(first: R, others: readonly R[]): R {
  return others.reduce((worst, next) => (weight(next) > weight(worst) ? next : worst), first);
}

const WEIGHTS = { allow: 0, ask: 2, deny: 4 } as const;

const weight = ({ ruling, rule }: Ruling): number =>
  WEIGHTS[ruling] + (ruling !== 'allow' && rule !== undefined ? 1 : 0);

const LONGEST_SHOWN = 120;

/** They stand for nothing in any text, and so cannot be meant by one. */
const [BEGIN, END] = ['\u{e000}', '\u{e001}'];

/** What a sentence names: whole until `toldRuling` makes it readable, so that a secret in it is still found. */
export const named = (text: string, longest = LONGEST_SHOWN): string =>
  `${BEGIN}${String(longest)}:${text.replaceAll(BEGIN, UNSEEN).replaceAll(END, UNSEEN)}${END}`;

const UNSEEN = '\u{fffd}';
const NAMED = new RegExp(`${BEGIN}(\\d+):([^${END}]*)${END}`, 'g');

/** A ruling as people and Claude read it; `clean` is applied to what it names before that is cut. */
export const toldRuling = <R extends Ruling>(ruling: R, clean?: (text: string) => string): R => ({
  ...ruling,
  why: told(ruling.why, clean),
});

/** A sentence with all that it names in backticks, short, with nothing invisible and no other backtick in it. */
export const told = (sentence: string, clean = (text: string): string => text): string =>
  sentence.replace(NAMED, (_, longest: string, text: string) => `\`${short(clean(text), Number(longest))}\``);

const HALF = /[\ud800-\udbff]$/;
/** (What is left over would take long to look through.) */
const MOST_LOOKED_AT = 4;

function short(text: string, longest: number): string {
  const start = text.slice(0, longest * MOST_LOOKED_AT);
  const shown = start.replace(/\s+/g, ' ').replace(/\p{C}/gu, UNSEEN).replaceAll('`', "'").trim();
  return shown.length > longest || start.length < text.trimEnd().length
    ? `${shown.slice(0, longest).replace(HALF, '')}…`
    : shown;
}
