import type { GateDecision } from '../../../core/gate/index.ts';
import type { Actor, Notice } from '../../../core/session/index.ts';
import { oneLine } from '../../../core/text/plain-text.ts';
import { shortened } from '../../../core/text/shortened.ts';
import { KEPT, WITHDRAWN } from '../../../core/wording/asked-call.ts';
import { capital } from '../../../core/wording/capital.ts';
import { place, placeAndTitle, type Tasks } from '../../../core/wording/place.ts';
import { editedNews, REDONE_NEWS, undoneNews } from '../../../core/wording/project-news.ts';
import { because } from '../../../core/wording/stop-cause.ts';
import { whoIs } from '../../../core/wording/who-is.ts';

/** The name of this channel, as it stands in an actor. */
export const TERMINAL = 'terminal';

const WORDS_WIDTH = 100;

/** Notices that need nothing but themselves; the others have messages of their own. */
export type PlainNotice = Exclude<
  Notice,
  { type: 'session-started' | 'gate-opened' | 'attempt-ended' | 'session-closed' | 'limit-postponed' }
>;

export function noticeMessage(notice: PlainNotice, session: Tasks): readonly string[] {
  switch (notice.type) {
    case 'gate-decided':
      return [decided(notice.decision, notice.by)];
    case 'ask-kept':
      return [`⏸️ ${placeAndTitle(session, notice.gate.task)}: ${KEPT}`];
    case 'asks-withdrawn':
      return [`⏭️ ${capital(WITHDRAWN)}.`];
    case 'attempt-started':
      return started(notice.attempt, session);
    case 'attempt-adopted':
      return [
        `⚠️ ${placeAndTitle(session, notice.attempt.task)}: attempt ${notice.attempt.epoch} was found running although the state did not know it; it is followed now.`,
      ];
    case 'task-skipped':
      return [`⏭️ ${placeAndTitle(session, notice.task)} skipped`];
    case 'task-undone':
      return [`⏭️ ${placeAndTitle(session, notice.task)} undone`, `   ${undoneNews(notice)}`];
    case 'task-redone':
      return [`▶️ ${placeAndTitle(session, notice.task)} redone`, `   ${REDONE_NEWS}`];
    case 'list-edited':
      return ['⚠️ The task file was edited', `   ${editedNews(notice.changes)}`];
    case 'not-committed':
      return [`⚠️ ${placeAndTitle(session, notice.task)} was not committed: ${oneLine(notice.reason)}`];
    case 'stopping':
      return [`⚠️ Ending attempt ${notice.epoch}: ${because(notice.cause)}`];
    case 'session-paused':
      return [`⏸️ Paused by ${whoIs(notice.by, TERMINAL)}. Nothing new starts until the session is resumed.`];
    case 'session-resumed':
      return [`▶️ Resumed by ${whoIs(notice.by, TERMINAL)}.`];
    case 'gate-reminder':
      return [`⏸️ Still waiting for you: ${placeAndTitle(session, notice.gate.task)}.`];
    case 'channel-refused':
      return [`⚠️ ${oneLine(notice.channel)} cannot be told anything: ${oneLine(notice.reason)}`];
  }
}

const PAST: Readonly<Record<GateDecision, string>> = {
  approve: '▶️ Approved',
  skip: '⏭️ Skipped',
  retry: '▶️ Sent back for another attempt',
  undo: '⏭️ Undone',
  redo: '▶️ Redone',
  reload: '▶️ The edited task file was taken over',
  stop: '⏸️ Stopped',
  allow: '▶️ Allowed',
  deny: '▶️ Denied',
  answer: '▶️ Answered',
  wait: '⏸️ Put off',
};

function decided(decision: GateDecision, by: Actor): string {
  // Only what held it up is over by itself.
  if (decision === 'retry' && by.channel === 'greenlight') return '▶️ It goes on by itself.';
  return `${PAST[decision]} by ${whoIs(by, TERMINAL)}.`;
}

function started(
  {
    epoch,
    task,
    continues,
    words,
    mode,
    carriesOut,
    answers,
  }: Extract<Notice, { type: 'attempt-started' }>['attempt'],
  session: Tasks,
): readonly string[] {
  const again = continues === undefined ? '' : `, in the conversation of attempt ${continues}`;
  const answered = answers === undefined ? '' : ', with your answer';
  const plan = mode === 'plan' ? ', which only looks and says what it would do' : '';
  const does = carriesOut === true ? ', which carries out the plan' : '';
  return [
    `⚙️ ${placeAndTitle(session, task)} · attempt ${epoch}${again}${answered}${plan}${does}`,
    ...(words === undefined ? [] : [`   with your words: ${shortened(oneLine(words), WORDS_WIDTH)}`]),
  ];
}

/** How long the running attempt has been at it, and what it does. */
export function liveLine(
  session: Tasks,
  task: number,
  now: { readonly elapsed: string; readonly cost?: string | undefined; readonly doing?: string | undefined },
): string {
  return [
    `⚙️ ${place(session, task)}`,
    now.elapsed,
    ...(now.cost === undefined ? [] : [now.cost]),
    ...(now.doing === undefined ? [] : [`now: ${now.doing}`]),
  ].join(' · ');
}
