import { currentPosition, openGates, statusOf, type Session } from '../core/session/index.ts';
import type { SessionView } from './project-state.ts';

/** Where a session stands, in a few words that fit an answer. */
export function viewOf(session: Session): SessionView {
  if (session.state === 'idle') return {};
  const phase = session.state === 'open' ? session.phase : undefined;
  const [gate] = openGates(session);
  return {
    session: session.id,
    status: statusOf(session),
    position: currentPosition(session),
    total: session.tasks.length,
    gate: gate && { id: gate.id, kind: gate.kind, task: gate.task },
    epoch: phase?.name === 'running' || phase?.name === 'stopping' ? phase.attempt.epoch : undefined,
  };
}
