import type { Heading } from 'mdast';
import { endOf, startOf } from './block.ts';
import type { Document } from './document.ts';

/** The source of a heading without its `#`s or its underline. */
export function headingContent({ text }: Document, { children }: Heading): string {
  const [first] = children;
  return first ? text.slice(startOf(first), endOf(children.at(-1))).trim() : '';
}
