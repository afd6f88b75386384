import type { Rejection, Session } from '../../../core/session/index.ts';
import { waitingNow } from '../../../core/wording/waiting-now.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import { whyNot } from './refusal-message.ts';
import { cleanedLine } from './rich-text.ts';

/** Telegram's limit for the answer to a tap. */
const LONGEST_TOAST = 200;
const LONGEST_REASON = 130;

/** Why a tap did nothing, and what is waiting now. */
export function refusalToast(rejection: Rejection, session: Session, local: LocalTime): string {
  const why = whyNot(rejection, local, LONGEST_REASON);
  return `${why}\n${cleanedLine(waitingNow(session), LONGEST_TOAST - why.length - 1)}`;
}
