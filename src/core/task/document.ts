import type { Block } from './block.ts';
import { countUpTo } from './count-up-to.ts';
import { createLineIndex, type LineIndex } from './line-index.ts';
import { readBlocks } from './read-blocks.ts';

/** A text with the structure that all questions about it are asked of. */
export interface Document {
  readonly text: string;
  readonly lines: LineIndex;
  readonly blocks: readonly Block[];
  /** The blocks of which some part lies in `start` to `end`. */
  within(start: number, end: number): readonly Block[];
}

export function readDocument(text: string): Document {
  const blocks = readBlocks(text);
  const starts = blocks.map((block) => block.start);
  const ends = blocks.map((block) => block.end);
  return {
    text,
    lines: createLineIndex(text),
    blocks,
    within: (start, end) => blocks.slice(countUpTo(ends, start), countUpTo(starts, end - 1)),
  };
}
