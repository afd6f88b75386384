import stripAnsi from 'strip-ansi';

/* eslint-disable no-control-regex -- control characters are what this removes */
/** C0 without line feed, DEL and C1: a terminal acts on them instead of showing them. */
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
/* eslint-enable no-control-regex */

/** Marks that reorder, hide or join what stands around them, so that a line shows what it does not say. */
const DECEIVERS = /[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** Text from outside as it may be shown: what it says, and nothing that a terminal would obey. */
export function plainText(text: string): string {
  return stripAnsi(text.replace(/\r\n?/g, '\n').replaceAll('\t', '  '))
    .replace(CONTROLS, '')
    .replace(DECEIVERS, '');
}

/** The same, on one line. */
export const oneLine = (text: string): string => plainText(text).replace(/\s+/g, ' ').trim();
