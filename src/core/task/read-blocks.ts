import type { RootContent } from 'mdast';
import { type Block, type BlockKind, endOf, startOf } from './block.ts';

/** The top-level blocks of `text`, in its order; a long list comes as several. */
export function readBlocks(text: string, nodes: readonly RootContent[]): Block[] {
  return nodes.flatMap((node) => {
    const block = { start: startOf(node), end: endOf(node), node };
    if (node.type !== 'heading') return [{ ...block, kind: kindOf(node) }];
    const source = text.slice(block.start, block.end);
    // A heading with `#` is one line; two or more are text above a line that was meant as a separator.
    if (!/[\r\n]/.test(source)) return [{ ...block, kind: 'heading' as const }];
    if (node.depth === 1) return [{ ...block, kind: 'text' as const }];
    const textEnd = endOf(node.children.at(-1));
    const underline = block.start + Math.max(source.lastIndexOf('\n'), source.lastIndexOf('\r')) + 1;
    return [
      { ...block, kind: 'text' as const, end: textEnd },
      { ...block, kind: 'separator' as const, start: underline },
    ];
  });
}

const KINDS: Readonly<Record<string, BlockKind>> = {
  paragraph: 'text',
  list: 'list',
  blockquote: 'quote',
  thematicBreak: 'separator',
};

function kindOf(node: RootContent): BlockKind {
  if (node.type === 'html' && isComment(node.value.trim())) return 'comment';
  return KINDS[node.type] ?? 'opaque';
}

/** One comment and nothing after it: words behind a `-->` are words. */
const isComment = (html: string): boolean =>
  html.startsWith('<!--') && html.indexOf('-->', 2) === html.length - '-->'.length;
