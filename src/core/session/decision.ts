import type { OpenSession, Session } from './session.ts';
import type { SessionEvent } from './event.ts';
import type { Rejection } from './rejection.ts';
import { evolve } from './evolve.ts';

/** What a command brings about: events, or the reason why nothing. */
export type Decision =
  | { readonly ok: true; readonly events: readonly SessionEvent[] }
  | { readonly ok: false; readonly rejection: Rejection };

export const yes = (...events: readonly SessionEvent[]): Decision => ({ ok: true, events });
export const no = (rejection: Rejection): Decision => ({ ok: false, rejection });

/** `events`, then what follows from the state they lead to. */
export function andThen(
  session: Session,
  events: readonly SessionEvent[],
  next: (after: OpenSession) => readonly SessionEvent[],
): readonly SessionEvent[] {
  const after = events.reduce(evolve, session);
  return after.state === 'open' ? [...events, ...next(after)] : events;
}
