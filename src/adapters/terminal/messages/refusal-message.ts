import type { OperatorCommand } from '../../../core/operator/index.ts';
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
  asked: OperatorCommand['type'],
): readonly string[] => [
  `⚠️ ${refusal(rejection, { local, who: (by) => whoIs(by, TERMINAL), confirm: confirmAt(session), each: EACH, asked })}`,
  `   ${waitingNow(session, local)}`,
];

const EACH = 'Type "answer" alone: they are asked one after another.';

/** At a prompt, where a running attempt asks, too, Ctrl-C leaves. */
const confirmAt = (session: Session): string =>
  session.state === 'open' && session.phase.name === 'running' && session.phase.asks.length > 0
    ? 'Type "stop confirm" to end it.'
    : 'Press Ctrl-C twice to end it.';
