import type { List, ListItem } from 'mdast';
import { type Block, endOf, startOf } from './block.ts';
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
  const items = listBlocks(document, from, limit).flatMap(({ node, base }) =>
    (node as List).children.map((item) => ({ item, base })).filter(({ item }) => base + startOf(item) > from),
  );
  const inside = items.filter(({ item, base }) => base + startOf(item) < limit);
  const [first, last] = [inside[0], inside.at(-1)];
  if (!first || !last) return undefined;
  return {
    items: inside
      .map(({ item, base }) => itemText(document, item, base, limit))
      .filter((text) => text !== ''),
    begin: document.lines.begin(first.base + startOf(first.item)),
    end: Math.min(last.base + endOf(last.item), limit),
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
function itemText(document: Document, { children }: ListItem, base: number, limit: number): string {
  const [first] = children;
  if (!first) return '';
  const start = base + startOf(first);
  const indent = document.lines.column(start) - 1;
  return document.text
    .slice(start, Math.min(base + endOf(children.at(-1)), limit))
    .split(/\r\n?|\n/)
    .map((line, index) => (index === 0 ? line : line.replace(new RegExp(`^[ \\t]{0,${indent}}`), '')))
    .join('\n')
    .replace(/^\[[ xX]\]\s+/, '')
    .trim();
}
