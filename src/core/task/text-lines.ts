import type { Heading, Paragraph, RootContent } from 'mdast';
import { type Block, endOf, startOf } from './block.ts';
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
  if (block.kind === 'heading') return contentLines(node as Heading, block.base);
  if (block.kind === 'text') return linesOf(document, node as Paragraph, block.base);
  if (block.kind === 'list' || block.kind === 'quote') return linesInside(document, node, block.base);
  return [];
}

function contentLines(heading: Heading, base: number): TextLine[] {
  return heading.children.slice(0, 1).map((content) => ({ offset: base + startOf(content), flush: false }));
}

function linesOf(document: Document, { children }: Heading | Paragraph, base: number): TextLine[] {
  const lines: TextLine[] = [];
  for (const child of children) {
    const start = base + startOf(child);
    lines.push(...lineAt(document, start));
    // Lines inside a span of code are code.
    if (child.type !== 'text') continue;
    const source = document.text.slice(start, base + endOf(child));
    for (const match of source.matchAll(/(?:\r\n?|\n)[ \t]*(?=\S)/g)) {
      lines.push({ offset: start + match.index + match[0].length, flush: true });
    }
  }
  return lines;
}

function lineAt({ text, lines }: Document, offset: number): TextLine[] {
  return /\S/.test(text.slice(lines.begin(offset), offset)) ? [] : [{ offset, flush: true }];
}

/**
 * In lists and quotes: a line that is less indented than the paragraph it continues belongs to it only for the
 * parser ("lazy continuation"); for the person who wrote it, it begins at the start of the line.
 */
function linesInside(document: Document, container: RootContent, base: number): TextLine[] {
  const found: TextLine[] = [];
  const itemTexts = new Set<unknown>(
    container.type === 'list' ? container.children.map((item) => item.children[0]) : [],
  );
  const open: RootContent[] = [container];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'paragraph') {
      if (itemTexts.has(node)) found.push({ offset: base + startOf(node), flush: false });
      for (const line of lazyLines(document, node, base)) found.push(line);
    } else {
      for (const child of containedIn(node)) open.push(child);
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}

function lazyLines(document: Document, paragraph: Paragraph, base: number): TextLine[] {
  const { column } = document.lines;
  const indent = column(base + startOf(paragraph));
  return linesOf(document, paragraph, base).filter(({ offset }) => column(offset) < indent);
}

function containedIn(node: RootContent): readonly RootContent[] {
  return node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote' ? node.children : [];
}
