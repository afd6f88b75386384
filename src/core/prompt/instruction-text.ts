import type { Nodes, RootContent } from 'mdast';
import { codeSpans, endOf, parseMarkdown, startOf } from '../task/index.ts';

/** What a file of instructions says to the model, and the files that it brings in, as it names them. */
export interface InstructionText {
  /** Without comments that stand by themselves. */
  readonly text: string;
  readonly imports: readonly string[];
  /** False where the Markdown is more than can be parsed: then comments may have stayed, and imports may be missing. */
  readonly isWhole: boolean;
}

/** Half a second of the lines that the parser is slowest with, and 50,000 bytes of short ones: nothing else is done meanwhile. */
const MOST_STEPS = 5000;

/** Reads a CLAUDE.md as the Claude CLI does: `@path` names a file wherever it stands in running text (measured). */
export function readInstructionText(source: string): InstructionText {
  if (!/@|<!--/.test(source)) return { text: source.trim(), imports: [], isWhole: true };
  const { nodes, unread } = parseMarkdown(source, { mostSteps: MOST_STEPS });
  const kept: string[] = [];
  let done = 0;
  for (const comment of nodes.filter((node) => isComment(node, source))) {
    kept.push(source.slice(done, startOf(comment)), withoutComments(sourceOf(comment, source)));
    done = endOf(comment);
  }
  const text = [...kept, source.slice(done)].join('').trim();
  const imports = [...new Set(passages(nodes, source).flatMap(namesIn))];
  return { text, imports, isWhole: unread === undefined };
}

const sourceOf = (node: Nodes, source: string): string => source.slice(startOf(node), endOf(node));

const isComment = (node: Nodes, source: string): boolean =>
  node.type === 'html' && sourceOf(node, source).trimStart().startsWith('<!--');

/** What stands in paragraphs, headings and after comments; blocks of code and HTML are none of it. */
function passages(nodes: readonly RootContent[], source: string): readonly string[] {
  const found: string[] = [];
  const open: Nodes[] = nodes.toReversed();
  for (let node = open.pop(); node; node = open.pop()) {
    const isText = node.type === 'paragraph' || node.type === 'heading';
    if (isText || isComment(node, source)) found.push(sourceOf(node, source));
    else if ('children' in node) open.push(...node.children.toReversed());
  }
  return found.map((passage) => withoutComments(withoutCode(passage)));
}

function withoutCode(passage: string): string {
  let done = 0;
  const kept = codeSpans(passage).map(({ start, end }) => {
    const before = passage.slice(done, start);
    done = end;
    return `${before}\``;
  });
  return [...kept, passage.slice(done)].join('');
}

/** (One that is not closed is none.) */
function withoutComments(html: string): string {
  const parts = html.split('-->').map((part, index, { length }) => {
    if (index === length - 1) return part;
    const begin = part.indexOf('<!--');
    return begin === -1 ? `${part}-->` : part.slice(0, begin);
  });
  return parts.join('');
}

/** A mark of emphasis, of a link or of a tag may stand before it; a blank in a name has a backslash. */
const NAMED = /(?<![^\s*[>])@((?:~\/|[\w./-])(?:\\ |[^\s\\*[\]<])*)/g;

const namesIn = (passage: string): readonly string[] =>
  Array.from(passage.matchAll(NAMED), ([, name = '']) =>
    name.replace(/#.*$/s, '').replaceAll('\\ ', ' '),
  ).filter((name) => name !== '');
