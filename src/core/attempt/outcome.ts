import type { AskedCall } from './asked-call.ts';

/** How an attempt ended. What counts as success is the Claude adapter's rule. */
export type Outcome = OutcomeFacts & OutcomeKind;

export type OutcomeKind =
  /** `asks`: its last words are an open question. `unchanged`: no file differs from before. */
  | { readonly kind: 'completed'; readonly asks: boolean; readonly unchanged?: boolean | undefined }
  | {
      readonly kind: 'failed';
      readonly failure: FailureKind;
      /** Where it reached what it was given to spend. */
      readonly budget?: BudgetGiven | undefined;
    }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'silent' }
  /** It vanished (a reboot, a kill from outside): what it did last is unknown. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'stopped' }
  /** A usage limit; `resetsAt` when the CLI told it. */
  | ({ readonly kind: 'limited'; readonly resetsAt?: Instant | undefined } & GoesOn)
  /** The API did not answer, or only with passing trouble. */
  | ({ readonly kind: 'unreachable' } & GoesOn)
  /** It ended in the middle of a call that nobody had answered yet; the call was not run. */
  | { readonly kind: 'deferred'; readonly call: AskedCall }
  /** It says what it would do. */
  | { readonly kind: 'planned' };

/** The budget that set what an attempt was given to spend: its own, or one of which only that was left. */
export interface BudgetGiven {
  readonly of: 'attempt' | 'task' | 'session' | 'day';
  /** All of it, in US dollars. */
  readonly limitUsd: number;
}

export interface GoesOn {
  /** When it goes on by itself; undefined: it waits for a person. */
  readonly resumeAt?: Instant | undefined;
}

export interface OutcomeFacts {
  /** One sentence for the operator: what happened; holds nothing of the agent's output. */
  readonly sentence: string;
  readonly costUsd?: number | undefined;
  readonly turns?: number | undefined;
  /** From the start of the attempt to its end, wall clock. */
  readonly durationMs?: number | undefined;
  /** The part of it in which the attempt waited for a person. */
  readonly waitedMs?: number | undefined;
  /** A conversation exists that `--resume` can continue. */
  readonly resumable: boolean;
  /** Digest of the evidence that was kept of it; undefined when there is none. */
  readonly evidence?: string | undefined;
  /** What the API said of the usage so far, when that is much. */
  readonly warning?: UsageWarning | undefined;
}

/** The usage comes near a limit. */
export interface UsageWarning {
  /** The limit's name, as the API has it (`five_hour`, `seven_day` ...). */
  readonly limit: string;
  /** From 0 to 1. */
  readonly utilization?: number | undefined;
  readonly resetsAt?: Instant | undefined;
}

export type FailureKind =
  | 'api'
  | 'authentication'
  | 'max-turns'
  | 'budget'
  | 'refused-tools'
  | 'crashed'
  | 'empty'
  /** A Verify command of the task did not pass. */
  | 'verification'
  /** `--resume` found no such conversation. */
  | 'conversation-missing'
  /** What was approved is not what is there now (the task's text changed): nothing was started. */
  | 'superseded'
  /** It could not be started at all (busy directory, no program): nothing was started. */
  | 'not-started';

/** ISO 8601 in UTC with milliseconds (`2026-11-21T09:30:15.000Z`), so that comparing texts compares times. */
export type Instant = string;
