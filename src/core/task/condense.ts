import { countUpTo } from './count-up-to.ts';

/** A shorter text with the same block structure, and where each of its offsets was. */
export interface Condensed {
  readonly text: string;
  readonly original: (offset: number) => number;
}

type LineKind = 'blank' | 'plain' | 'other';

/**
 * Leaves out lines that change nothing: of many blank lines in a row, and of many plain ones, the first and the
 * last do. A plain line can neither begin nor end a block: after another plain line it continues the same
 * paragraph, code or HTML.
 */
export function condense(text: string): Condensed {
  const kept: string[] = [];
  // Where each kept part begins, in the shorter text and in the whole.
  const starts: number[] = [0];
  const origins: number[] = [0];
  let [length, from] = [0, 0];
  const leaveOut = (begin: number, end: number): void => {
    kept.push(text.slice(from, begin));
    length += begin - from;
    from = end;
    starts.push(length);
    origins.push(from);
  };
  for (const { begin, end } of dispensable(text)) leaveOut(begin, end);
  kept.push(text.slice(from));
  return {
    text: kept.join(''),
    original(offset) {
      const part = countUpTo(starts, offset) - 1;
      return offset - Number(starts[part]) + Number(origins[part]);
    },
  };
}

/** What lies between the first and the last line of each run of blank or plain lines. */
function* dispensable(text: string): Generator<{ begin: number; end: number }> {
  let run: { kind: LineKind; begin: number; last: number } = { kind: 'other', begin: 0, last: 0 };
  for (const { index, 0: line } of text.matchAll(/[^\r\n]*(?:\r\n?|\n)|[^\r\n]+$/g)) {
    const kind = kindOf(line);
    if (kind !== 'other' && kind === run.kind) {
      run.last = index;
      continue;
    }
    if (run.last > run.begin) yield { begin: run.begin, end: run.last };
    run = { kind, begin: index + line.length, last: 0 };
  }
  if (run.last > run.begin) yield { begin: run.begin, end: run.last };
}

/** Plain: it begins with no mark of a block and no space, and has no `>`, with which HTML ends. */
function kindOf(line: string): LineKind {
  if (/^[ \t\r\n]*$/.test(line)) return 'blank';
  return /^(?:[^\s#*+\-_=\d`~<>]|\*\*[A-Za-z])[^>]*$/.test(line) ? 'plain' : 'other';
}
