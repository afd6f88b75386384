import type { Rejection, Session } from '../../../core/session/index.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import { refusal } from '../../../core/wording/refusal.ts';
import { whoIs } from '../../../core/wording/who-is.ts';
import { waitingNow } from '../../../core/wording/waiting-now.ts';
import { TERMINAL } from './notice-message.ts';

/** Why a command was not done, and what is waiting now. */
export const refusalMessage = (
  rejection: Rejection,
  session: Session,
  local: LocalTime,
): readonly string[] => [
  `⚠️ ${refusal(rejection, { local, who: (by) => whoIs(by, TERMINAL), confirm: 'Press Ctrl-C twice to end it.' })}`,
  `   ${waitingNow(session)}`,
];
