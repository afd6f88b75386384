import { isRunning } from '../tool-names.ts';
import type { Rule } from '../rule.ts';
import { isLike } from '../wild.ts';

/** Stands for a blank inside a word, so that the blanks of a rule are found between words only. */
const INNER_BLANK = '\u0001';

/** Every word, and no other, is spelled out. */
export const ALL = Infinity;

const spelled = (words: readonly string[]): string =>
  words.map((word) => word.replace(/\s/g, INNER_BLANK)).join(' ');

/** `npm test:*` is `npm test *`; no specifier is any command. */
function patternOf({ specifier = '*' }: Rule): string {
  return specifier.endsWith(':*') ? `${specifier.slice(0, -2)} *`.trimStart() : specifier;
}

/** A `*` that stands alone at the end may be nothing. */
const fits = (pattern: string, text: string): boolean =>
  isLike(pattern, text) || (pattern.endsWith(' *') && isLike(pattern.slice(0, -2), text));

/**
 * How many of the words a rule spells out before its first `*`, where it is about this command; all of them without a
 * `*`. Undefined when the rule is about other commands.
 */
export function coveredBy(rule: Rule, words: readonly string[], written: string): number | undefined {
  if (!isRunning(rule.tool)) return undefined;
  const pattern = patternOf(rule);
  const text = spelled(words);
  const start = pattern.indexOf('*');
  if (start === -1) return pattern === text || pattern === written ? ALL : undefined;
  if (!fits(pattern, text)) return undefined;
  return pattern.slice(0, start).split(' ').length - 1;
}

/** Whether a rule is exactly this whole text. */
export const isExactly = (rule: Rule, text: string): boolean =>
  isRunning(rule.tool) && rule.specifier === text && !text.includes('*');

/** Whether a rule that forbids may mean this command: case and the blanks inside words do not count. */
export function mayMean(rule: Rule, words: readonly string[]): boolean {
  if (!isRunning(rule.tool)) return false;
  const pattern = patternOf(rule).toLowerCase();
  return [spelled(words), words.join(' ')].some((text) => fits(pattern, text.toLowerCase()));
}

/** Whether a rule that forbids is about a whole text, as it is written. */
export const mayMeanText = (rule: Rule, text: string): boolean => mayMean(rule, [text.trim()]);

/** Whether a rule that forbids could be about a command that begins with this word: a quick look before the whole is compared. */
export function mayBegin(rule: Rule, word: string): boolean {
  const [head = ''] = patternOf(rule).toLowerCase().split(' ');
  return isRunning(rule.tool) && !head.includes('*') && head === word.toLowerCase();
}
