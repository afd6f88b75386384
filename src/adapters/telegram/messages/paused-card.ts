import type { ClosedSession, Notice, OpenSession } from '../../../core/session/index.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import type { Card } from './card.ts';
import { resumeButton } from './gate-buttons.ts';
import { noticeText } from './notice-text.ts';

/** The notice of a pause, with the way out of it. */
export const pausedCard = (
  notice: Extract<Notice, { type: 'session-paused' }>,
  session: OpenSession | ClosedSession,
  local: LocalTime,
): Card => ({ text: noticeText(notice, session, local), buttons: [[resumeButton(session)]] });
