import type { Config } from '../config/config.ts';
import type { Session } from '../core/session/index.ts';

type Shutdown = Config['shutdown']['attempt'];

/** What the operator of the machine reads when the service begins to end. */
export function farewell(attempt: Shutdown, session: Session): string {
  const runs = epochOf(session);
  if (runs === undefined) return '⏸️ The service ends. What waits is kept.';
  switch (attempt) {
    case 'leave':
      return `⏸️ The service ends. Attempt ${runs} goes on by itself, and its result is told at the next start.`;
    case 'wait':
      return `⏸️ The service ends after attempt ${runs}. Signal once more to leave it to itself.`;
    case 'stop':
      return `⏸️ The service ends attempt ${runs} and then itself.`;
  }
}

/** What they read when they do not want to wait for that; undefined when there is nothing to wait for. */
export function leftAlone(attempt: Shutdown, session: Session): string | undefined {
  const runs = epochOf(session);
  return runs === undefined || attempt === 'leave'
    ? undefined
    : `⏸️ Attempt ${runs} is left to itself. Its result is told at the next start.`;
}

const epochOf = (session: Session): number | undefined =>
  session.state === 'open' && 'attempt' in session.phase ? session.phase.attempt.epoch : undefined;
