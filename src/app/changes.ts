import type { Clock } from './ports/clock.ts';

/** Lets those who wait for it know that the state has changed. */
export interface Changes {
  tell(): void;
  /** Resolves at the next change, after `ms` milliseconds, or when `signal` aborts. */
  next(ms: number, signal: AbortSignal): Promise<void>;
}

export function createChanges(clock: Pick<Clock, 'wait'>): Changes {
  const waiting = new Set<() => void>();
  return {
    tell() {
      for (const wake of waiting) wake();
    },
    async next(ms, signal) {
      const over = new AbortController();
      const wake = (): void => over.abort();
      waiting.add(wake);
      signal.addEventListener('abort', wake);
      if (signal.aborted) wake();
      await clock.wait(ms, over.signal);
      signal.removeEventListener('abort', wake);
      waiting.delete(wake);
    },
  };
}
