import type { Instant } from '../core/attempt/index.ts';
import type { Session } from '../core/session/index.ts';
import { since } from './local-time.ts';

/** For how long the running attempt has waited for a person so far. */
export function waitedMs(session: Session, now: Instant): number {
  if (session.state !== 'open' || session.phase.name !== 'running') return 0;
  return session.phase.waits.reduce((sum, { from, to }) => sum + since(from, to ?? now), 0);
}
