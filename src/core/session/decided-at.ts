import type { Gate, GateDecision } from '../gate/index.ts';
import type { SessionCommand } from './command.ts';
import type { SessionEvent } from './event.ts';

export const decidedAt = (
  { type, by, at }: Pick<SessionCommand, 'by' | 'at'> & { readonly type: GateDecision },
  gate: Gate,
): SessionEvent => ({ type: 'gate-decided', gate: gate.id, decision: type, by, at });
