const LONGEST_RUN = 100;
const LONGER_RUNS = new RegExp(`\`{${LONGEST_RUN + 1},}`, 'g');

/**
 * A text from outside between two lines of backticks, longer than any run in it: nothing in it ends the frame. A run
 * that nobody writes is shortened, or else the frame could be as long as all the text.
 */
export function fenced(text: string): string {
  const inside = text.replace(LONGER_RUNS, '`'.repeat(LONGEST_RUN));
  const longest = Math.max(0, ...Array.from(new Set(inside.match(/`+/g)), ({ length }) => length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}\n${inside}\n${fence}`;
}
