import { structuredPatch } from 'diff';

/** Beyond this many differing lines the texts are shown one after the other. */
const MOST_EDITS = 2000;

const CONTEXT_LINES = 3;

/** The lines that differ, with `-`, `+` and some lines around them; `@@` where lines are left out. */
export function lineDiff(before: string, after: string): string {
  const patch = structuredPatch('', '', lines(before), lines(after), undefined, undefined, {
    context: CONTEXT_LINES,
    maxEditLength: MOST_EDITS,
  });
  if (!patch) return [marked('-', before), marked('+', after)].join('\n');
  return patch.hunks
    .map((hunk) => hunk.lines.filter((line) => !line.startsWith('\\')).join('\n'))
    .join('\n@@\n');
}

/** Every line of a text with a mark before it. */
export const marked = (mark: string, text: string): string =>
  lines(text)
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `${mark}${line}`)
    .join('\n');

const lines = (text: string): string => text.replace(/\r\n/g, '\n');
