import { attemptShown } from '../../app/attempt-shown.ts';
import type { CallBook } from '../../app/ports/call-book.ts';
import type { EvidenceBook } from '../../app/ports/evidence.ts';
import type { AttemptRecord } from '../../app/ports/runner.ts';
import type { Gate } from '../../core/gate/index.ts';
import { openGates, type OpenSession, type Session } from '../../core/session/index.ts';
import { callKept } from '../../app/call-kept.ts';
import type { ShownGate } from './state-view.ts';

export interface WaitingGatesDeps {
  readonly evidence: Pick<EvidenceBook, 'read'>;
  readonly callBook: Pick<CallBook, 'read'>;
  readonly records: (session: string, epoch: number) => Promise<AttemptRecord | undefined>;
  readonly redact: (text: string) => string;
}

/** Everything that waits for a person, with what can be read about it: where a session stands can be told without. */
export async function waitingGates(deps: WaitingGatesDeps, session: Session): Promise<readonly ShownGate[]> {
  if (session.state !== 'open') return [];
  return Promise.all(openGates(session).map((gate) => shownGate(deps, session, gate)));
}

async function shownGate(deps: WaitingGatesDeps, session: OpenSession, gate: Gate): Promise<ShownGate> {
  const record =
    gate.kind === 'plan' || gate.kind === 'failure' ? await recordOf(deps, session, gate) : undefined;
  const epoch = attemptShown(session, gate);
  return {
    gate,
    evidence:
      epoch === undefined ? undefined : await deps.evidence.read(session.id, epoch).catch(() => undefined),
    outcome: record?.outcome,
    kept: await callKept(deps.callBook, session.id, gate),
    plan: record?.finalText,
    redact: deps.redact,
  };
}

const recordOf = (
  { records }: WaitingGatesDeps,
  { id }: OpenSession,
  { epoch }: Extract<Gate, { epoch: number }>,
): Promise<AttemptRecord | undefined> => records(id, epoch).catch(() => undefined);
