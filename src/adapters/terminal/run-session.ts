import type { CallBook } from '../../app/ports/call-book.ts';
import type { AttemptRecord } from '../../app/ports/runner.ts';
import type { Recovered, SessionService } from '../../app/session-service.ts';
import type { Instant } from '../../core/attempt/index.ts';
import type { ClosedSession } from '../../core/session/index.ts';
import type { Task } from '../../core/task/index.ts';
import { atGate } from './at-gate.ts';
import { atPause } from './at-pause.ts';
import { createKeyboard } from './create-keyboard.ts';
import { createInterruptions, type Interrupts } from './interruptions.ts';
import type { Answer } from './keyboard.ts';
import type { Diff } from './messages/diff-message.ts';
import type { Pager } from './pager.ts';
import { createLocalTime } from '../../app/local-time.ts';
import { TERMINAL } from './messages/notice-message.ts';
import { closedMessage, recoveredMessage, type GoOn } from './messages/run-message.ts';
import { nextStop } from './next-stop.ts';
import { openSession } from './open-session.ts';
import { INTERRUPTED, send, type Ending, type Run } from './run.ts';
import type { Output } from './screen.ts';
import type { TerminalChannel } from './terminal-channel.ts';
import { realTimers, type Timers } from './timers.ts';

export interface RunInTerminalDeps {
  /** Recovered already. */
  readonly service: SessionService;
  readonly recovered: Recovered;
  /** One of the service's channels. */
  readonly channel: TerminalChannel;
  readonly file: string;
  readonly yes: boolean;
  /** The operator's name, for the records. */
  readonly operator: string;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: Output;
  readonly interrupts: Interrupts;
  readonly records: (session: string, epoch: number) => Promise<AttemptRecord | undefined>;
  /** What calls that wait would do. */
  readonly callBook: Pick<CallBook, 'read'>;
  readonly tasks: (session: string, list: number) => Promise<readonly Task[] | undefined>;
  readonly diff: (session: string, epoch: number) => Promise<Diff | undefined>;
  /** Shows a long text to the person at the terminal; false when that did not work. */
  readonly pager?: Pager | undefined;
  readonly logsFolder: (session: string) => string;
  /** Whether the file that was asked for is the one an open session names. */
  readonly isSameFile: (asked: string, open: string) => boolean;
  /** The command line that goes on with the file of an open session; undefined: none is told. */
  readonly goOn: GoOn;
  readonly now: () => Instant;
  readonly timeZone?: string | undefined;
  readonly timers?: Timers | undefined;
}

/**
 * Works through one file with the operator at the terminal. Resolves with the exit code: 0 every task done or skipped,
 * 1 unfinished, 2 the file has faults, 130, 143 or 129 left early. Closing the service is the caller's.
 */
export async function runInTerminal(deps: RunInTerminalDeps): Promise<number> {
  const { service, channel, input, output, timers = realTimers } = deps;
  const { screen } = channel;
  const leaving = new AbortController();
  const keyboard = createKeyboard({ input, output, screen, timers });
  let asking: Promise<unknown> = Promise.resolve();
  let paging = false;
  const page =
    (pager: Pager) =>
    async (text: string): Promise<boolean> => {
      screen.hold();
      paging = true;
      try {
        return await pager(text, leaving.signal);
      } finally {
        paging = false;
        screen.release();
      }
    };
  const run: Run = {
    ...deps,
    timers,
    keyboard: {
      ...keyboard,
      ask(question, withdrawn): Promise<Answer> {
        const answer = keyboard.ask(question, withdrawn);
        asking = answer.catch(() => undefined);
        return answer;
      },
    },
    page: deps.pager && input.isTTY === true && screen.live ? page(deps.pager) : undefined,
    by: { channel: TERMINAL, name: deps.operator },
    local: createLocalTime(deps.now, deps.timeZone),
    leaving: leaving.signal,
    interrupted: () => interruptions.interrupted(),
  };
  const interruptions = createInterruptions({
    interrupts: deps.interrupts,
    read: () => service.read(),
    say: (...lines) => screen.print(lines),
    send: (command) => send(run, command),
    channel,
    goOn: deps.goOn,
    isPaging: () => paging,
  });
  try {
    screen.print(recoveredMessage(deps.recovered));
    // What an earlier process left untold comes before any question.
    await channel.quiet();
    const ending = await Promise.race([work(run), interruptions.left]);
    leaving.abort();
    // The prompt gives the terminal back first.
    await asking;
    screen.show(undefined);
    screen.print(ending.lines);
    return ending.code;
  } finally {
    interruptions.close();
    keyboard.close();
  }
}

async function work(run: Run): Promise<Ending> {
  let ending = await openSession(run);
  while (!ending) {
    const stop = await nextStop(run);
    switch (stop.at) {
      case 'closed':
        return closedEnding(run, stop.session);
      case 'paused':
        ending = await atPause(run, stop.session);
        break;
      case 'gate':
        ending = await atGate(run, stop.session, stop.gate);
        break;
    }
  }
  return ending;
}

function closedEnding(run: Run, session: ClosedSession): Ending {
  const { how } = session;
  const lines = closedMessage(session, run.goOn);
  if (run.interrupted()) return { code: INTERRUPTED, lines };
  return { code: how === 'completed' ? 0 : 1, lines };
}
