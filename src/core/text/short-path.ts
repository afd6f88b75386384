import { oneLine } from './plain-text.ts';

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What stands for a name made of nothing that can be shown. */
const NAMELESS = '(a name that cannot be shown)';

/** A path from outside, on one line and in at most `length` characters: its end, which tells more than its beginning. */
export function shortPath(path: string, length: number): string {
  const shown = oneLine(path);
  if (shown === '') return NAMELESS;
  if (shown.length <= length) return shown;
  const all = Array.from(characters.segment(shown), ({ segment }) => segment);
  return all.length <= length ? shown : `…${all.slice(1 - length).join('')}`;
}
