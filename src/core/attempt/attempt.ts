import type { Instant } from './outcome.ts';

/** An attempt that was ordered: one approved run of the Claude CLI for one task. */
export interface Attempt {
  /** Numbers the attempts of a session from 1; the fencing token of its report. */
  readonly epoch: number;
  /** The task's number, as in its heading. */
  readonly task: number;
  /** The Claude conversation (a UUID). */
  readonly conversation: string;
  /** The attempt of the same conversation that this one continues (`--resume`). */
  readonly continues?: number | undefined;
  /** The newest attempt of the same task before this one. */
  readonly previous?: number | undefined;
  /** The state of the working tree that was approved with it (`<head>:<tree>`); undefined without a repository. */
  readonly tree?: string | undefined;
  /** The operator's words that came with a retry. */
  readonly words?: string | undefined;
  readonly orderedAt: Instant;
}

/** Why a running attempt is being ended; the first cause stays. */
export type StopCause = 'operator' | 'timeout' | 'silence' | 'shutdown';
