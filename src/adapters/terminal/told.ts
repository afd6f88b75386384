import type { Outcome } from '../../core/attempt/index.ts';
import type { Notice, OpenSession, Session } from '../../core/session/index.ts';

/** What the operator has been told in this process. */
export interface Told {
  add(notice: Notice): void;
  /** The state of a session that was open before counts as told from here on. */
  takeUp(session: OpenSession): void;
  gate(id: string): boolean;
  /** How an attempt ended whose end was told. */
  outcome(session: string, epoch: number): Outcome | undefined;
  /** Whether nothing is left to tell of what led to this state. */
  everything(session: Session): boolean;
}

export function createTold(): Told {
  const gates = new Set<string>();
  const attempts = new Map<string, Outcome>();
  const closed = new Set<string>();
  let paused = false;

  const endedKey = (session: string, epoch: number): string => `${session}/${epoch}`;

  function add(notice: Notice): void {
    if (notice.type === 'gate-opened') gates.add(notice.gate.id);
    if (notice.type === 'attempt-ended') {
      attempts.set(endedKey(notice.session, notice.epoch), notice.outcome);
    }
    if (notice.type === 'session-closed') closed.add(notice.session);
    if (notice.type === 'session-paused') paused = true;
    if (notice.type === 'session-resumed' || notice.type === 'session-started') paused = false;
  }

  function everythingOpen({ id, phase, pausedAt }: OpenSession): boolean {
    if ((pausedAt !== undefined) !== paused) return false;
    if (phase.name === 'waiting') return gates.has(phase.gate.id);
    return phase.name !== 'between' || !phase.ended || attempts.has(endedKey(id, phase.ended.epoch));
  }

  return {
    add,
    takeUp({ id, phase, pausedAt }) {
      paused = pausedAt !== undefined;
      if (phase.name === 'waiting') gates.add(phase.gate.id);
      if (phase.name === 'between' && phase.ended) {
        attempts.set(endedKey(id, phase.ended.epoch), phase.ended.outcome);
      }
    },
    gate: (id) => gates.has(id),
    outcome: (session, epoch) => attempts.get(endedKey(session, epoch)),
    everything(session) {
      if (session.state === 'idle') return true;
      return session.state === 'closed' ? closed.has(session.id) : everythingOpen(session);
    },
  };
}
