import type { Heading, Paragraph, RootContent } from 'mdast';
import { type Block, endOf, startOf } from './block.ts';
import { codeSpans } from './code-spans.ts';
import type { Document } from './document.ts';

/** A line of running text, where it begins to say something. */
export interface TextLine {
  readonly offset: number;
  /** At the start of a line of the file; else behind the mark of a list or a heading. */
  readonly flush: boolean;
}

/** The lines of a block that may hold a field: not code, not HTML, not what is inside a quote or a list item. */
export function textLines(document: Document, block: Block): TextLine[] {
  const { node } = block;
  if (block.kind === 'heading') return contentLines(node as Heading);
  if (block.kind === 'text') return linesOf(document, node as Paragraph);
  if (block.kind === 'list' || block.kind === 'quote') return linesInside(document, node);
  return [];
}

function contentLines(heading: Heading): TextLine[] {
  return heading.children.slice(0, 1).map((content) => ({ offset: startOf(content), flush: false }));
}

function linesOf({ text, lines: index }: Document, node: Heading | Paragraph): TextLine[] {
  const [start, end] = [startOf(node.children[0]), endOf(node.children.at(-1))];
  const source = text.slice(start, end);
  const isFlush = !/\S/.test(text.slice(index.begin(start), start));
  const lines: TextLine[] = isFlush ? [{ offset: start, flush: true }] : [];
  // Lines inside a span of code are code.
  const spans = codeSpans(source);
  let next = 0;
  for (const match of source.matchAll(/(?:\r\n?|\n)[ \t]*(?=\S)/g)) {
    while (next < spans.length && Number(spans[next]?.end) <= match.index) next += 1;
    const isCode = match.index > Number(spans[next]?.start);
    if (!isCode) lines.push({ offset: start + match.index + match[0].length, flush: true });
  }
  return lines;
}

/**
 * In lists and quotes: a line that is less indented than the paragraph it continues belongs to it only for the
 * parser ("lazy continuation"); for the person who wrote it, it begins at the start of the line.
 */
function linesInside(document: Document, container: RootContent): TextLine[] {
  const itemTexts = new Set<unknown>(
    container.type === 'list' ? container.children.map((item) => item.children[0]) : [],
  );
  return paragraphsIn(container)
    .flatMap((paragraph) => {
      const lazy = lazyLines(document, paragraph);
      return itemTexts.has(paragraph) ? [{ offset: startOf(paragraph), flush: false }, ...lazy] : lazy;
    })
    .sort((a, b) => a.offset - b.offset);
}

function paragraphsIn(container: RootContent): Paragraph[] {
  const found: Paragraph[] = [];
  const open: RootContent[] = [container];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'paragraph') found.push(node);
    else if ('children' in node) for (const child of node.children) open.push(child);
  }
  return found;
}

function lazyLines(document: Document, paragraph: Paragraph): TextLine[] {
  const { column } = document.lines;
  const indent = column(startOf(paragraph));
  return linesOf(document, paragraph).filter(({ offset }) => column(offset) < indent);
}
