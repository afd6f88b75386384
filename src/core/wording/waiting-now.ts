import type { Session } from '../session/index.ts';
import { placeAndTitle } from './place.ts';

/** What the session does or waits for, in one sentence. */
export function waitingNow(session: Session): string {
  if (session.state === 'idle') return 'Nothing was started yet.';
  if (session.state === 'closed') return `Session ${session.id} is over.`;
  const { phase } = session;
  const paused = session.pausedAt === undefined ? '' : 'Paused. ';
  switch (phase.name) {
    case 'waiting':
      return phase.gate.kind === 'closing'
        ? `${paused}Waiting for you: the end of the session.`
        : `${paused}Waiting for you: ${placeAndTitle(session, phase.gate.task)}.`;
    case 'running':
      return `${paused}Running: ${placeAndTitle(session, phase.attempt.task)}, attempt ${phase.attempt.epoch}.`;
    case 'stopping':
      return `${paused}Attempt ${phase.attempt.epoch} of ${placeAndTitle(session, phase.attempt.task)} is being ended.`;
    case 'undoing':
      return `${paused}${phase.way === 'undo' ? 'Undoing' : 'Redoing'}: ${placeAndTitle(session, phase.task)}.`;
    case 'between':
      return `${paused}Between two tasks.`;
  }
}
