import type { Gate, GateDecision } from '../../../core/gate/index.ts';
import { allowedAt, type ClosedSession, type Notice, type OpenSession } from '../../../core/session/index.ts';

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
  stop: 'Stop',
};

export function buttonsOf(
  notice: Notice,
  session: OpenSession | ClosedSession,
  gate: Gate | undefined,
): readonly NotificationButton[] {
  if (session.state !== 'open') return [];
  if (notice.type === 'session-paused') return [inSession('Resume', 'resume', session.id)];
  if (!gate) return [];
  const decisions = [...allowedAt(session, gate), 'stop'] as const;
  return [
    ...decisions.map((decision) => atGate(LABELS[decision], decision, gate.id)),
    inSession('Pause', 'pause', session.id),
  ];
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
