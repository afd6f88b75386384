import { stripVTControlCharacters } from 'node:util';
import { wrappedTightly } from './wrapped.ts';

export { shortened } from '../../core/text/shortened.ts';

/* eslint-disable no-control-regex -- control characters are what this removes */
/** C0 without line feed, DEL and C1: a terminal acts on them instead of showing them. */
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
/* eslint-enable no-control-regex */

/** Marks that reorder, hide or join what stands around them, so that a line shows what it does not say. */
const DECEIVERS = /[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** Text from outside as it may go to a terminal: what it says and nothing that the terminal would obey. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text.replace(/\r\n?/g, '\n').replaceAll('\t', '  '))
    .replace(CONTROLS, '')
    .replace(DECEIVERS, '');
}

/** The same, on one line. */
export const oneLine = (text: string): string => plainText(text).replace(/\s+/g, ' ').trim();

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
