import type { OperatorRequest } from '../../app/session-service.ts';
import type { Session } from '../../core/session/index.ts';
import { leavingMessage } from './messages/run-message.ts';
import { INTERRUPTED, type Ending } from './run.ts';

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
}

/** Ctrl-C while an attempt runs: pause after it, end it, leave. Anywhere else it leaves; other signals always do. */
export function createInterruptions({ interrupts, read, say, send }: InterruptionsDeps): Interruptions {
  let presses = 0;
  let epoch: number | undefined;
  let leave: (ending: Ending) => void = () => undefined;
  const left = new Promise<Ending>((resolve) => (leave = resolve));

  function leaveWith(code: number): void {
    const session = read();
    leave({ code, lines: session.state === 'open' ? leavingMessage(session, presses > 1) : [] });
  }

  function onInterrupt(): void {
    const running = runningEpoch(read());
    if (running === undefined) return leaveWith(INTERRUPTED);
    presses += 1;
    epoch ??= running;
    if (presses === 1) {
      say(
        `⏸️ Pausing: attempt ${running} runs to its end, then nothing more starts.`,
        '   Press Ctrl-C again to end the attempt now and stop the session.',
      );
      void send({ type: 'pause' });
    } else if (presses === 2) {
      say(`⚠️ Ending attempt ${epoch} and closing the session. Press Ctrl-C again to leave without waiting.`);
      void send({ type: 'stop', confirm: epoch });
    } else leaveWith(INTERRUPTED);
  }

  const listeners = {
    SIGINT: onInterrupt,
    SIGTERM: () => leaveWith(143),
    SIGHUP: () => leaveWith(129),
  } as const;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) interrupts.on(signal, listeners[signal]);

  return {
    left,
    interrupted: () => presses > 0,
    close() {
      for (const signal of signals) interrupts.off(signal, listeners[signal]);
    },
  };
}

function runningEpoch(session: Session): number | undefined {
  if (session.state !== 'open') return undefined;
  const { phase } = session;
  return phase.name === 'running' || phase.name === 'stopping' ? phase.attempt.epoch : undefined;
}
