import type { AttemptWatch } from '../../app/ports/runner.ts';
import type { Order } from './order.ts';
import type { Transcript } from './transcript.ts';

export interface DeadlineWatch {
  readonly order: Order;
  readonly observation: { readonly transcript: Transcript };
  readonly watch: AttemptWatch;
  readonly resultGraceMs: number;
  readonly nowMs: () => number;
  readonly onLingering: () => void;
}

export interface Deadlines {
  check(pass: { readonly grew: boolean }): void;
  /** Until the next deadline, if nothing happens. */
  nextMs(): number;
}

/**
 * Notices that an attempt takes too long, is silent too long or does not
 * exit after its result. Each is told once. The wall clock, which may be set, counts only until now. The time in
 * which it waits for a person is not its own.
 */
export function createDeadlines(watched: DeadlineWatch, transcriptChangedAtMs: number): Deadlines {
  const { order, observation, watch, resultGraceMs, nowMs, onLingering } = watched;
  const startedAtMs = Date.parse(order.startedAt);
  const startedAt = performance.now() - Math.max(0, nowMs() - startedAtMs);
  // While nobody watched, the file's time is all there is to go by.
  const silentAtFirst = Math.max(0, nowMs() - Math.max(transcriptChangedAtMs, startedAtMs));
  let grownAt = performance.now() - silentAtFirst;
  // (Of the time before, as much as may have been in that silence.)
  let waitedWhenGrown = Math.max(0, watch.waitedMs() - silentAtFirst);
  let isFirstPass = true;
  let overdue = false;
  let lingering = false;

  const untilTimeout = (): number => startedAt + order.timeoutMs + watch.waitedMs() - performance.now();
  const untilSilent = (): number =>
    grownAt + order.silenceMs + (watch.waitedMs() - waitedWhenGrown) - performance.now();
  const hasResult = (): boolean =>
    observation.transcript.lastResult !== undefined && !observation.transcript.wentOn;
  const untilLingering = (): number =>
    hasResult() ? grownAt + resultGraceMs - performance.now() : Number.POSITIVE_INFINITY;

  const noteGrowth = (): void => {
    grownAt = performance.now();
    waitedWhenGrown = watch.waitedMs();
  };

  return {
    check: ({ grew }) => {
      if (grew && !isFirstPass) noteGrowth();
      isFirstPass = false;
      if (!lingering && untilLingering() <= 0) {
        lingering = true;
        onLingering();
      }
      const cause = untilTimeout() <= 0 ? 'timeout' : untilSilent() <= 0 ? 'silence' : undefined;
      if (cause === undefined || overdue || lingering) return;
      overdue = true;
      watch.overdue(cause);
    },
    nextMs: () => {
      const ahead = [untilTimeout(), untilSilent(), untilLingering()].filter((ms) => ms > 0);
      return Math.ceil(Math.min(...ahead, Number.MAX_SAFE_INTEGER));
    },
  };
}
