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
  /** It looks and says what it would do; undefined: it does the task. */
  readonly mode?: 'plan' | undefined;
  /** It does what it planned: that was approved just before. */
  readonly carriesOut?: true | undefined;
  /** The gate whose answer it goes on with: the conversation ended in the middle of that call. */
  readonly answers?: string | undefined;
  /** It goes on by itself after what held up the attempts before it. */
  readonly patience?: Patience | undefined;
  readonly orderedAt: Instant;
}

/** How long a usage limit, or trouble with the API, has held a task up. */
export interface Patience {
  readonly cause: HoldUp;
  /** When it was first met. */
  readonly since: Instant;
  /** How often it was tried again, this attempt among them. */
  readonly tries: number;
}

/** What lets an attempt end although neither it nor its task is to blame. */
export type HoldUp = 'usage' | 'trouble';

/** Why a running attempt is being ended; the first cause stays. */
export type StopCause = 'operator' | 'timeout' | 'silence' | 'shutdown';
