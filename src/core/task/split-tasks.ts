import type { Block } from './block.ts';
import type { Document } from './document.ts';
import type { Finding } from './finding.ts';
import { headingContent } from './heading-content.ts';
import { type HeadingLine, type HeadingReading, readHeading } from './read-heading.ts';
import { findSwallowedTask } from './swallowed-task.ts';
import { textLines } from './text-lines.ts';

/** A task heading, or what was probably meant as one, with what follows it up to the next. */
export interface Section {
  /** Where the `#`s stand. */
  readonly offset: number;
  /** Undefined where the heading names none. */
  readonly number: number | undefined;
  readonly title: string;
  /** Whether its body is read: not below a heading that may be no task at all. */
  readonly isTask: boolean;
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

export interface Split {
  readonly title: string | undefined;
  readonly sections: readonly Section[];
  readonly findings: readonly Finding[];
}

interface Mark {
  readonly heading: Omit<Section, 'bodyStart' | 'bodyEnd'>;
  readonly finding: Finding | undefined;
}

export function splitTasks(document: Document): Split {
  const marks = document.blocks.flatMap((block) => marksIn(document, block));
  const nextBegins = [
    ...marks.slice(1).map(({ heading }) => document.lines.begin(heading.offset)),
    document.text.length,
  ];
  const sections = marks.map(({ heading }, index) => ({
    ...heading,
    bodyStart: document.lines.end(heading.offset),
    bodyEnd: Number(nextBegins[index]),
  }));
  const swallowed = document.blocks.map((block) => findSwallowedTask(document, block));
  return {
    title: titleOf(document),
    sections,
    findings: [...marks.map(({ finding }) => finding), ...swallowed].filter(
      (finding) => finding !== undefined,
    ),
  };
}

function titleOf(document: Document): string | undefined {
  const first = document.blocks.find(({ kind }) => kind !== 'comment' && kind !== 'separator');
  return first?.node.type === 'heading' && first.node.depth === 1
    ? headingContent(document, first.node)
    : undefined;
}

function marksIn(document: Document, block: Block): Mark[] {
  if (block.node.type === 'heading' && block.kind === 'heading') {
    const content = headingContent(document, block.node);
    return toMark(
      block.start,
      readHeading({ content, depth: block.node.depth, spaced: true }),
      block.node.depth,
    );
  }
  return textLines(document, block).flatMap(({ offset, flush }) => {
    const line = flush ? hashesAt(document, offset) : undefined;
    return line ? toMark(offset, readHeading(line), line.depth) : [];
  });
}

/** `##Task 2: x`, which is no heading without the space; deeper than three columns it is not meant as one. */
function hashesAt({ text, lines }: Document, offset: number): HeadingLine | undefined {
  if (text[offset] !== '#' || offset - lines.begin(offset) > 3) return undefined;
  const line = text.slice(offset, lines.end(offset));
  const content = line.replace(/^#+/, '');
  return { content: content.trim(), depth: line.length - content.length, spaced: false };
}

function toMark(offset: number, reading: HeadingReading, depth: number): Mark[] {
  switch (reading.kind) {
    case 'task':
      return [
        {
          heading: { offset, number: reading.number, title: reading.title, isTask: true },
          finding: undefined,
        },
      ];
    case 'near':
      return [
        {
          heading: { offset, number: reading.number, title: '', isTask: depth === 2 },
          finding: { offset, message: reading.message },
        },
      ];
    case 'other':
      return [];
  }
}
