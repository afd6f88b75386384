import { attemptShown } from '../../app/attempt-shown.ts';
import { callKept } from '../../app/call-kept.ts';
import { judgedOutcome } from '../../app/judged-outcome.ts';
import type { Instant } from '../../core/attempt/index.ts';
import type { Gate } from '../../core/gate/index.ts';
import { taskOf, type ClosedSession, type OpenSession } from '../../core/session/index.ts';
import type { Sources } from './conversation.ts';
import type { EndedFacts } from './messages/ended-lines.ts';
import type { GateFacts } from './messages/gate-card.ts';

/** Gathers what cards tell; what cannot be read is left out of them. */
export interface LookUp {
  gate(session: OpenSession, gate: Gate): Promise<GateFacts>;
  attempt(session: OpenSession | ClosedSession, task: number, epoch: number): Promise<Attempted>;
}

type Attempted = Pick<EndedFacts, 'record' | 'evidence' | 'task'>;

export interface LookUpDeps extends Sources {
  readonly now: () => Instant;
}

const unlessFailing = <T>(found: Promise<T | undefined>): Promise<T | undefined> =>
  found.catch(() => undefined);

export function createLookUp(deps: LookUpDeps): LookUp {
  async function attempt(
    session: OpenSession | ClosedSession,
    number: number,
    epoch: number | undefined,
  ): Promise<Attempted> {
    const { id, list } = session;
    const [kept, record, evidence] = await Promise.all([
      unlessFailing(deps.tasks(id, list)),
      epoch === undefined ? undefined : unlessFailing(deps.records(id, epoch)),
      epoch === undefined ? undefined : unlessFailing(deps.evidence.read(id, epoch)),
    ]);
    return { task: kept?.find((task) => task.number === number), record, evidence };
  }

  return {
    attempt,
    async gate(session, gate) {
      const { now, local } = deps;
      const { record, ...found } = await attempt(session, gate.task, attemptShown(session, gate));
      const facts = { ...found, session, gate, now: now(), local };
      if (gate.kind === 'ask') return { ...facts, asked: await callKept(deps.callBook, session.id, gate) };
      if (!('epoch' in gate)) return facts;
      const task = taskOf(session, gate.task);
      return { ...facts, record, outcome: judgedOutcome(gate, task, record?.outcome, found.evidence) };
    },
  };
}
