import type { StopCause } from '../../../core/attempt/index.ts';
import type { GateDecision } from '../../../core/gate/index.ts';
import type { Actor, Notice } from '../../../core/session/index.ts';
import { oneLine, shortened } from '../plain-text.ts';
import { place, placeAndTitle, type Tasks } from './place.ts';

/** The name of this channel, as it stands in an actor. */
export const TERMINAL = 'terminal';

const WORDS_WIDTH = 100;

/** Notices that need nothing but themselves; the others have messages of their own. */
export type PlainNotice = Exclude<
  Notice,
  { type: 'session-started' | 'gate-opened' | 'attempt-ended' | 'session-closed' }
>;

export function noticeMessage(notice: PlainNotice, session: Tasks): readonly string[] {
  switch (notice.type) {
    case 'gate-decided':
      return [decided(notice.decision, notice.by)];
    case 'attempt-started':
      return started(notice.attempt, session);
    case 'attempt-adopted':
      return [
        `⚠️ ${placeAndTitle(session, notice.attempt.task)}: attempt ${notice.attempt.epoch} was found running although the state did not know it; it is followed now.`,
      ];
    case 'task-skipped':
      return [`⏭️ ${placeAndTitle(session, notice.task)} skipped`];
    case 'stopping':
      return [`⚠️ Ending attempt ${notice.epoch}: ${because(notice.cause)}`];
    case 'session-paused':
      return [`⏸️ Paused by ${whoIs(notice.by)}. Nothing new starts until the session is resumed.`];
    case 'session-resumed':
      return [`▶️ Resumed by ${whoIs(notice.by)}.`];
  }
}

const PAST: Readonly<Record<GateDecision, string>> = {
  approve: '▶️ Approved',
  skip: '⏭️ Skipped',
  retry: '▶️ Sent back for another attempt',
  stop: '⏸️ Stopped',
};

const decided = (decision: GateDecision, by: Actor): string => `${PAST[decision]} by ${whoIs(by)}.`;

function started(
  { epoch, task, continues, words }: Extract<Notice, { type: 'attempt-started' }>['attempt'],
  session: Tasks,
): readonly string[] {
  const again = continues === undefined ? '' : `, in the conversation of attempt ${continues}`;
  return [
    `⚙️ ${placeAndTitle(session, task)} · attempt ${epoch}${again}`,
    ...(words === undefined ? [] : [`   with your words: ${shortened(oneLine(words), WORDS_WIDTH)}`]),
  ];
}

function because(cause: StopCause): string {
  switch (cause) {
    case 'operator':
      return 'you, or another operator, asked for it.';
    case 'timeout':
      return 'it took longer than its time limit.';
    case 'silence':
      return 'it said nothing for too long.';
  }
}

export function whoIs(by: Actor): string {
  if (by.channel === 'greenlight') return 'Greenlight itself';
  return by.channel === TERMINAL ? 'you' : `${oneLine(by.name)} (${oneLine(by.channel)})`;
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
