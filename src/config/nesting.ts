/** No configuration comes near it; the parser recurses, and a stack that runs out can end the process. */
const DEEPEST = 100;

/** The offset at which brackets, or `- - -` on one line, are nested too deeply to be parsed; undefined when nowhere. */
export function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (const { 0: mark, index } of text.matchAll(/[[{\]}]/g)) {
    depth = mark === '[' || mark === '{' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > DEEPEST) return index;
  }
  return new RegExp(`(?:[-?:][ \\t]+){${DEEPEST}}`).exec(text)?.index;
}
