/** In UTF-16 code units; a family of four is eleven. */
const LONGEST_CHARACTER = 16;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At most `length` characters, with an ellipsis where something was left out. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = Array.from(
    characters.segment(text.slice(0, length * LONGEST_CHARACTER)),
    ({ segment }) => segment,
  );
  return kept.length <= length && text.length <= length * LONGEST_CHARACTER
    ? text
    : `${kept.slice(0, length - 1).join('')}…`;
}
