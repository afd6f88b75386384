import { oneLine } from '../text/plain-text.ts';
import { counted, enumerated } from './numbers.ts';

const MOST_TOOLS = 4;

/** `Not allowed: 5 calls (Bash and Write)`; undefined when nothing was denied. */
export function notAllowedLine(calls: readonly { readonly name: string }[] = []): string | undefined {
  if (calls.length === 0) return undefined;
  const tools = [...new Set(calls.map(({ name }) => oneLine(name)))];
  const more = tools.length > MOST_TOOLS ? [`${tools.length - MOST_TOOLS} more`] : [];
  return `Not allowed: ${counted(calls.length, 'call')} (${enumerated([...tools.slice(0, MOST_TOOLS), ...more])})`;
}
