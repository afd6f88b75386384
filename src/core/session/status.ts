import { passageTo, type AskGate, type Gate, type GateRules } from '../gate/index.ts';
import type { OpenSession, Phase, Session } from './session.ts';
import { firstUnsettled, positionOf } from './tasks.ts';

export type SessionStatus =
  'waiting_approval' | 'running' | 'stopping' | 'paused' | 'limited' | 'completed' | 'stopped';

/** The one word for what a session does now; undefined when there never was one. */
export function statusOf(session: Session): SessionStatus | undefined {
  if (session.state === 'idle') return undefined;
  if (session.state === 'closed') return session.how;
  if (session.pausedAt !== undefined) return 'paused';
  const { phase } = session;
  switch (phase.name) {
    case 'waiting':
      return phase.gate.kind === 'limit' ? 'limited' : 'waiting_approval';
    case 'running':
      return phase.asks.length > 0 ? 'waiting_approval' : 'running';
    case 'stopping':
      return 'stopping';
    case 'between':
    case 'undoing':
      return 'running';
  }
}

/** The gate at which a session waits. */
export const waitingGate = (session: Session): Gate | undefined =>
  session.state === 'open' && session.phase.name === 'waiting' ? session.phase.gate : undefined;

/** Everything that waits for the operator, the longest first: a gate, or the calls of a running attempt. */
export function openGates(session: Session): readonly Gate[] {
  const gate = waitingGate(session);
  if (gate) return [gate];
  return session.state === 'open' ? asksOf(session.phase) : [];
}

/** The calls of an attempt that wait for an answer. */
export function asksOf(phase: Phase): readonly AskGate[] {
  if (phase.name === 'running') return phase.asks;
  // (Under a pause, what follows the end of an attempt is still to come.)
  return phase.name === 'between' && phase.ended?.ask ? [phase.ended.ask] : [];
}

/** The position, from 1, of the task the session is about now; at its end, of the last one. */
export function currentPosition(session: Exclude<Session, { state: 'idle' }>): number {
  if (session.state === 'closed') return session.tasks.length;
  const { phase } = session;
  if (phase.name === 'waiting') return positionOf(session, phase.gate.task);
  if (phase.name === 'undoing') return positionOf(session, phase.task);
  if (phase.name !== 'between') return positionOf(session, phase.attempt.task);
  const next = firstUnsettled(session);
  return next ? positionOf(session, next.number) : session.tasks.length;
}

/** The numbers of the tasks that will wait for the operator, if every task before them completes. */
export function willAsk(session: OpenSession, rules: GateRules): ReadonlySet<number> {
  const asking = session.tasks.filter((task, index) => {
    const passage = passageTo(
      {
        type: task.type,
        requiresApproval: task.requiresApproval,
        blocked: false,
        first: index === 0,
        repeated: session.repeated,
        rework: false,
        previousType: session.tasks[index - 1]?.type,
        leashed: false,
        overBudget: false,
      },
      rules,
    );
    return passage.gate;
  });
  return new Set(asking.map((task) => task.number));
}
