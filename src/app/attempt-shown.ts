import type { Gate } from '../core/gate/index.ts';
import { positionOf, taskOf, type OpenSession } from '../core/session/index.ts';

/** The epoch of the attempt whose evidence goes with a gate: the one it is about, or that of the task before; undefined when there is none. */
export function attemptShown(session: OpenSession, gate: Gate): number | undefined {
  if ('epoch' in gate) return gate.epoch;
  const { tasks } = session;
  const task = gate.kind === 'start' ? tasks[positionOf(session, gate.task) - 2] : taskOf(session, gate.task);
  return task?.epoch;
}
