import type { Block } from './block.ts';
import type { Document } from './document.ts';
import type { Finding } from './finding.ts';
import { quote } from './quote.ts';

/**
 * A task heading that is text only because of what was left open above it. What is inside a closed fence
 * or a closed comment is meant to be text.
 */
export function findSwallowedTask(document: Document, block: Block): Finding | undefined {
  const source = document.text.slice(block.start, block.end);
  const opened = whatIsOpen(block, source);
  const heading = opened && /^ {0,3}## Task [1-9]\d*:.*$/m.exec(source);
  if (!heading) return undefined;
  const line = document.lines.line(block.start + heading.index);
  return {
    offset: block.start,
    message: `${opened.what}, so ${quote(heading[0])} on line ${line} is inside it. ${opened.todo}.`,
  };
}

function whatIsOpen({ node }: Block, source: string): { what: string; todo: string } | undefined {
  if (node.type === 'code') {
    const [fence] = /^(?:`{3,}|~{3,})/.exec(source) ?? [];
    if (!fence || isClosed(source, fence)) return undefined;
    return { what: 'this code fence is never closed', todo: `Close it with a line that holds ${fence} only` };
  }
  if (node.type !== 'html' || /^<(?:script|pre|style|textarea)\b/i.test(source)) return undefined;
  if (source.startsWith('<!--')) {
    if (source.includes('-->')) return undefined;
    return { what: 'this comment is never closed', todo: 'Close it with `-->`' };
  }
  return { what: 'this HTML goes on to the next empty line', todo: 'Put an empty line above that heading' };
}

/** By the last line: as many of the same character as the fence has, or more. */
function isClosed(source: string, fence: string): boolean {
  const lastLine = source
    .slice(fence.length)
    .split(/[\r\n]/)
    .slice(1)
    .at(-1)
    ?.trim();
  return lastLine !== undefined && lastLine.startsWith(fence) && new Set(lastLine).size === 1;
}
