import type { SessionEvent } from './event.ts';
import { answered, asked, forgotten, kept, used, withdrawn } from './evolve-asks.ts';
import { ended, ordered } from './evolve-attempt.ts';
import { fromListed, reloaded } from './list.ts';
import { shortened, type Leash } from './leash.ts';
import type { ClosedSession, DecidedGate, OpenSession, Phase, Session } from './session.ts';
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
      return decided(session, event);
    case 'call-answered':
      return answered(session, event);
    case 'answer-used':
      return used(session, event);
    case 'asks-withdrawn':
      return withdrawn(session, event.gates, event.at);
    case 'ask-kept':
      return kept(session, event.gate);
    case 'limit-postponed':
      return postponed(session, event);
    case 'plan-approved':
      return { ...session, tasks: withTask(session, event.task, { planned: true }) };
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
    answered: [],
    grants: [],
    list: 1,
    tasks: tasks.map(fromListed),
    phase: { name: 'between' },
  };
}

function gateOpened(
  session: OpenSession,
  { gate }: Extract<SessionEvent, { type: 'gate-opened' }>,
): OpenSession {
  if (gate.kind === 'ask' && gate.live === true) return asked(session, gate);
  const waiting: OpenSession = { ...session, phase: { name: 'waiting', gate } };
  // These leave the leash in force: nobody looked at what was done.
  if (gate.kind === 'limit' || gate.kind === 'ask') return waiting;
  const blocked = gate.kind === 'start' && gate.why === 'blocked';
  const tasks = blocked ? withTask(session, gate.task, { status: 'blocked' }) : session.tasks;
  const paid = 'why' in gate && gate.why === 'rework';
  return { ...waiting, tasks, leash: undefined, rework: session.rework && !paid };
}

/** Where another rule freed a task, the leash was there and did not hold any more; what was held up only goes on. */
function leashAfter(
  { leash }: OpenSession,
  { by }: Extract<SessionEvent, { type: 'attempt-ordered' }>,
): Leash | undefined {
  if (by === 'decision' || by === 'hold-over') return leash;
  return by === 'leash' && leash ? shortened(leash) : undefined;
}

function decided(
  session: OpenSession,
  { gate, decision, by, at }: Extract<SessionEvent, { type: 'gate-decided' }>,
): OpenSession {
  const remembered: DecidedGate = { gate, decision, by, at };
  // What a running attempt asks is decided while it runs on.
  const after = withdrawn(session, [gate], at);
  const phase: Phase = after.phase.name === 'running' ? after.phase : { name: 'between' };
  return { ...after, phase, decided: [...session.decided, remembered].slice(-REMEMBERED_DECISIONS) };
}

function postponed(
  session: OpenSession,
  { gate, resumeAt }: Extract<SessionEvent, { type: 'limit-postponed' }>,
): OpenSession {
  const { phase } = session;
  if (phase.name !== 'waiting' || phase.gate.id !== gate || phase.gate.kind !== 'limit') return session;
  return { ...session, phase: { name: 'waiting', gate: { ...phase.gate, resumeAt } } };
}

function stopping(
  session: OpenSession,
  { epoch, cause, closes }: Extract<SessionEvent, { type: 'stopping-begun' }>,
): OpenSession {
  const { phase } = session;
  if (phase.name !== 'running' && phase.name !== 'stopping') return session;
  if (phase.attempt.epoch !== epoch) return session;
  const { attempt, waits } = phase;
  return { ...session, phase: { name: 'stopping', attempt, cause, closes, waits } };
}

function settle(
  session: OpenSession,
  number: number,
  status: 'completed' | 'skipped',
  completedAt: string,
): OpenSession {
  return { ...forgotten(session, number), tasks: withTask(session, number, { status, completedAt }) };
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
