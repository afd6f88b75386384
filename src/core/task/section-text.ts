import type { Document } from './document.ts';

/** A part of the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** `span` without the comments and separators at its ends; undefined when nothing else is in it. */
export function withoutEdges(document: Document, span: Span): Span | undefined {
  const blocks = document
    .within(span.start, span.end)
    .filter(({ kind }) => kind !== 'comment' && kind !== 'separator')
    .map(({ start, end }) => ({ start: Math.max(start, span.start), end: Math.min(end, span.end) }))
    .filter(({ start, end }) => /\S/.test(document.text.slice(start, end)));
  const [first, last] = [blocks[0], blocks.at(-1)];
  // From the start of its line, lest the first line of indented code lose its indentation.
  return first && last && { start: Math.max(document.lines.begin(first.start), span.start), end: last.end };
}

/** The Markdown from `start` to `end` verbatim, without the blank lines around it. */
export function verbatim({ text, lines }: Document, { start, end }: Span): string {
  const source = text.slice(start, end).trimEnd();
  const behindName = lines.begin(start) === start ? source : source.replace(/^[ \t]+(?=\S)/, '');
  return behindName.replace(/^(?:[ \t]*(?:\r\n?|\n))+/, '');
}

/** The value of a field that takes one line, and where it stands. */
export interface LineValue {
  readonly value: string;
  readonly offset: number;
}

export function lineValue({ text }: Document, { start, end }: Span): LineValue {
  const source = text.slice(start, end);
  const value = withoutComment(source).trim();
  return {
    value: /^`[^`]+`$/.test(value) ? value.slice(1, -1).trim() : value,
    offset: end - source.trimStart().length,
  };
}

/** Templates explain a field in a comment behind its value. */
export function withoutComment(source: string): string {
  const comment = source.indexOf('<!--');
  return comment >= 0 && source.trimEnd().endsWith('-->') ? source.slice(0, comment) : source;
}
