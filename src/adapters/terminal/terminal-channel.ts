import { setImmediate as turn } from 'node:timers/promises';
import type { AttemptProgress, Channel } from '../../app/ports/channel.ts';
import type { AttemptRecord } from '../../app/ports/runner.ts';
import type { Instant } from '../../core/attempt/index.ts';
import type { Gate, GateRules } from '../../core/gate/index.ts';
import type { ClosedSession, Notice, OpenSession, Session } from '../../core/session/index.ts';
import { taskOf } from '../../core/session/index.ts';
import type { Task } from '../../core/task/index.ts';
import { createLocalTime } from '../../app/local-time.ts';
import { createLiveProgress } from './live-progress.ts';
import { closingMessage } from './messages/closing-message.ts';
import { gateMessage } from './messages/gate-message.ts';
import { listMessage } from './messages/list-message.ts';
import { noticeMessage, TERMINAL } from './messages/notice-message.ts';
import { resultMessage } from './messages/result-message.ts';
import { oneLine } from '../../core/text/plain-text.ts';
import { createScreen, type Output, type Screen } from './screen.ts';
import { noStyle, type Style } from './style.ts';
import { realTimers, type Timers } from './timers.ts';
import { createTold } from './told.ts';

export interface TerminalChannelDeps {
  readonly output: Output;
  /** What an attempt left behind (`Runner.record`). */
  readonly records: (session: string, epoch: number) => Promise<AttemptRecord | undefined>;
  /** The list as kept at the start (`SessionArchive.readTasks`). */
  readonly tasks: (session: string) => Promise<readonly Task[] | undefined>;
  readonly rules: GateRules;
  /** The folder of a session's logs, as the operator may open it. */
  readonly logsFolder: (session: string) => string;
  readonly now: () => Instant;
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
  onDelivered(listener: () => void): () => void;
}

/** Prints what happens, and below it what the running attempt does. */
export function createTerminalChannel(deps: TerminalChannelDeps): TerminalChannel {
  const { records, rules, now } = deps;
  const style = deps.style ?? noStyle;
  const screen = createScreen(deps.output, style);
  const local = createLocalTime(now, deps.timeZone);
  const live = createLiveProgress({ screen, now, timers: deps.timers ?? realTimers });
  const told = createTold();
  const listeners = new Set<() => void>();
  const begunAt = now();
  let delivering = 0;

  const recordOf = (session: string, epoch: number): Promise<AttemptRecord | undefined> =>
    records(session, epoch).catch(() => undefined);

  async function gateLines(session: OpenSession, gate: Gate): Promise<readonly string[]> {
    const kept = await deps.tasks(session.id).catch(() => undefined);
    const task = kept?.find(({ number }) => number === gate.task);
    const { width } = screen;
    if (!('epoch' in gate)) return ['', ...gateMessage({ session, gate, task, style, width })];
    const here = told.outcome(session.id, gate.epoch);
    const record = here ? undefined : await recordOf(session.id, gate.epoch);
    const outcome = here ?? record?.outcome;
    return [
      ...(here ? [] : earlierResult(session, gate.task, record)),
      '',
      ...gateMessage({ session, gate, task, style, width, outcome }),
    ];
  }

  /** The attempt ended before this process: its result was printed elsewhere. */
  function earlierResult(
    session: OpenSession,
    task: number,
    record: AttemptRecord | undefined,
  ): readonly string[] {
    const outcome = record?.outcome;
    const { width } = screen;
    if (outcome) return resultMessage({ session, task, outcome, record, local, style, width });
    return [`⚠️ ${oneLine(taskOf(session, task).result ?? 'How the attempt ended is not known.')}`];
  }

  async function linesFor(notice: Notice, session: OpenSession | ClosedSession): Promise<readonly string[]> {
    switch (notice.type) {
      case 'session-started':
        return session.state === 'open' ? listMessage(session, rules, style) : [];
      case 'gate-opened':
        return isWaitingAt(session, notice.gate) ? gateLines(session, notice.gate) : [];
      case 'attempt-ended': {
        const { task, outcome } = notice;
        const record = await recordOf(notice.session, notice.epoch);
        return resultMessage({ session, task, outcome, record, local, style, width: screen.width });
      }
      case 'session-closed':
        return session.state === 'closed'
          ? ['', ...closingMessage(session, deps.logsFolder(session.id), style)]
          : [];
      case 'gate-decided':
        // Who typed the decision here sees it on the screen already.
        return notice.by.channel === TERMINAL ? [] : noticeMessage(notice, session);
      case 'attempt-started':
        return ['', ...noticeMessage(notice, session)];
      case 'attempt-adopted':
      case 'task-skipped':
      case 'stopping':
      case 'session-paused':
      case 'session-resumed':
      case 'gate-reminder':
      case 'channel-refused':
        return noticeMessage(notice, session);
    }
  }

  return {
    name: TERMINAL,
    screen,
    async deliver(notice, session) {
      // Delivered again: whoever saw that session to its end was told.
      if (session.state === 'closed' && notice.at < begunAt) return;
      delivering += 1;
      if (notice.type === 'attempt-ended') live.end(notice.epoch);
      screen.print(await linesFor(notice, session));
      if (notice.type === 'attempt-started' || notice.type === 'attempt-adopted') {
        live.begin(session, notice.attempt);
      }
      delivering -= 1;
      told.add(notice);
      for (const listener of [...listeners]) listener();
    },
    progress: (progress: AttemptProgress) => live.progress(progress),
    async takeUp(session) {
      const { phase } = session;
      if (phase.name === 'running' || phase.name === 'stopping') live.begin(session, phase.attempt);
      if (phase.name === 'waiting' && !told.gate(phase.gate.id)) {
        screen.print(await gateLines(session, phase.gate));
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
  session.state === 'open' && session.phase.name === 'waiting' && session.phase.gate.id === gate.id;
