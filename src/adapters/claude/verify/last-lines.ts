import { plainText } from '../../../core/text/plain-text.ts';
import { shortened } from '../../../core/text/shortened.ts';

const MOST_LINES = 15;
const LONGEST_LINE = 300;

/** What a person would see at the end of the output: without blank lines, terminal codes and known secrets. */
export function lastLinesOf(output: string, redact: (text: string) => string): readonly string[] {
  const visible = plainText(output.split('\n').map(withoutOverwritten).join('\n'));
  // Redacted before it is cut: half a secret is not found.
  return redact(visible)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-MOST_LINES)
    .map((line) => shortened(line, LONGEST_LINE));
}

/** A bar of progress writes its line again and again. */
function withoutOverwritten(line: string): string {
  const ended = line.replace(/\r+$/, '');
  return ended.slice(ended.lastIndexOf('\r') + 1);
}
