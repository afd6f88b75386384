/** A text from outside between two lines of backticks, longer than any run in it: nothing in it ends the frame. */
export function fenced(text: string): string {
  const longest = Math.max(0, ...Array.from(new Set(text.match(/`+/g)), ({ length }) => length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}\n${text}\n${fence}`;
}
