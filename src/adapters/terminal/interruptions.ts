import type { OperatorRequest } from '../../app/session-service.ts';
import { openGates, type Session } from '../../core/session/index.ts';
import { closedMessage, endingMessage, leavingMessage, type GoOn } from './messages/run-message.ts';
import { INTERRUPTED, type Ending } from './run.ts';
import type { TerminalChannel } from './terminal-channel.ts';

type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** Where signals come from: `process`. */
export interface Interrupts {
  on(signal: Signal, listener: () => void): unknown;
  off(signal: Signal, listener: () => void): unknown;
}

export interface Interruptions {
  /** Resolves when a signal ends the run. */
  readonly left: Promise<Ending>;
  /** Whether Ctrl-C was pressed while an attempt ran. */
  interrupted(): boolean;
  close(): void;
}

export interface InterruptionsDeps {
  readonly interrupts: Interrupts;
  readonly read: () => Session;
  readonly say: (...lines: readonly string[]) => void;
  readonly send: (command: OperatorRequest['command']) => Promise<boolean>;
  readonly channel: Pick<TerminalChannel, 'hasTold' | 'onDelivered'>;
  readonly goOn: GoOn;
  /** A pager has the terminal, and what is pressed there. */
  readonly isPaging: () => boolean;
}

/** Ctrl-C while an attempt runs: pause after it, then end it. Anywhere else it leaves; other signals always do. */
export function createInterruptions(deps: InterruptionsDeps): Interruptions {
  const { interrupts, read, say, send, channel, goOn, isPaging } = deps;
  let presses = 0;
  let told = false;
  /** A confirmed stop is on its way, perhaps not stored yet. */
  let asked = false;
  let waitingWith: number | undefined;
  let leave: (ending: Ending) => void = () => undefined;
  const left = new Promise<Ending>((resolve) => (leave = resolve));

  function leaveNow(code: number): void {
    const session = read();
    if (session.state === 'open') leave({ code, lines: leavingMessage(session, goOn) });
    else leave({ code, lines: session.state === 'closed' ? closedMessage(session, goOn) : [] });
  }

  /** What ends the attempt runs in this process: nobody leaves in the middle of it. */
  function leaveAfterEnding(): void {
    if (waitingWith === undefined || endingEpoch() !== undefined) return;
    if (channel.hasTold(read())) leaveNow(waitingWith);
  }

  function endingEpoch(): number | undefined {
    const session = read();
    const stopping = session.state === 'open' && session.phase.name === 'stopping';
    return stopping || asked ? runningEpoch(session) : undefined;
  }

  function tellOnce(epoch: number): void {
    if (!told) say(endingMessage(epoch));
    told = true;
  }

  function leaveWith(code: number): void {
    const epoch = endingEpoch();
    if (epoch === undefined) return leaveNow(code);
    waitingWith = code;
    tellOnce(epoch);
  }

  async function stop(epoch: number): Promise<void> {
    asked = true;
    await send({ type: 'stop', confirm: epoch });
    asked = false;
    leaveAfterEnding();
  }

  function onInterrupt(): void {
    if (isPaging()) return;
    const session = read();
    const running = runningEpoch(session);
    if (running === undefined || isAsked(session)) return leaveNow(INTERRUPTED);
    presses += 1;
    if (presses === 1) {
      say(
        `⏸️ Pausing: attempt ${running} runs to its end, then nothing more starts.`,
        '   Press Ctrl-C again to end the attempt now and stop the session.',
      );
      void send({ type: 'pause' });
    } else if (presses === 2) {
      say(`⚠️ Ending attempt ${running} and closing the session.`);
      void stop(running);
    } else leaveWith(INTERRUPTED);
  }

  const listeners = {
    SIGINT: onInterrupt,
    SIGTERM: () => leaveWith(143),
    SIGHUP: () => leaveWith(129),
  } as const;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) interrupts.on(signal, listeners[signal]);
  const unwatch = channel.onDelivered(leaveAfterEnding);

  return {
    left,
    interrupted: () => presses > 0,
    close() {
      unwatch();
      for (const signal of signals) interrupts.off(signal, listeners[signal]);
    },
  };
}

/** It waits for an answer here, as at a gate. */
const isAsked = (session: Session): boolean =>
  session.state === 'open' && session.pausedAt === undefined && openGates(session).length > 0;

function runningEpoch(session: Session): number | undefined {
  if (session.state !== 'open') return undefined;
  const { phase } = session;
  return phase.name === 'running' || phase.name === 'stopping' ? phase.attempt.epoch : undefined;
}
