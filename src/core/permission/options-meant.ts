import { oneLine } from '../text/plain-text.ts';
import type { Question } from './questions.ts';

/** An option, and the number before it where it is shown. */
export interface Placed {
  readonly place: number;
  readonly label: string;
}

/** Why words name no option. */
export type OptionFault =
  /** `said` is a number, and there are just so many options. */
  | {
      readonly code: 'no_such_option';
      readonly question: string;
      readonly said: string;
      readonly options: number;
    }
  /** Several numbers, where one option can be chosen. */
  | { readonly code: 'one_option_only'; readonly question: string }
  /** `said` can be any of these. */
  | {
      readonly code: 'which_option';
      readonly question: string;
      readonly said: string;
      readonly options: readonly Placed[];
    };

/** More digits than a list of options needs are no option but a port, a year or the like: words. */
const NUMBER = /^(#?)(\d{1,2})[.,]?$/;
const NUMBERS = /^#?\d{1,2}(?:[ ,]+#?\d{1,2})* *[.,]?$/;

/** Whether an operator's words are numbers of options, `2` or `#2`, and nothing else. */
export const areNumbers = (words: string): boolean => NUMBERS.test(words.trim());

const numbersIn = (words: string): readonly string[] | undefined =>
  areNumbers(words) ? [...words.matchAll(/#?\d{1,2}/g)].map(([number]) => number) : undefined;

/** What words say to a question: the names of options as Claude takes them, or the words where they are not all options. */
export function optionsMeant(words: string, asked: Question): string | OptionFault {
  const named = namesIn(words, asked);
  if (named) return chosen(named, asked);
  const numbers = numbersIn(words);
  return numbers ? faultIn(numbers, asked) : words;
}

/** Words, and the options that they can mean. */
interface Reading {
  readonly said: string;
  readonly options: readonly Placed[];
}

function namesIn(words: string, asked: Question): readonly Reading[] | undefined {
  const options = optionsBy(words, asked);
  if (options.length > 0) return [{ said: words, options }];
  if (!asked.multiSelect) return undefined;
  const numbers = numbersIn(words);
  return eachIn(words.split(','), asked) ?? (numbers && eachIn(numbers, asked));
}

function chosen(readings: readonly Reading[], { question, options }: Question): string | OptionFault {
  const unclear = readings.find((reading) => reading.options.length > 1);
  if (unclear) {
    return { code: 'which_option', question, said: unclear.said.trim(), options: unclear.options };
  }
  const labels = [...new Set(readings.flatMap((reading) => reading.options.map(({ label }) => label)))];
  const text = labels.join(', ');
  // Claude is told the names alone: "A" and "B" must not read as a third one, "A, B".
  const isAnother = labels.length > 1 && options.some(({ label }) => label === text);
  return isAnother ? labels.toReversed().join(', ') : text;
}

function faultIn(numbers: readonly string[], asked: Question): OptionFault {
  const { question, options } = asked;
  const missing = numbers.find((number) => optionsBy(number, asked).length === 0);
  return missing === undefined
    ? { code: 'one_option_only', question }
    : { code: 'no_such_option', question, said: missing.replace('#', ''), options: options.length };
}

/** What parts that were separated by commas name all together. */
function eachIn(parts: readonly string[], asked: Question): readonly Reading[] | undefined {
  const readings: Reading[] = [];
  for (let rest = parts; rest.length > 0;) {
    const first = firstIn(rest, asked);
    if (!first) return undefined;
    readings.push(first.reading);
    rest = rest.slice(first.parts);
  }
  return readings;
}

/** A name may hold commas itself. */
function firstIn(
  parts: readonly string[],
  asked: Question,
): { readonly reading: Reading; readonly parts: number } | undefined {
  const most = Math.max(1, ...asked.options.map(({ label }) => label.split(',').length));
  for (let length = Math.min(most, parts.length); length > 0; length -= 1) {
    const said = parts.slice(0, length).join(',');
    const options = optionsBy(said, asked);
    if (options.length > 0) return { reading: { said, options }, parts: length };
  }
  return undefined;
}

/** `#2` is the second option; a mere number is that or the one of this name, and nobody knows which. */
function optionsBy(words: string, asked: Question): readonly Placed[] {
  const all = asked.options.map(({ label }, n) => ({ place: n + 1, label }));
  const byName = called(all, ({ label }) => label, words);
  const { hash, number } = numberIn(words) ?? {};
  if (number === undefined) return byName;
  const byPlace = all.filter(({ place }) => place === number);
  if (hash === '#') return byPlace.length > 0 ? byPlace : byName;
  const alike = byName.length > 0 ? byName : all.filter(({ label }) => isNumber(label, number));
  return [...new Set([...byPlace, ...alike])];
}

function numberIn(words: string): { readonly hash: string; readonly number: number } | undefined {
  const [, hash, digits] = NUMBER.exec(words.trim()) ?? [];
  return hash === undefined ? undefined : { hash, number: Number(digits) };
}

function isNumber(label: string, number: number): boolean {
  const found = numberIn(oneLine(label));
  return found?.hash === '' && found.number === number;
}

/** Whether words are the number of an option of this question. */
export function isPlace(words: string, { options }: Question): boolean {
  const { number = 0 } = numberIn(words) ?? {};
  return number > 0 && number <= options.length;
}

/** From the very name to what is left of it where it is shown, and typed from there. */
const READINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.trim(),
  (text) => oneLine(text).toLowerCase(),
];

/** All that `said` names equally well. */
export function called<T>(items: readonly T[], nameOf: (item: T) => string, said: string): readonly T[] {
  for (const read of READINGS) {
    const found = items.filter((each) => read(nameOf(each)) === read(said));
    if (found.length > 0) return found;
  }
  return [];
}
