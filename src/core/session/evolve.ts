import type { SessionEvent } from './event.ts';
import { ended, ordered } from './evolve-attempt.ts';
import { fromListed, reloaded } from './list.ts';
import { shortened, type Leash } from './leash.ts';
import type { ClosedSession, DecidedGate, OpenSession, Session } from './session.ts';
import { withTask } from './tasks.ts';
import { redone, undone } from './undo.ts';

/** How many decided gates are remembered, so that a late answer is told who was first. */
const REMEMBERED_DECISIONS = 20;

/** The state after an event; an event that does not fit the state leaves it as it is. */
export function evolve(session: Session, event: SessionEvent): Session {
  if (event.type === 'session-started') return session.state === 'open' ? session : started(event);
  if (session.state === 'idle') return session;
  if (event.type === 'task-committed') return committed(session, event);
  if (session.state !== 'open') return session;
  const next = evolveOpen(session, event);
  return { ...next, lastActivity: event.at };
}

function evolveOpen(
  session: OpenSession,
  event: Exclude<SessionEvent, { type: 'session-started' | 'task-committed' }>,
): OpenSession | ClosedSession {
  switch (event.type) {
    case 'gate-opened':
      return gateOpened(session, event);
    case 'gate-decided':
      return remember(session, { gate: event.gate, decision: event.decision, by: event.by, at: event.at });
    case 'leash-granted':
      return { ...session, leash: event.leash };
    case 'leash-taken-in':
      return { ...session, leash: undefined };
    case 'rework-begun':
      return { ...session, rework: true };
    case 'attempt-ordered':
      return {
        ...ordered(session, event.attempt),
        leash: leashAfter(session, event),
      };
    case 'undo-begun':
      return { ...session, phase: event.undoing, leash: undefined };
    case 'task-undone':
      return session.phase.name === 'undoing' ? undone(session, session.phase) : session;
    case 'task-redone':
      return redone(session);
    case 'list-edited':
      return { ...session, edited: event.digest === session.digest ? undefined : event.digest };
    case 'list-reloaded':
      return reloaded(session, event);
    case 'stopping-begun':
      return stopping(session, event);
    case 'attempt-ended':
      return ended(session, event);
    case 'task-accepted':
      return settle(session, event.task, 'completed', event.at);
    case 'task-skipped':
      return { ...settle(session, event.task, 'skipped', event.at), leash: undefined, redo: [] };
    case 'session-paused':
      return { ...session, pausedAt: event.at };
    case 'session-resumed':
      return { ...session, pausedAt: undefined };
    case 'session-closed':
      return closed(session, event);
    case 'attempt-adopted':
      return ordered(session, event.attempt);
  }
}

function started(event: Extract<SessionEvent, { type: 'session-started' }>): OpenSession {
  const { id, file, digest, repeated, at, tasks } = event;
  return {
    state: 'open',
    id,
    file,
    digest,
    repeated,
    startedAt: at,
    lastActivity: at,
    lastEpoch: 0,
    rework: false,
    redo: [],
    decided: [],
    list: 1,
    tasks: tasks.map(fromListed),
    phase: { name: 'between' },
  };
}

function gateOpened(
  session: OpenSession,
  { gate }: Extract<SessionEvent, { type: 'gate-opened' }>,
): OpenSession {
  const waiting: OpenSession = { ...session, phase: { name: 'waiting', gate } };
  // Only a limit leaves the leash in force: it is passed by waiting, nobody looked at anything.
  if (gate.kind === 'limit') return waiting;
  const blocked = gate.kind === 'start' && gate.why === 'blocked';
  const tasks = blocked ? withTask(session, gate.task, { status: 'blocked' }) : session.tasks;
  const paid = 'why' in gate && gate.why === 'rework';
  return { ...waiting, tasks, leash: undefined, rework: session.rework && !paid };
}

/** Where another rule freed a task, the leash was there and did not hold any more. */
function leashAfter(
  { leash }: OpenSession,
  { by }: Extract<SessionEvent, { type: 'attempt-ordered' }>,
): Leash | undefined {
  if (by === 'decision') return leash;
  return by === 'leash' && leash ? shortened(leash) : undefined;
}

const remember = (session: OpenSession, decided: DecidedGate): OpenSession => ({
  ...session,
  phase: { name: 'between' },
  decided: [...session.decided, decided].slice(-REMEMBERED_DECISIONS),
});

function stopping(
  session: OpenSession,
  { epoch, cause, closes }: Extract<SessionEvent, { type: 'stopping-begun' }>,
): OpenSession {
  const { phase } = session;
  if (phase.name !== 'running' && phase.name !== 'stopping') return session;
  if (phase.attempt.epoch !== epoch) return session;
  return { ...session, phase: { name: 'stopping', attempt: phase.attempt, cause, closes } };
}

function settle(
  session: OpenSession,
  number: number,
  status: 'completed' | 'skipped',
  completedAt: string,
): OpenSession {
  return { ...session, tasks: withTask(session, number, { status, completedAt }) };
}

function closed(
  session: OpenSession,
  { how, at }: Extract<SessionEvent, { type: 'session-closed' }>,
): ClosedSession {
  const { id, file, digest, startedAt, lastActivity, tasks, list, lastEpoch } = session;
  const facts = { id, file, digest, startedAt, lastActivity, tasks, list, lastEpoch };
  return { state: 'closed', ...facts, how, closedAt: at };
}

/** Also of a session that is over: its last task is committed then. */
function committed<S extends OpenSession | ClosedSession>(
  session: S,
  { task, commit }: Extract<SessionEvent, { type: 'task-committed' }>,
): S {
  return { ...session, tasks: withTask(session, task, { committed: commit ?? '-' }) };
}
