import type { Gate, GateDecision } from '../../../core/gate/index.ts';
import {
  allowedAt,
  waitingGate,
  type ClosedSession,
  type Notice,
  type OpenSession,
} from '../../../core/session/index.ts';

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
};

export function buttonsOf(
  notice: Notice,
  session: OpenSession | ClosedSession,
  gate: Gate | undefined,
  /** Whether something changed that can be looked at. */
  changed: boolean,
): readonly NotificationButton[] {
  if (session.state !== 'open') return [];
  const leash = session.leash ? [inSession('Take the leash in', 'leash off', session.id)] : [];
  if (notice.type === 'session-paused') return [inSession('Resume', 'resume', session.id)];
  if (notice.type === 'attempt-started') return leash;
  if (notice.type === 'attempt-ended') {
    return [...(changed ? [inSession('Diff', 'diff', session.id)] : []), ...leash];
  }
  if (notice.type === 'list-edited') return reloadNow(session);
  return gate ? [...decisionsAt(session, gate), ...leash, inSession('Pause', 'pause', session.id)] : [];
}

const decisionsAt = (session: OpenSession, gate: Gate): readonly NotificationButton[] =>
  [...allowedAt(session, gate), 'stop' as const].map((decision) =>
    atGate(LABELS[decision], decision, gate.id),
  );

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
