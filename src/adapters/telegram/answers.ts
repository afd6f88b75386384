import { mayPass } from './send-trouble.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { Log } from '../../app/ports/log.ts';

/** Answers to what a person sent: on their way beside everything else, and not kept over a restart. */
export interface Answers {
  /** Sends, and tries again a few times when the network fails. */
  post(send: () => Promise<unknown>): void;
  /** Resolves when every answer is sent or given up. */
  settled(): Promise<void>;
}

const TRIES_AFTER_MS = [1_000, 3_000, 9_000] as const;

export function createAnswers({
  clock,
  log,
  signal,
}: {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}): Answers {
  const pending = new Set<Promise<void>>();

  async function deliver(send: () => Promise<unknown>): Promise<void> {
    for (const waitMs of [...TRIES_AFTER_MS, undefined]) {
      try {
        await send();
        return;
      } catch (error) {
        if (waitMs === undefined || signal.aborted || !mayPass(error)) {
          log.warn('an answer was not delivered', { error });
          return;
        }
        await clock.wait(waitMs, signal);
      }
    }
  }

  return {
    post(send) {
      const done = deliver(send).finally(() => pending.delete(done));
      pending.add(done);
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}
