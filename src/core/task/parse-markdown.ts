import type { Nodes, RootContent } from 'mdast';
import { fromMarkdown, type Options } from 'mdast-util-from-markdown';
import { endOf, type Placed, startOf } from './block.ts';
import { condense } from './condense.ts';
import { createEffort, findTooMany } from './effort.ts';

export interface ParsedMarkdown {
  readonly nodes: readonly RootContent[];
  /** Where the part begins that is more than can be read in a reasonable time. */
  readonly unread: number | undefined;
}

export interface ParseLimits {
  /** Of what is given to the parser at first, in characters. */
  readonly chunkLength?: number | undefined;
  /** What the parser may do, in steps such as a line or a mark of a list: about 10,000 take a second. */
  readonly mostSteps?: number | undefined;
}

/** Big enough for most tasks, small enough that the parser's quadratic list handling is not felt. */
const CHUNK_LENGTH = 4_096;

/**
 * The top-level nodes of `text`, without those inside paragraphs and headings, as one call of the parser would
 * give them, but in time proportional to its length. A node is final once another has begun after it, so the
 * text is read in chunks and each chunk begins where the unfinished node did. A long list comes as several.
 */
export function parseMarkdown(
  text: string,
  { chunkLength = CHUNK_LENGTH, mostSteps }: ParseLimits = {},
): ParsedMarkdown {
  const condensed = condense(text);
  const tooMany = findTooMany(condensed.text);
  if (tooMany !== undefined) return { nodes: [], unread: condensed.original(tooMany) };
  const effort = createEffort(mostSteps);
  const nodes: RootContent[] = [];
  let base = 0;
  let length = chunkLength;
  let pending: RootContent | undefined;
  while (base < condensed.text.length) {
    const chunk = takeLines(condensed.text, base, length);
    const tooMuch = effort.refuse(chunk, pending);
    if (tooMuch !== undefined) return { nodes, unread: condensed.original(base + tooMuch) };
    const found = parseChunk(chunk);
    const [first] = found;
    const whole = base + chunk.length === condensed.text.length;
    const { finished, resumeAt } = settle(chunk, found, whole);
    for (const node of finished) nodes.push(place(node, base, condensed.original));
    base += resumeAt;
    length = resumeAt === 0 ? length * 4 : chunkLength;
    pending = resumeAt === 0 ? first : undefined;
  }
  return { nodes, unread: undefined };
}

/** Only blocks matter here; what is inside a paragraph takes the parser minutes on hostile input. */
const WITHOUT_TEXT: Options = {
  extensions: [
    {
      // Link definitions cannot be told apart from text before their last line is seen.
      disable: { null: ['definition'] },
      // Tried where any block may begin, and never one itself.
      document: {
        null: {
          tokenize(_effects, _ok, nok) {
            const { '-5': cr, '-4': lf, '-3': crlf } = this.parser.constructs.text;
            this.parser.constructs.text = { '-5': cr, '-4': lf, '-3': crlf };
            return nok;
          },
        },
      },
    },
  ],
};

function parseChunk(chunk: string): RootContent[] {
  // At the start of its input the parser drops a byte order mark, and every offset would be one off.
  return fromMarkdown(chunk.replace(/^\uFEFF/, '\u2060'), WITHOUT_TEXT).children;
}

/**
 * The parser takes `2. x` below indented code for text, as it is below a paragraph. It is a list, and is taken
 * for one if the text begins there.
 */
function isMisread(chunk: string, node: RootContent, before: RootContent | undefined): boolean {
  if (before?.type !== 'code' || (node.type !== 'paragraph' && node.type !== 'heading')) return false;
  return !/[`~]/.test(chunk.charAt(startOf(before))) && LIST_MARK.test(chunk.slice(startOf(node)));
}

const LIST_MARK = /^(?:[-+*]|\d{1,9}[.)])(?:\s|$)/;

interface Settled {
  readonly finished: readonly RootContent[];
  readonly resumeAt: number;
}

/** What cannot change any more, and the line to go on from: that of the last node, or of the last item of a list. */
function settle(chunk: string, nodes: readonly RootContent[], whole: boolean): Settled {
  const misread = nodes.findIndex((node, index) => isMisread(chunk, node, nodes[index - 1]));
  if (misread > 0) return { finished: nodes.slice(0, misread), resumeAt: lineBegin(chunk, nodes[misread]) };
  const last = nodes.at(-1);
  // A chunk of blank lines has nothing to come back to.
  if (whole || !last) return { finished: nodes, resumeAt: chunk.length };
  if (last.type !== 'list' || last.children.length === 1) {
    return { finished: nodes.slice(0, -1), resumeAt: lineBegin(chunk, last) };
  }
  const resumeAt = lineBegin(chunk, last.children.pop());
  (last as Placed).position.end = { offset: endOf(last.children.at(-1)) };
  return { finished: nodes, resumeAt };
}

function takeLines(text: string, from: number, length: number): string {
  const lineBreak = /\r\n?|\n/g;
  lineBreak.lastIndex = from + length;
  return text.slice(from, lineBreak.test(text) ? lineBreak.lastIndex : text.length);
}

function lineBegin(chunk: string, node: unknown): number {
  const before = startOf(node) - 1;
  return Math.max(chunk.lastIndexOf('\n', before), chunk.lastIndexOf('\r', before)) + 1;
}

/** Puts the offsets of the whole text into a node of the chunk at `base`. */
function place(node: RootContent, base: number, original: (offset: number) => number): RootContent {
  const open: Nodes[] = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    (next as Placed).position = {
      start: { offset: original(base + startOf(next)) },
      end: { offset: original(base + endOf(next)) },
    };
    if ('children' in next) for (const child of next.children) open.push(child);
  }
  return node;
}
