import { plainText } from '../../../core/text/plain-text.ts';
import { counted } from '../../../core/wording/numbers.ts';

/** The diff of an attempt. */
export interface Diff {
  readonly epoch: number;
  readonly text: string;
  /** Nothing of it is missing. */
  readonly whole: boolean;
  readonly file: string;
}

const MOST_LINES = 400;

export const NO_DIFF = '📋 There is no diff to show: no attempt was compared with what stood there before.';

/** All of it, for a pager. */
export const diffText = ({ text, whole, file }: Diff): string =>
  `${plainText(text)}${whole ? '' : `\n… it goes on; all of it is in ${file}\n`}`;

/** As much of it as is printed in one go. */
export function diffMessage({ epoch, text, whole, file }: Diff): readonly string[] {
  if (text === '') return [`📋 Attempt ${epoch} changed nothing.`];
  const lines = plainText(text).trimEnd().split('\n');
  const shown = lines.slice(0, MOST_LINES);
  const cut = !whole || shown.length < lines.length;
  return [
    `📋 What attempt ${epoch} changed${cut ? `, the first ${counted(shown.length, 'line')}` : ''}:`,
    ...shown,
    ...(cut ? [`   The whole diff is in ${file}`] : []),
  ];
}
