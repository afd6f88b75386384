import type { ClosedSession, Notice, OpenSession } from '../../../core/session/index.ts';
import { progressLine } from '../../../core/wording/outcome.ts';
import { REDONE_NEWS, undoneNews } from '../../../core/wording/project-news.ts';
import { waitingNow } from '../../../core/wording/waiting-now.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import { headOf, nameOf } from './names.ts';
import { outsideWords } from './outside-words.ts';
import { bold, cleanedLine, lines, type Rich } from './rich-text.ts';
import { whyItEnds } from './why.ts';

const LONGEST_LINE = 500;

/** Notices that need little but themselves; the others have messages of their own. */
export type PlainNotice = Extract<
  Notice,
  {
    readonly type:
      | 'session-paused'
      | 'session-resumed'
      | 'task-skipped'
      | 'stopping'
      | 'attempt-adopted'
      | 'channel-refused'
      | 'task-undone'
      | 'task-redone'
      | 'not-committed';
  }
>;

export function noticeText(
  notice: PlainNotice,
  session: OpenSession | ClosedSession,
  local: LocalTime,
): Rich {
  switch (notice.type) {
    case 'task-undone':
    case 'task-redone':
    case 'not-committed':
      return aboutATask(notice, session);
    case 'session-paused':
      return lines(
        bold(`⏸️ Paused by ${nameOf(notice.by)} · ${local(notice.at)}`),
        'Nothing new starts before the session is resumed: /resume',
      );
    case 'session-resumed':
      return lines(
        bold(`▶️ Resumed by ${nameOf(notice.by)} · ${local(notice.at)}`),
        cleanedLine(waitingNow(session, local), LONGEST_LINE),
      );
    case 'task-skipped':
      return lines(bold(`⏭️ ${headOf(session, notice.task)}: skipped`), progressLine(session));
    case 'stopping':
      return lines(
        bold(`⚠️ Ending attempt ${notice.epoch}: ${whyItEnds(notice.cause)}`),
        'Its result comes within about 10 s.',
      );
    case 'attempt-adopted':
      return lines(
        bold(`⚠️ ${headOf(session, notice.attempt.task)}`),
        `Attempt ${notice.attempt.epoch} was found running although the state did not know it; it is followed now.`,
      );
    case 'channel-refused':
      return lines(
        bold(`⚠️ ${cleanedLine(notice.channel, 80)} cannot be told anything`),
        cleanedLine(notice.reason, LONGEST_LINE),
      );
  }
}

function aboutATask(
  notice: Extract<PlainNotice, { readonly type: 'task-undone' | 'task-redone' | 'not-committed' }>,
  session: OpenSession | ClosedSession,
): Rich {
  const head = headOf(session, notice.task);
  switch (notice.type) {
    case 'task-undone':
      return lines(bold(`⏭️ ${head}: undone`), outsideWords(undoneNews(notice)), progressLine(session));
    case 'task-redone':
      return lines(bold(`▶️ ${head}: redone`), REDONE_NEWS, progressLine(session));
    case 'not-committed':
      return lines(bold(`⚠️ ${head}: not committed`), outsideWords(cleanedLine(notice.reason, LONGEST_LINE)));
  }
}
