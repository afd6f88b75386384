import type { Instant } from '../../core/attempt/index.ts';

/** The time, and waiting for it. */
export interface Clock {
  now(): Instant;
  /** The operator's local time as `YYYYMMDD-HHMMSS`. */
  localStamp(): string;
  /** Resolves after `ms` milliseconds, or at once when `signal` aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}
