import { CONFIRM, EACH, STALE, WHICH } from '../adapters/webhook/messages.ts';
import { greenlightLine } from './greenlight-line.ts';

/** What the service answers over HTTP, with the advice in it as it is followed from a shell. */
export function shellWords(
  { code, message }: { readonly code?: unknown; readonly message: string },
  configPath: string | undefined,
): string {
  const typed = (name: string, ...more: readonly string[]): string =>
    `"${greenlightLine(configPath, name, ...more)}"`;
  const advice = [
    [CONFIRM, `To end it: ${typed('stop', 'confirm')}.`],
    [WHICH, `Say with --gate which one is meant; ${typed('status')} shows them.`],
    [EACH, `Answer in words: ${typed('answer', 'SQLite; tables and views')}.`],
    [STALE, `No such gate waits, or none any more, so that was not used. What waits: ${typed('status')}.`],
  ] as const;
  const told = advice.reduce((text, [http, shell]) => text.replace(http, () => shell), message);
  return code === 'which_option' ? `${told} In a shell with quotes: ${typed('answer', '#1')}.` : told;
}
