import type { Span } from './section-text.ts';

interface Run {
  readonly index: number;
  readonly length: number;
}

/**
 * The spans of code in a paragraph, in its order: between a run of backticks, not escaped, and the next run of
 * the same length. The Markdown parser finds them too, but takes minutes for hostile backticks.
 */
export function codeSpans(source: string): Span[] {
  const runs = Array.from(source.matchAll(/`+/g), ({ index, 0: run }) => ({ index, length: run.length }));
  const closers = closersOf(runs);
  const spans: Span[] = [];
  let done = 0;
  for (const { index, length } of runs) {
    if (index < done) continue;
    const start = index + (isEscaped(source, index, done) ? 1 : 0);
    const size = index + length - start;
    const closer = closers(size, index + length);
    if (closer === undefined) continue;
    done = closer + size;
    spans.push({ start, end: done });
  }
  return spans;
}

/** Gives the first run of a length at or after an offset; to be asked for ascending offsets. */
function closersOf(runs: readonly Run[]): (length: number, from: number) => number | undefined {
  const ofLength = new Map<number, number[]>();
  // From the end, so that the next run of a length is the last of its stack.
  for (const { index, length } of runs.toReversed()) {
    const stack = ofLength.get(length) ?? [];
    stack.push(index);
    ofLength.set(length, stack);
  }
  return (length, from) => {
    const stack = ofLength.get(length) ?? [];
    while (Number(stack.at(-1)) < from) stack.pop();
    return stack.at(-1);
  };
}

/** By an odd number of backslashes between `from` and `index`. */
function isEscaped(source: string, index: number, from: number): boolean {
  let begin = index;
  while (begin > from && source[begin - 1] === '\\') begin -= 1;
  return (index - begin) % 2 === 1;
}
