import type { RootContent } from 'mdast';

/** A block at the top level of the file, with offsets into its text. */
export interface Block {
  readonly kind: BlockKind;
  readonly start: number;
  readonly end: number;
  readonly node: RootContent;
}

/**
 * `heading` has `#` in front; `text` is a paragraph, or one that the parser takes for a heading because of
 * the line under it; `separator` is a `---`, also the one under such a paragraph.
 */
export type BlockKind = 'heading' | 'text' | 'list' | 'quote' | 'comment' | 'separator' | 'opaque';

/** A node of the parser, which places every one (only trees made by hand lack positions). */
export interface Placed {
  position: { start: { offset: number }; end: { offset: number } };
}

export const startOf = (node: unknown): number => (node as Placed).position.start.offset;
export const endOf = (node: unknown): number => (node as Placed).position.end.offset;
