import type { Gate } from '../../../core/gate/index.ts';
import { openGates, type ClosedSession, type Notice, type OpenSession } from '../../../core/session/index.ts';

/** The gate that a notice brings along. */
export const gateIn = (notice: Notice): Gate | undefined =>
  'gate' in notice && typeof notice.gate === 'object' ? notice.gate : undefined;

/** The same as it waits now; undefined once it is decided. */
export function waitingAt(notice: Notice, session: OpenSession | ClosedSession): Gate | undefined {
  const told = gateIn(notice);
  return told && openGates(session).find(({ id }) => id === told.id);
}
