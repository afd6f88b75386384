import type { OperatorCommand } from '../../../core/operator/index.ts';
import type { Rejection, Session } from '../../../core/session/index.ts';
import { waitingNow } from '../../../core/wording/waiting-now.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import { whyNot } from './refusal-message.ts';
import { cleanedLine } from './rich-text.ts';

/** Telegram's limit for the answer to a tap. */
const LONGEST_TOAST = 200;
const LONGEST_REASON = 130;

/** The reason itself says what to look at, and needs the room. */
const LONG_REASONS: readonly Rejection['code'][] = ['tree_moved', 'undo_impossible'];

/** Why a tap did nothing, and what is waiting now. */
export function refusalToast(
  rejection: Rejection,
  session: Session,
  local: LocalTime,
  asked: OperatorCommand['type'],
): string {
  if (LONG_REASONS.includes(rejection.code)) return whyNot(rejection, local, LONGEST_TOAST, asked);
  const why = whyNot(rejection, local, LONGEST_REASON, asked);
  return `${why}\n${cleanedLine(waitingNow(session, local), LONGEST_TOAST - why.length - 1)}`;
}
