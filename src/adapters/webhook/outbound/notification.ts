import { positionOf, type Notice } from '../../../core/session/index.ts';
import { reasonOf } from '../../../core/wording/gate-reason.ts';
import { markOf } from '../../../core/wording/outcome.ts';
import { subjectView, type Subject } from '../subject-view.ts';
import { buttonsOf, type NotificationButton } from './buttons.ts';
import { gateIn, waitingAt } from './gate-in.ts';
import { asHtml, asText } from './lines.ts';
import type { NoticeFacts } from './notice-facts.ts';
import { linesOf } from './words.ts';

/** What is POSTed. */
export interface Notification {
  /** The same for every try. */
  readonly id: string;
  readonly type: 'success' | 'error' | 'info' | 'gate' | 'warning';
  readonly message: string;
  /** The same with the few tags that Telegram knows. */
  readonly html: string;
  readonly session_id: string;
  /** The position of the task it is about, from 1. */
  readonly task: number | null;
  readonly gate:
    | ({
        readonly id: string;
        readonly kind: string;
        readonly reason: string;
        readonly task: number;
      } & Subject)
    | null;
  readonly buttons: readonly NotificationButton[];
}

/** Undefined for what nobody needs to be told. */
export function notificationOf(id: string, facts: NoticeFacts): Notification | undefined {
  const lines = linesOf(facts).map((line) => ({ ...line, text: facts.redact(line.text) }));
  if (lines.length === 0) return undefined;
  const { notice, session } = facts;
  const gate = typeOf(notice) === 'gate' ? waitingAt(notice, session) : undefined;
  const number = taskNumber(notice);
  return {
    id,
    type: typeOf(notice),
    message: asText(lines),
    html: asHtml(lines),
    session_id: session.id,
    task: number === undefined ? null : positionOf(session, number),
    gate:
      gate && session.state === 'open'
        ? {
            id: gate.id,
            kind: gate.kind,
            reason: facts.redact(reasonOf(session, gate, undefined, facts.local)),
            task: positionOf(session, gate.task),
            ...subjectView(gate, { ...facts, plan: facts.record?.finalText }, LONGEST),
          }
        : null,
    buttons: buttonsOf(notice, session, gate, {
      changed: (facts.evidence?.changes?.total ?? 0) > 0,
      kept: facts.kept,
    }),
  };
}

/** Of each text; whoever needs more asks for the status. */
const LONGEST = 10_000;

function taskNumber(notice: Notice): number | undefined {
  const gate = gateIn(notice);
  if (gate) return gate.task;
  if ('attempt' in notice) return notice.attempt.task;
  return 'task' in notice ? notice.task : undefined;
}

const TYPES = { '✅': 'success', '⏸️': 'info', '⚠️': 'warning', '❌': 'error' } as const;

function typeOf(notice: Notice): Notification['type'] {
  switch (notice.type) {
    case 'gate-opened':
    case 'gate-reminder':
    case 'ask-kept':
    case 'limit-postponed':
      return 'gate';
    case 'attempt-ended':
      return TYPES[markOf(notice.outcome)];
    case 'session-closed':
      return notice.how === 'completed' ? 'success' : 'info';
    case 'channel-refused':
    case 'attempt-adopted':
    case 'stopping':
    case 'list-edited':
    case 'not-committed':
      return 'warning';
    case 'session-started':
    case 'gate-decided':
    case 'asks-withdrawn':
    case 'attempt-started':
    case 'task-skipped':
    case 'task-undone':
    case 'task-redone':
    case 'session-paused':
    case 'session-resumed':
      return 'info';
  }
}
