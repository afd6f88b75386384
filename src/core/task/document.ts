import type { Block } from './block.ts';
import { countUpTo } from './count-up-to.ts';
import { createLineIndex, type LineIndex } from './line-index.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { readBlocks } from './read-blocks.ts';

/** A text with the structure that all questions about it are asked of. */
export interface Document {
  readonly text: string;
  readonly lines: LineIndex;
  readonly blocks: readonly Block[];
  /** Where the part begins that is more than can be read in a reasonable time, and is in no block. */
  readonly unread: number | undefined;
  /** The blocks of which some part lies in `start` to `end`. */
  within(start: number, end: number): readonly Block[];
}

export function readDocument(text: string): Document {
  const { nodes, unread } = parseMarkdown(text);
  const blocks = readBlocks(text, nodes);
  const starts = blocks.map((block) => block.start);
  const ends = blocks.map((block) => block.end);
  return {
    text,
    lines: createLineIndex(text),
    blocks,
    unread,
    within: (start, end) => blocks.slice(countUpTo(ends, start), countUpTo(starts, end - 1)),
  };
}
