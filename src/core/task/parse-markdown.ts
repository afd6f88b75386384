import type { RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { endOf, startOf } from './block.ts';

export interface PlacedNode {
  readonly node: RootContent;
  /** The offset in the text of the offset 0 of `node` and all in it. */
  readonly base: number;
}

/** Big enough for most tasks, small enough that the parser's quadratic list handling is not felt. */
const CHUNK_LENGTH = 4_096;

/**
 * Only blocks matter here, and spans of code (no field stands in one). Emphasis and links, whose parsing
 * takes minutes on hostile input, are left as text; so are link definitions, which cannot be told apart
 * from text before their last line is seen.
 */
const UNUSED = [
  'attention',
  'labelStartLink',
  'labelStartImage',
  'labelEnd',
  'autolink',
  'htmlText',
  'definition',
];

/**
 * The top-level nodes of `text`, as one call of the parser would give them, but in time proportional to its
 * length: the parser's own is quadratic in the number of lists. A top-level node is final once another has
 * begun after it, so the text is read in chunks and each chunk begins where the unfinished node did.
 */
export function parseMarkdown(text: string, chunkLength = CHUNK_LENGTH): PlacedNode[] {
  const nodes: PlacedNode[] = [];
  let base = 0;
  let length = chunkLength;
  while (base < text.length) {
    const chunk = takeLines(text, base, length);
    const found = parseChunk(chunk);
    const whole = base + chunk.length === text.length;
    const resumeAt = whole ? chunk.length : lastLineBegin(chunk, found);
    for (const node of found) if (endOf(node) <= resumeAt) nodes.push({ node, base });
    base += resumeAt;
    length = resumeAt === 0 ? length * 2 : chunkLength;
  }
  return nodes;
}

function takeLines(text: string, from: number, length: number): string {
  const lineBreak = text.indexOf('\n', from + length);
  return text.slice(from, lineBreak < 0 ? text.length : lineBreak + 1);
}

function parseChunk(chunk: string): RootContent[] {
  // At the start of its input the parser drops a byte order mark, and every offset would be one off.
  const markless = chunk.replace(/^\uFEFF/, '\u2060');
  return fromMarkdown(markless, { extensions: [{ disable: { null: UNUSED } }] }).children;
}

/** Where the line begins on which the last node starts; a chunk of blank lines has nothing to come back to. */
function lastLineBegin(chunk: string, nodes: readonly RootContent[]): number {
  const last = nodes.at(-1);
  if (!last) return chunk.length;
  return Math.max(chunk.lastIndexOf('\n', startOf(last) - 1), chunk.lastIndexOf('\r', startOf(last) - 1)) + 1;
}
