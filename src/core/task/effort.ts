import type { RootContent } from 'mdast';

/** Keeps the parser from work that would take minutes. */
export interface Effort {
  /** Whether `chunk` may be parsed; `pending` is the block that a shorter chunk did not hold to its end. */
  readonly allows: (chunk: string, pending: RootContent | undefined) => boolean;
}

/** About ten seconds of the slowest lines. */
const MOST_STEPS = 300_000;
const LARGEST_NESTED = 65_536;
/** A larger chunk of nested blocks takes the parser more time for each line of it. */
const EASY_NESTED = 16_384;

export function createEffort(): Effort {
  let spent = 0;
  return {
    allows(chunk, pending) {
      const nested = pending?.type === 'list' || pending?.type === 'blockquote';
      if ((nested && chunk.length > LARGEST_NESTED) || isTooDeep(chunk)) return false;
      spent += countSteps(chunk) * (nested ? Math.max(1, chunk.length / EASY_NESTED) : 1);
      return spent <= MOST_STEPS;
    },
  };
}

/** What the parser does something about: each line with something on it, each mark of a quote or list, tabs. */
function countSteps(chunk: string): number {
  const linesAndMarks = chunk.match(/>|[-+*](?=[ \t])|[^ \t\r\n>][^\r\n>]*/g)?.length ?? 0;
  const tabs = chunk.split('\t').length - 1;
  return linesAndMarks + tabs / 8;
}

/** Whether a line begins with a hundred marks of quotes and lists, one inside the other, and is no `- - -`. */
function isTooDeep(chunk: string): boolean {
  const lines = chunk.matchAll(
    /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){100}[^\r\n]*/gm,
  );
  return Array.from(lines).some(([line]) => /[^-* \t]/.test(line));
}
