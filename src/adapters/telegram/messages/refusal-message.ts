import type { OperatorCommand } from '../../../core/operator/index.ts';
import type { Rejection, Session } from '../../../core/session/index.ts';
import { refusal } from '../../../core/wording/refusal.ts';
import { waitingNow } from '../../../core/wording/waiting-now.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import { nameOf } from './names.ts';
import { cleanedLine, lines, type Rich } from './rich-text.ts';

const LONGEST_LINE = 500;

/** Why a command was not done, and what is waiting now. */
export const refusalMessage = (
  rejection: Rejection,
  session: Session,
  local: LocalTime,
  asked: OperatorCommand['type'],
): Rich =>
  lines(
    `⚠️ ${whyNot(rejection, local, LONGEST_LINE, asked)}`,
    cleanedLine(waitingNow(session, local), LONGEST_LINE),
  );

export const whyNot = (
  rejection: Rejection,
  local: LocalTime,
  units: number,
  asked: OperatorCommand['type'],
): string => cleanedLine(refusal(rejection, { local, who: nameOf, asked, ...HOW }), units);

const HOW = {
  confirm: 'Send "/stop confirm" to end it.',
  which: 'Use the buttons of the card that is meant, or reply to it.',
  each: 'Use the buttons of its card, or reply to it in words.',
} as const;
