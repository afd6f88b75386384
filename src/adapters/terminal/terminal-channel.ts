import { setImmediate as turn } from 'node:timers/promises';
import type { AttemptProgress, Channel } from '../../app/ports/channel.ts';
import type { AskGate, Gate, GateRules } from '../../core/gate/index.ts';
import {
  openGates,
  waitingGate,
  type ClosedSession,
  type Notice,
  type OpenSession,
  type Session,
} from '../../core/session/index.ts';
import { createLocalTime } from '../../app/local-time.ts';
import { createCards, type CardSources } from './cards.ts';
import { createLiveProgress } from './live-progress.ts';
import { closingMessage } from './messages/closing-message.ts';
import { stillHeld } from './messages/hold-message.ts';
import { listMessage } from './messages/list-message.ts';
import { noticeMessage, TERMINAL } from './messages/notice-message.ts';
import { isToldAlready, isToldElsewhere } from '../../core/wording/hold.ts';
import { isWithoutEvidence, NO_EVIDENCE } from '../../core/wording/project-news.ts';
import { createScreen, type Output, type Screen } from './screen.ts';
import { noStyle, type Style } from './style.ts';
import { realTimers, type Timers } from './timers.ts';
import { createTold, newsOf } from './told.ts';

export interface TerminalChannelDeps extends CardSources {
  readonly output: Output;
  readonly rules: GateRules;
  /** The folder of a session's logs, as the operator may open it. */
  readonly logsFolder: (session: string) => string;
  readonly timeZone?: string | undefined;
  readonly style?: Style | undefined;
  readonly timers?: Timers | undefined;
}

export interface TerminalChannel extends Channel {
  readonly screen: Screen;
  /** Shows where a session stands that was open before this process, and follows it from there. */
  takeUp(session: OpenSession): Promise<void>;
  /** Resolves when what is to be delivered now was printed. */
  quiet(): Promise<void>;
  /** Whether everything that led to this state was printed. */
  hasTold(session: Session): boolean;
  /** Calls back after each notice that was printed. */
  onDelivered(listener: (notice: Notice) => void): () => void;
}

/** Prints what happens, and below it what the running attempt does. */
export function createTerminalChannel(deps: TerminalChannelDeps): TerminalChannel {
  const { rules, now } = deps;
  const style = deps.style ?? noStyle;
  const screen = createScreen(deps.output, style);
  const local = createLocalTime(now, deps.timeZone);
  const live = createLiveProgress({ screen, now, timers: deps.timers ?? realTimers });
  const told = createTold();
  const cards = createCards({ ...deps, told, screen, local });
  const listeners = new Set<(notice: Notice) => void>();
  const begunAt = now();
  let delivering = 0;
  /** Whether the operator goes on with the session: before, nothing of it is shown that is to be decided. */
  let isFollowed = false;

  const leashed = (session: OpenSession | ClosedSession): readonly string[] => {
    const leash = cards.leash(session);
    return leash === undefined ? [] : [`   ${leash}`];
  };

  async function gateOpened(
    notice: Extract<Notice, { type: 'gate-opened' }>,
    session: OpenSession,
  ): Promise<readonly string[]> {
    const { gate } = notice;
    if (isToldAlready(gate)) return [stillHeld(session, gate, local)];
    return [...(await cards.gate(session, gate)), ...limits(notice, session)];
  }

  /** Whether it was on the screen, while Claude waited or since. */
  const isShown = (gate: AskGate): boolean => told.gate(gate) || told.gate({ ...gate, live: true });

  async function askKept(
    notice: Extract<Notice, { type: 'ask-kept' }>,
    session: OpenSession | ClosedSession,
  ): Promise<readonly string[]> {
    const { gate } = notice;
    return isWaitingAt(session, gate) && !isShown(gate)
      ? cards.gate(session, gate)
      : noticeMessage(notice, session);
  }

  async function linesFor(notice: Notice, session: OpenSession | ClosedSession): Promise<readonly string[]> {
    switch (notice.type) {
      case 'session-started':
        return session.state === 'open' ? listMessage(session, rules, style) : [];
      case 'gate-opened':
        return isWaitingAt(session, notice.gate) ? gateOpened(notice, session) : [];
      case 'limit-postponed':
        return isWaitingAt(session, notice.gate) ? [stillHeld(session, notice.gate, local)] : [];
      case 'attempt-ended':
        return isToldElsewhere(notice.outcome, waitingGate(session)) ? [] : cards.result(session, notice);
      case 'session-closed':
        return session.state === 'closed'
          ? ['', ...closingMessage(session, deps.logsFolder(session.id), style)]
          : [];
      case 'gate-decided':
        // Who typed the decision here sees it on the screen already.
        return notice.by.channel === TERMINAL ? [] : noticeMessage(notice, session);
      case 'attempt-started':
        // One that only looks whether a hold-up is over: what there is to know of it stands above.
        if (notice.attempt.patience) return noticeMessage(notice, session);
        return ['', ...noticeMessage(notice, session), ...limits(notice, session), ...leashed(session)];
      case 'ask-kept':
        return askKept(notice, session);
      case 'asks-withdrawn':
      case 'attempt-adopted':
      case 'task-skipped':
      case 'task-undone':
      case 'task-redone':
      case 'list-edited':
      case 'not-committed':
      case 'stopping':
      case 'session-paused':
      case 'session-resumed':
      case 'gate-reminder':
      case 'channel-refused':
        return noticeMessage(notice, session);
    }
  }

  /** What waited before the operator went on with the session is shown then, and once. */
  function isLeftToTakeUp(notice: Notice, session: OpenSession | ClosedSession): boolean {
    const gate = newsOf(notice);
    return gate !== undefined && isWaitingAt(session, gate) && (!isFollowed || told.gate(gate));
  }

  function followAttempt(notice: Notice, session: OpenSession | ClosedSession): void {
    if (notice.type === 'attempt-started' || notice.type === 'attempt-adopted') {
      live.begin(session, notice.attempt);
    }
  }

  return {
    name: TERMINAL,
    screen,
    async deliver(notice, session) {
      // Delivered again: whoever saw that session to its end was told.
      if (session.state === 'closed' && notice.at < begunAt) return;
      delivering += 1;
      if (notice.type === 'session-started') isFollowed = true;
      const isLeft = isLeftToTakeUp(notice, session);
      if (notice.type === 'attempt-ended') live.end(notice.epoch);
      if (!isLeft) screen.print(await linesFor(notice, session));
      followAttempt(notice, session);
      delivering -= 1;
      if (!isLeft) told.add(notice);
      for (const listener of [...listeners]) listener(notice);
    },
    progress: (progress: AttemptProgress) => live.progress(progress),
    async takeUp(session) {
      isFollowed = true;
      const { phase } = session;
      if (phase.name === 'running' || phase.name === 'stopping') live.begin(session, phase.attempt);
      for (const gate of openGates(session)) {
        if (!told.gate(gate)) screen.print(await cards.gate(session, gate));
      }
      told.takeUp(session);
    },
    async quiet() {
      do await turn();
      while (delivering > 0);
    },
    hasTold: (session) => told.everything(session),
    onDelivered(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A card that is delivered late is about a gate that may be decided already. */
const isWaitingAt = (session: Session, gate: Gate): session is OpenSession =>
  openGates(session).some(({ id }) => id === gate.id);

/** What cannot be done here, said once. */
const limits = (notice: Notice, session: OpenSession | ClosedSession): readonly string[] =>
  session.state === 'open' && isWithoutEvidence(notice, session) ? [`⚠️ ${NO_EVIDENCE}`] : [];
