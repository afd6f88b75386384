import { decisionsAt, type Gate, type GateDecision } from '../gate/index.ts';
import type { AtGate } from './command.ts';
import type { Rejection } from './rejection.ts';
import type { OpenSession } from './session.ts';
import { openGates } from './status.ts';
import { stepBack, undoable } from './undo.ts';

/** Of several gates the one that takes such a decision; where more of them do, it must be named. */
export function meantGate(
  command: AtGate & { readonly type: GateDecision },
  session: OpenSession,
): Gate | Rejection {
  const gates = openGates(session).filter(({ id }) => command.gate === undefined || id === command.gate);
  const [first] = gates;
  if (!first) return { code: 'nothing_waiting' };
  const taking = gates.filter((each) => allowedAt(session, each).includes(command.type));
  const [gate] = taking;
  if (!gate) return { code: 'not_allowed_here', kind: first.kind, allowed: allowedAt(session, first) };
  if (taking.length > 1) return { code: 'which_gate', gates: taking.map(({ id }) => id) };
  return isTooEarly(command, gate) ? { code: 'stale_gate' } : gate;
}

/** What the operator may decide at this gate besides stop. */
export const allowedAt = (session: OpenSession, gate: Gate): readonly GateDecision[] =>
  decisionsAt(gate, {
    retry: stepBack(session, gate) !== undefined,
    undo: undoable(session, gate) !== undefined,
    redo: session.redo.length > 0,
    reload: session.edited !== undefined,
  });

/** Why a decision that names a gate, or when it was sent, is not about the present gate. */
export function staleness(named: AtGate, session: OpenSession): Rejection | undefined {
  const gates = openGates(session);
  const gate = named.gate === undefined ? gates[0] : gates.find(({ id }) => id === named.gate);
  if (named.gate !== undefined && !gate) {
    const first = session.decided.find((decided) => decided.gate === named.gate);
    return first
      ? { code: 'already_decided', decision: first.decision, by: first.by, at: first.at }
      : { code: 'stale_gate' };
  }
  return gate && isTooEarly(named, gate) ? { code: 'stale_gate' } : undefined;
}

const isTooEarly = ({ sentAt }: AtGate, { openedAt }: Gate): boolean =>
  sentAt !== undefined && sentAt < openedAt;
