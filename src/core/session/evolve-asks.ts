import type { AskedCall, Instant } from '../attempt/index.ts';
import type { AskGate } from '../gate/index.ts';
import type { SessionEvent } from './event.ts';
import type { OpenSession, Wait } from './session.ts';

/** A running attempt waits for an answer. */
export function asked(session: OpenSession, gate: AskGate): OpenSession {
  const { phase } = session;
  if (phase.name !== 'running') return session;
  const waits = phase.asks.length > 0 ? phase.waits : [...phase.waits, { from: gate.openedAt }];
  return { ...session, phase: { ...phase, asks: [...phase.asks, gate], waits } };
}

/** These gates of a running attempt are no more. */
export function withdrawn(session: OpenSession, gates: readonly string[], at: Instant): OpenSession {
  const { phase } = session;
  if (phase.name !== 'running') return session;
  const asks = phase.asks.filter(({ id }) => !gates.includes(id));
  if (asks.length === phase.asks.length) return session;
  const waits = asks.length > 0 ? phase.waits : phase.waits.map((wait) => ended(wait, at));
  return { ...session, phase: { ...phase, asks, waits } };
}

const ended = (wait: Wait, to: Instant): Wait => (wait.to === undefined ? { ...wait, to } : wait);

/** The gate waits on, now that nothing runs. */
export const kept = (session: OpenSession, gate: AskGate): OpenSession => ({
  ...session,
  phase: { name: 'waiting', gate },
});

export const isSameCall = (a: CallName, b: CallName): boolean => a.id === b.id && a.digest === b.digest;
type CallName = Pick<AskedCall, 'id' | 'digest'>;

/** Asked anew, a call has its newer answer alone. */
export function answered(
  session: OpenSession,
  { call, grant }: Extract<SessionEvent, { type: 'call-answered' }>,
): OpenSession {
  return {
    ...session,
    answered: [...session.answered.filter(({ id }) => id !== call.id), call],
    grants: grant ? [...session.grants, grant] : session.grants,
  };
}

export const used = (
  session: OpenSession,
  { call, usedBy }: Extract<SessionEvent, { type: 'answer-used' }>,
): OpenSession => ({
  ...session,
  answered: session.answered.map((each) => (each.id === call ? { ...each, usedBy } : each)),
});

/** An attempt went on with this answer and never took it along: whether it is to try again is for a person to say. */
export const inVain = (session: OpenSession, gate: string): OpenSession => ({
  ...session,
  answered: session.answered.filter((each) => each.gate !== gate || each.usedBy !== undefined),
});

/** What was allowed for a task, once that is settled or taken back. */
export const forgotten = (session: OpenSession, task: number): OpenSession => ({
  ...session,
  answered: session.answered.filter((each) => each.task !== task),
  grants: session.grants.filter((each) => each.task !== task),
});
