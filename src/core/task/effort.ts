import type { RootContent } from 'mdast';

/** Keeps the parser from work that would take minutes. */
export interface Effort {
  /**
   * Where in `chunk` there is too much, if it is not to be parsed; `pending` is the block that a shorter chunk
   * did not hold to its end.
   */
  readonly refuse: (chunk: string, pending: RootContent | undefined) => number | undefined;
}

/** For a list of tasks: twenty seconds of the lines that the parser is slowest with, twice what ten thousand tasks need. */
const MOST_STEPS = 300_000;
const LARGEST_NESTED = 65_536;
/** A larger chunk of nested blocks takes the parser more time for each line of it. */
const EASY_NESTED = 16_384;

export function createEffort(mostSteps = MOST_STEPS): Effort {
  let spent = 0;
  return {
    refuse(chunk, pending) {
      const nested = pending?.type === 'list' || pending?.type === 'blockquote';
      if (nested && chunk.length > LARGEST_NESTED) return 0;
      spent += countSteps(chunk) * (nested ? Math.max(1, chunk.length / EASY_NESTED) : 1);
      return spent > mostSteps ? 0 : findTooDeep(chunk);
    },
  };
}

/** What the parser does something about: each line with something on it, each mark of a quote or list. */
const STEPS = />|[-+*](?=[ \t])|[^ \t\r\n>][^\r\n>]*/g;

/** Where in a whole text the steps begin that are too many in any case. */
export function findTooMany(text: string): number | undefined {
  let left = MOST_STEPS;
  for (const { index } of text.matchAll(STEPS)) {
    if (left === 0) return index;
    left -= 1;
  }
  return undefined;
}

function countSteps(chunk: string): number {
  const linesAndMarks = chunk.match(STEPS)?.length ?? 0;
  const tabs = chunk.split('\t').length - 1;
  return linesAndMarks + tabs / 8;
}

/** The first line that begins with a hundred marks of quotes and lists, one inside the other, and is no `- - -`. */
function findTooDeep(chunk: string): number | undefined {
  const lines = chunk.matchAll(/^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){100}[^\r\n]*/gm);
  return Array.from(lines).find(([line]) => /[^-* \t]/.test(line))?.index;
}
