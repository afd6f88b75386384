import type { Outcome } from '../../core/attempt/index.ts';
import type { Gate } from '../../core/gate/index.ts';
import { openGates, type Notice, type OpenSession, type Session } from '../../core/session/index.ts';

/** What the operator has been told in this process. */
export interface Told {
  add(notice: Notice): void;
  /** The state of a session that was open before counts as told from here on. */
  takeUp(session: OpenSession): void;
  gate(gate: Gate): boolean;
  /** How an attempt ended whose end was told. */
  outcome(session: string, epoch: number): Outcome | undefined;
  /** Whether nothing is left to tell of what led to this state. */
  everything(session: Session): boolean;
}

/** Names what is told of a gate: that Claude waits no longer, and another time to go on, are news of it. */
export function gateKey(gate: Gate): string {
  if (gate.kind === 'ask') return gate.live === true ? gate.id : `${gate.id}/kept`;
  return gate.kind === 'limit' ? `${gate.id}/${gate.resumeAt ?? ''}` : gate.id;
}

export function createTold(): Told {
  const gates = new Set<string>();
  const attempts = new Map<string, Outcome>();
  const closed = new Set<string>();
  let paused = false;

  const endedKey = (session: string, epoch: number): string => `${session}/${epoch}`;

  function add(notice: Notice): void {
    const gate = newsOf(notice);
    if (gate) gates.add(gateKey(gate));
    if (notice.type === 'attempt-ended') {
      attempts.set(endedKey(notice.session, notice.epoch), notice.outcome);
    }
    if (notice.type === 'session-closed') closed.add(notice.session);
    if (notice.type === 'session-paused') paused = true;
    if (notice.type === 'session-resumed' || notice.type === 'session-started') paused = false;
  }

  function everythingOpen(session: OpenSession): boolean {
    const { id, phase, pausedAt } = session;
    if ((pausedAt !== undefined) !== paused) return false;
    if (phase.name === 'waiting' || phase.name === 'running') {
      return openGates(session).every((gate) => gates.has(gateKey(gate)));
    }
    return phase.name !== 'between' || !phase.ended || attempts.has(endedKey(id, phase.ended.epoch));
  }

  return {
    add,
    takeUp(session) {
      const { id, phase, pausedAt } = session;
      paused = pausedAt !== undefined;
      for (const gate of openGates(session)) gates.add(gateKey(gate));
      if (phase.name === 'between' && phase.ended) {
        attempts.set(endedKey(id, phase.ended.epoch), phase.ended.outcome);
      }
    },
    gate: (gate) => gates.has(gateKey(gate)),
    outcome: (session, epoch) => attempts.get(endedKey(session, epoch)),
    everything(session) {
      if (session.state === 'idle') return true;
      return session.state === 'closed' ? closed.has(session.id) : everythingOpen(session);
    },
  };
}

/** The gate of which something is told. */
export const newsOf = (notice: Notice): Gate | undefined =>
  notice.type === 'gate-opened' || notice.type === 'ask-kept' || notice.type === 'limit-postponed'
    ? notice.gate
    : undefined;
