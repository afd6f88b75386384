import type { Outcome, StopCause } from '../../../core/attempt/index.ts';
import type { Gate } from '../../../core/gate/index.ts';
import type { OpenSession } from '../../../core/session/index.ts';
import { reasonOf } from '../../../core/wording/gate-reason.ts';
import { because } from '../../../core/wording/stop-cause.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import { cleanedLine } from './rich-text.ts';
import type { Room } from './room.ts';

export interface WaitFacts {
  readonly session: OpenSession;
  readonly gate: Gate;
  readonly outcome?: Outcome | undefined;
  readonly local: LocalTime;
}

/**
 * Why the session waits, apart from why it does so anew; where the shared sentence says "you", which one of the readers
 * would be meant is not known.
 */
export function whyItWaits(
  { session, gate, outcome, local }: WaitFacts,
  { sentence }: Pick<Room, 'sentence'>,
): string {
  if (gate.kind === 'start' && gate.why === 'rework') {
    return 'the task before it was gone back to, so this is asked again.';
  }
  if (gate.kind === 'closing' && gate.why === 'rework') {
    return 'the last task was done again: look at it once more.';
  }
  return cleanedLine(reasonOf(session, { ...gate, renewed: undefined }, outcome, local), sentence);
}

export const whyItEnds = (cause: StopCause): string =>
  cause === 'operator' ? 'an operator asked for it.' : because(cause);
