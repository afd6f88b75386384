import type { Instant } from '../../../core/attempt/index.ts';
import type { Session } from '../../../core/session/index.ts';
import { leashLine } from '../../../core/wording/leash.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import type { LabelledButton } from '../buttons.ts';

/** How far it goes without asking; empty when it asks. */
export const leashOf = (session: Session, now: Instant, local: LocalTime): string =>
  session.state === 'open' ? (leashLine(session, now, local) ?? '') : '';

/** Takes the leash in, where there is one. */
export const leashButtons = (session: Session): readonly LabelledButton[] =>
  session.state === 'open' && session.leash
    ? [{ label: 'Take the leash in', button: { kind: 'unleash', session: session.id } }]
    : [];

/** What an approval may free besides the one task, where `left` are left. */
export function leashChoices(gate: string, left: number): readonly LabelledButton[] {
  if (left < 2) return [];
  const all = { label: 'All', button: { kind: 'approve-all', gate } } as const;
  const next = { label: `Next ${NEXT}`, button: { kind: 'approve-next', gate, count: NEXT } } as const;
  return left > NEXT ? [next, all] : [all];
}

const NEXT = 3;
