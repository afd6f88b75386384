import type { Gate } from '../core/gate/index.ts';
import { taskShown, type OpenSession } from '../core/session/index.ts';

/** The epoch of the attempt whose evidence goes with a gate: the one it is about, or that of the task before; undefined when there is none. */
export function attemptShown(session: OpenSession, gate: Gate): number | undefined {
  return 'epoch' in gate ? gate.epoch : taskShown(session, gate)?.epoch;
}
