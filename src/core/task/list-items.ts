import type { List, ListItem } from 'mdast';
import { type Block, endOf, startOf } from './block.ts';
import { countUpTo } from './count-up-to.ts';
import type { Document } from './document.ts';

/** The list that belongs to a field. */
export interface FieldList {
  /** Markdown of each item, without its mark. */
  readonly items: readonly string[];
  /** Where the line of its first item begins. */
  readonly begin: number;
  readonly end: number;
}

/**
 * The list after `from`, before `limit`. The field itself may stand in the same list of the syntax tree: a
 * line right below an item belongs to that item there.
 */
export function listAfter(document: Document, from: number, limit: number): FieldList | undefined {
  const items = listBlocks(document, from, limit).flatMap(({ node }) => {
    const { children } = node as List;
    return children.slice(countUpTo(children.map(startOf), from));
  });
  const inside = items.filter((item) => startOf(item) < limit);
  const [first, last] = [inside[0], inside.at(-1)];
  if (!first || !last) return undefined;
  return {
    items: inside.map((item) => itemText(document, item, limit)).filter((text) => text !== ''),
    begin: document.lines.begin(startOf(first)),
    end: Math.min(endOf(last), limit),
  };
}

function listBlocks(document: Document, from: number, limit: number): Block[] {
  const blocks = document.within(from, limit).filter(({ kind }) => kind !== 'comment');
  const own = blocks.filter(({ start }) => start < from);
  const after = blocks.slice(own.length);
  const ending = after.findIndex(({ kind }) => kind !== 'list');
  return [...own, ...(ending < 0 ? after : after.slice(0, ending))].filter(({ kind }) => kind === 'list');
}

/** Nested lines keep their indentation relative to the item; a checkbox in front is dropped. */
function itemText(document: Document, { children }: ListItem, limit: number): string {
  const [first] = children;
  if (!first) return '';
  const start = startOf(first);
  const indent = document.lines.column(start) - 1;
  return document.text
    .slice(start, Math.min(endOf(children.at(-1)), limit))
    .split(/\r\n?|\n/)
    .map((line, index) => (index === 0 ? line : line.replace(new RegExp(`^[ \\t]{0,${indent}}`), '')))
    .join('\n')
    .replace(/^\[[ xX]\]\s+/, '')
    .trim();
}
