import type { Config } from '../config/config.ts';
import { openGates, type Session } from '../core/session/index.ts';
import { formatDuration } from '../core/text/duration.ts';

type Shutdown = Config['shutdown']['attempt'];

/** What the operator of the machine reads when the service begins to end. */
export function farewell(attempt: Shutdown, session: Session, askWaitMs: number): string {
  const runs = epochOf(session);
  if (runs === undefined) return '⏸️ The service ends. What waits is kept.';
  const asked = isAsked(session) ? `\n   ${whatIsAsked(attempt, formatDuration(askWaitMs))}` : '';
  switch (attempt) {
    case 'leave':
      return `⏸️ The service ends. Attempt ${runs} goes on by itself, and its result is told at the next start.${asked}`;
    case 'wait':
      return `⏸️ The service ends after attempt ${runs}. Signal once more to leave it to itself.${asked}`;
    case 'stop':
      return `⏸️ The service ends attempt ${runs} and then itself.`;
  }
}

/** Nobody can be heard who answers, but what waits for the answer does so on. */
function whatIsAsked(attempt: Shutdown, longest: string): string {
  const until =
    attempt === 'wait'
      ? 'Until then nothing is received, so it cannot be answered'
      : 'It can be answered once the service runs again';
  return `Claude waits for your answer: at most ${longest} (claude.ask_wait), then the attempt ends, and what it asks is kept. ${until}.`;
}

/** What they read when they do not want to wait for that; undefined when there is nothing to wait for. */
export function leftAlone(attempt: Shutdown, session: Session): string | undefined {
  const runs = epochOf(session);
  return runs === undefined || attempt === 'leave'
    ? undefined
    : `⏸️ Attempt ${runs} is left to itself. Its result is told at the next start.`;
}

const isAsked = (session: Session): boolean => session.state === 'open' && openGates(session).length > 0;

const epochOf = (session: Session): number | undefined =>
  session.state === 'open' && 'attempt' in session.phase ? session.phase.attempt.epoch : undefined;
