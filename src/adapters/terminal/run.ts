import type { SessionService, OperatorRequest, FileRefusal } from '../../app/session-service.ts';
import type { Reply } from '../../app/project-state.ts';
import type { CallBook } from '../../app/ports/call-book.ts';
import type { AttemptRecord } from '../../app/ports/runner.ts';
import type { Instant } from '../../core/attempt/index.ts';
import type { Actor } from '../../core/session/index.ts';
import type { Task } from '../../core/task/index.ts';
import type { Diff } from './messages/diff-message.ts';
import type { Answer, Keyboard, Question } from './keyboard.ts';
import type { LocalTime } from '../../app/local-time.ts';
import { refusalMessage } from './messages/refusal-message.ts';
import { notReloadedMessage, notStoredMessage, type GoOn } from './messages/run-message.ts';
import type { TerminalChannel } from './terminal-channel.ts';
import type { Timers } from './timers.ts';

/** What one run in the terminal shares. */
export interface Run {
  readonly service: SessionService;
  readonly channel: TerminalChannel;
  readonly keyboard: Keyboard;
  readonly file: string;
  /** Start and closing gates are approved without asking. */
  readonly yes: boolean;
  readonly by: Actor;
  readonly local: LocalTime;
  readonly records: (session: string, epoch: number) => Promise<AttemptRecord | undefined>;
  readonly callBook: Pick<CallBook, 'read'>;
  readonly tasks: (session: string, list: number) => Promise<readonly Task[] | undefined>;
  readonly diff: (session: string, epoch: number) => Promise<Diff | undefined>;
  /** Shows a long text to the person; false when that did not work, undefined where there is no person. */
  readonly page?: ((text: string) => Promise<boolean>) | undefined;
  readonly now: () => Instant;
  readonly timers: Timers;
  readonly logsFolder: (session: string) => string;
  readonly isSameFile: (asked: string, open: string) => boolean;
  readonly goOn: GoOn;
  /** Aborts when the run ends before its work is done. */
  readonly leaving: AbortSignal;
  /** Whether Ctrl-C was pressed while an attempt ran. */
  readonly interrupted: () => boolean;
}

/** How a run ends: the last lines and the exit code. */
export interface Ending {
  readonly code: number;
  readonly lines: readonly string[];
}

export const INTERRUPTED = 130;

/** Asks until there is an answer or the question has no meaning any more. */
export async function ask(run: Run, question: Question, stillAsked: () => boolean): Promise<Answer> {
  const withdrawn = new AbortController();
  const unwatch = run.channel.onDelivered(() => {
    if (!stillAsked()) withdrawn.abort();
  });
  try {
    if (!stillAsked()) return { type: 'withdrawn' };
    const answer = await run.keyboard.ask(question, AbortSignal.any([withdrawn.signal, run.leaving]));
    // The run is over: what waits for this answer is not to go on.
    return run.leaving.aborted ? await new Promise<never>(() => undefined) : answer;
  } finally {
    unwatch();
  }
}

/** Sends a command; says so when it was refused or could not be stored. */
export async function send(run: Run, command: OperatorRequest['command']): Promise<boolean> {
  try {
    const reply: Reply | FileRefusal = await run.service.request({ by: run.by, command });
    if (reply.ok) return true;
    run.channel.screen.print(
      'faults' in reply
        ? notReloadedMessage(reply.path, reply.faults)
        : refusalMessage(reply.rejection, run.service.read(), run.local, command.type),
    );
  } catch (error) {
    run.channel.screen.print(notStoredMessage(error));
  }
  return false;
}
