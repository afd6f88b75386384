import { plainText } from '../text/plain-text.ts';
import { codeSpans } from './code-spans.ts';
import { quote } from './quote.ts';
import { withoutComment } from './section-text.ts';

/** One item of `Verify`: the shell command in it, without the backticks around it. */
export function readCommand(item: string): { readonly command: string } | { readonly fault: string } {
  const written = withoutComment(item).trim();
  const fault = (what: string): { readonly fault: string } => ({
    fault: `\`Verify\`: ${quote(written)} ${what}`,
  });
  const command = withoutBackticks(written);
  if (!command) return fault('is not one command: write the command alone, in backticks or without any.');
  if (/[\r\n]/.test(command)) {
    return fault('is more than one line: write each command on a line of its own, with `- ` in front.');
  }
  // What is approved is what is seen.
  if (plainText(command) !== command.replaceAll('\t', '  ')) {
    return fault('holds characters that cannot be seen: write it without them.');
  }
  return { command };
}

/** Undefined when words stand around the code: a shell would run what is between the backticks, and then its output. */
function withoutBackticks(written: string): string | undefined {
  if (!written.startsWith('`')) return written;
  const [span] = codeSpans(written);
  if (span?.end !== written.length) return undefined;
  const ticks = written.length - written.replace(/^`+/, '').length;
  return written.slice(ticks, -ticks).trim();
}
