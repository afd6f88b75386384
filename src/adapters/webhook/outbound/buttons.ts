import type { KeptCall } from '../../../app/ports/call-book.ts';
import type { Gate, GateDecision } from '../../../core/gate/index.ts';
import type { Question } from '../../../core/permission/index.ts';
import {
  allowedAt,
  waitingGate,
  type ClosedSession,
  type Notice,
  type OpenSession,
} from '../../../core/session/index.ts';
import { oneLine } from '../../../core/text/plain-text.ts';
import { shortened } from '../../../core/text/shortened.ts';
import { MORNING } from '../../../core/wording/hold.ts';
import { isOffered } from '../subject-view.ts';

/** What can be done about a notification, as a call that does it. */
export interface NotificationButton {
  readonly text: string;
  /** A command of `/webhook/command`, without its slash. */
  readonly command: string;
  readonly gate: string | null;
  /** Both in at most 64 bytes, for a button in Telegram: `approve:<gate>`. */
  readonly data: string;
}

const LABELS: Readonly<Record<GateDecision, string>> = {
  approve: 'Approve',
  skip: 'Skip',
  retry: 'Retry',
  undo: 'Undo',
  redo: 'Redo',
  reload: 'Take it over',
  stop: 'Stop',
  allow: 'Allow once',
  deny: 'Deny',
  answer: 'Answer',
  wait: `At ${MORNING}`,
};

const LONGEST_LABEL = 40;

/** What the buttons depend on besides the state. */
export interface ButtonFacts {
  /** Something changed that can be looked at. */
  readonly changed: boolean;
  /** What the call would do; what nobody can see is not offered to be allowed. */
  readonly kept: KeptCall | undefined;
}

export function buttonsOf(
  notice: Notice,
  session: OpenSession | ClosedSession,
  gate: Gate | undefined,
  { changed, kept }: ButtonFacts,
): readonly NotificationButton[] {
  if (session.state !== 'open') return [];
  const leash = session.leash ? [inSession('Take the leash in', 'leash off', session.id)] : [];
  if (notice.type === 'session-paused') return [inSession('Resume', 'resume', session.id)];
  if (notice.type === 'attempt-started') return leash;
  if (notice.type === 'attempt-ended') {
    return [...(changed ? [inSession('Diff', 'diff', session.id)] : []), ...leash];
  }
  if (notice.type === 'list-edited') return reloadNow(session);
  return gate ? [...decisionsAt(session, gate, kept), ...leash, inSession('Pause', 'pause', session.id)] : [];
}

const decisionsAt = (
  session: OpenSession,
  gate: Gate,
  kept: KeptCall | undefined,
): readonly NotificationButton[] =>
  [
    ...allowedAt(session, gate).filter((decision) => isOffered(decision, gate, { kept })),
    'stop' as const,
  ].flatMap((decision) =>
    buttonsFor(decision, gate, kept).map(([text, command]) => atGate(text, command, gate.id)),
  );

type Labelled = readonly [text: string, command: string];

function buttonsFor(decision: GateDecision, gate: Gate, kept: KeptCall | undefined): readonly Labelled[] {
  switch (decision) {
    case 'allow':
      return gate.kind === 'ask' && gate.call.cover !== undefined
        ? [[LABELS.allow, 'allow'], FOR_TASK]
        : [[LABELS.allow, 'allow']];
    case 'answer':
      return optionsOf(kept?.questions);
    case 'deny':
      return [[gate.kind === 'ask' && gate.call.kind === 'question' ? 'You decide' : LABELS.deny, 'deny']];
    case 'retry':
      return [[RETRY[gate.kind] ?? LABELS.retry, 'retry']];
    case 'wait':
      return [[LABELS.wait, `wait ${MORNING}`]];
    case 'approve':
    case 'skip':
    case 'undo':
    case 'redo':
    case 'reload':
    case 'stop':
      return [[LABELS[decision], decision]];
  }
}

const FOR_TASK: Labelled = ['Allow for this task', 'allow task'];
const RETRY: Readonly<Partial<Record<Gate['kind'], string>>> = { limit: 'Retry now', plan: 'Plan anew' };

/** Only of one question with one choice can a single tap be the answer. */
function optionsOf(questions: readonly Question[] = []): readonly Labelled[] {
  const [only] = questions;
  if (!only || questions.length > 1 || only.multiSelect) return [];
  return only.options.map(({ label }, n) => [shortened(oneLine(label), LONGEST_LABEL), `answer #${n + 1}`]);
}

/** At the gate that waits, which opened before the file was edited. */
function reloadNow(session: OpenSession): readonly NotificationButton[] {
  const gate = waitingGate(session);
  const isAllowed = gate && session.pausedAt === undefined && allowedAt(session, gate).includes('reload');
  return isAllowed ? [atGate(LABELS.reload, 'reload', gate.id)] : [];
}

const atGate = (text: string, command: string, gate: string): NotificationButton => ({
  text,
  command,
  gate,
  data: `${command}:${gate}`,
});

const inSession = (text: string, command: string, session: string): NotificationButton => ({
  text,
  command,
  gate: null,
  data: `${command}:${session}`,
});
