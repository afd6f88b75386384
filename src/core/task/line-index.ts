import { countUpTo } from './count-up-to.ts';

/** Line and column of offsets in one text; `\n`, `\r\n` and a lone `\r` end a line, as in Markdown. */
export interface LineIndex {
  /** 1-based. */
  readonly line: (offset: number) => number;
  /** 1-based, in UTF-16 code units. */
  readonly column: (offset: number) => number;
  /** Where the line that holds `offset` begins. */
  readonly begin: (offset: number) => number;
  /** Where the line that holds `offset` ends, before its line break. */
  readonly end: (offset: number) => number;
}

export function createLineIndex(text: string): LineIndex {
  const begins = [0, ...Array.from(text.matchAll(/\r\n?|\n/g), (match) => match.index + match[0].length)];
  const line = (offset: number): number => countUpTo(begins, offset);
  const begin = (offset: number): number => Number(begins[line(offset) - 1]);
  return {
    line,
    begin,
    column: (offset) => offset - begin(offset) + 1,
    end(offset) {
      const breakAt = text.slice(offset).search(/[\r\n]/);
      return breakAt < 0 ? text.length : offset + breakAt;
    },
  };
}
