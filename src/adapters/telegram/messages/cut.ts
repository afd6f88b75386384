const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** In UTF-16 units. What is longer stacks marks without end, and may be cut between two of them. */
const LONGEST_CHARACTER = 64;

/**
 * Where to cut `text` so that at most `units` UTF-16 units (2 or more) stand before it: never inside a surrogate
 * pair, nor inside what a person sees as one character.
 */
export function cutBefore(text: string, units: number): number {
  if (text.length <= units) return text.length;
  const start = characters.segment(text.slice(0, units + LONGEST_CHARACTER)).containing(units)?.index ?? 0;
  if (start > 0 && units - start <= LONGEST_CHARACTER) return start;
  return isInsidePair(text, units) ? units - 1 : units;
}

/** Whether a character that a person sees ends before `index`. */
export const isBoundary = (text: string, index: number): boolean =>
  index >= text.length ||
  characters.segment(text.slice(0, index + LONGEST_CHARACTER)).containing(index)?.index === index;

/** At most `units` UTF-16 units, with an ellipsis where something was left out. */
export const short = (text: string, units: number): string =>
  text.length <= units ? text : `${text.slice(0, cutBefore(text, units - 1)).trimEnd()}…`;

const isInsidePair = (text: string, index: number): boolean =>
  /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(index - 1, index + 1));
