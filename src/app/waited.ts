import type { Instant } from '../core/attempt/index.ts';
import type { Session } from '../core/session/index.ts';
import { since } from './local-time.ts';

/** For how long the present attempt had waited for a person by then. */
export function waitedMs(session: Session, then: Instant): number {
  if (session.state !== 'open') return 0;
  const { phase } = session;
  if (phase.name !== 'running' && phase.name !== 'stopping') return 0;
  const until = (to = then): Instant => (to < then ? to : then);
  return (phase.waits ?? []).reduce((sum, { from, to }) => sum + since(from, until(to)), 0);
}
