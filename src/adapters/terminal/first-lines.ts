import { plainText } from '../../core/text/plain-text.ts';
import { wrappedTightly } from './wrapped.ts';

export interface Extent {
  readonly lines: number;
  /** Of each line. */
  readonly width: number;
}

/** How many lines more there may be because long ones were broken. */
const MORE_BY_WRAPPING = 2;

/** The first lines of a longer text, broken between words, and how many more there are. */
export function firstLines(text: string, { lines, width }: Extent): readonly string[] {
  const all = plainText(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const first = all.slice(0, lines).flatMap((line) => wrappedTightly(line, width));
  const shown = first.slice(0, lines + MORE_BY_WRAPPING);
  const rest = Math.max(0, all.length - lines) + first.length - shown.length;
  return rest > 0 ? [...shown, `… ${rest} more ${rest === 1 ? 'line' : 'lines'}`] : shown;
}
