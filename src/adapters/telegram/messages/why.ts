import type { Outcome, StopCause } from '../../../core/attempt/index.ts';
import type { Gate } from '../../../core/gate/index.ts';
import type { OpenSession } from '../../../core/session/index.ts';
import { reasonOf } from '../../../core/wording/gate-reason.ts';
import { because } from '../../../core/wording/stop-cause.ts';
import { cleanedLine } from './rich-text.ts';
import type { Room } from './room.ts';

/**
 * Why the session waits, apart from why it does so anew; where the shared sentence says "you", which one of the readers
 * would be meant is not known.
 */
export function whyItWaits(
  session: OpenSession,
  gate: Gate,
  { sentence }: Pick<Room, 'sentence'>,
  outcome?: Outcome,
): string {
  if (gate.kind === 'start' && gate.why === 'rework') {
    return 'the task before it was gone back to, so this is asked again.';
  }
  if (gate.kind === 'closing' && gate.why === 'rework') {
    return 'the last task was done again: look at it once more.';
  }
  return cleanedLine(reasonOf(session, { ...gate, renewed: undefined }, outcome), sentence);
}

export const whyItEnds = (cause: StopCause): string =>
  cause === 'operator' ? 'an operator asked for it.' : because(cause);
