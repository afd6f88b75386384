import type { Heading } from 'mdast';
import { endOf, startOf } from './block.ts';
import type { Document } from './document.ts';

/** The source of a heading without its `#`s or its underline; `base` as in the block it is from. */
export function headingContent({ text }: Document, { children }: Heading, base: number): string {
  const [first] = children;
  return first ? text.slice(base + startOf(first), base + endOf(children.at(-1))).trim() : '';
}
