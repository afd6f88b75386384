import type { Attempt, BudgetGiven, Instant, Outcome, StopCause } from '../../core/attempt/index.ts';
import type { WantedCall } from './asking.ts';

/** Runs attempts outside this process; what it knows stands on disk, so any later process knows it too. */
export interface Runner {
  /**
   * Starts the attempt if its epoch was never started, else attaches to it or reads how it ended.
   * Resolves with the outcome; never starts an epoch a second time. Rejects only with `Detached`'s
   * reason when `detach` was called first (the attempt goes on).
   */
  ensureRun(order: RunOrder, watch: AttemptWatch): Promise<Outcome>;
  /** Writes the cancellation down, then ends the attempt's whole process tree; resolves once nothing of it lives. */
  cancel(session: string, epoch: number, cause: StopCause): Promise<void>;
  /** What is known of an attempt that was started; undefined for one that never was. */
  record(session: string, epoch: number): Promise<AttemptRecord | undefined>;
  /** Every attempt on disk, oldest session first, by epoch: for when the state was lost. */
  list(): Promise<readonly KnownAttempt[]>;
  /** Stops following; every pending `ensureRun` stays pending no longer: it rejects with `DetachedError`. */
  detach(): Promise<void>;
}

export interface RunOrder {
  readonly session: string;
  readonly attempt: Attempt;
  /** Called only when the attempt was never started. */
  readonly prepare: () => Promise<Preparation>;
}

/** What to start, or why nothing is to be started after all. */
export type Preparation =
  { readonly ok: true; readonly launch: Launch } | { readonly ok: false; readonly outcome: Outcome };

export interface Launch {
  /** Position among the session's tasks from 1: names the readable log. */
  readonly position: number;
  readonly title: string;
  /** Empty when the conversation goes on with the answer to a call. */
  readonly prompt: string;
  readonly model?: string | undefined;
  /** From the start of the attempt; undefined: the configured default. */
  readonly timeoutMs?: number | undefined;
  /** Relative to the project directory. */
  readonly workingDirectory?: string | undefined;
  /** What this attempt may cost, in US dollars; undefined: as configured. */
  readonly maxBudgetUsd?: number | undefined;
  /** Whose budget that is left of. */
  readonly budget?: BudgetGiven | undefined;
}

export interface AttemptWatch {
  /** For how long it has waited for a person so far, or had until then: that time is not its own. */
  waitedMs(until?: Instant): number;
  /** At most a few times a second; the last call tells the present. */
  progress(progress: Progress): void;
  /** The attempt takes too long or has been silent too long; called once. Ending it is the listener's decision. */
  overdue(cause: Extract<StopCause, 'timeout' | 'silence'>): void;
}

export interface Progress {
  readonly elapsedMs: number;
  /** The tool call that runs now or ran last. */
  readonly tool?: ToolCall | undefined;
  /** Messages of the model so far. */
  readonly turns: number;
  /** Known once a result line was seen. */
  readonly costUsd?: number | undefined;
}

export interface ToolCall {
  /** `Bash`, `Edit` ... */
  readonly name: string;
  /** One line, at most 200 characters: the command, the file, the pattern. */
  readonly detail: string;
}

/** What an attempt left behind, read from its ledger. */
export interface AttemptRecord {
  readonly epoch: number;
  readonly task: number;
  readonly startedAt: Instant;
  /** Undefined while it runs. */
  readonly outcome?: Outcome | undefined;
  /** What Claude said last; empty when it said nothing. */
  readonly finalText: string;
  /** Files named by its Edit, Write and NotebookEdit calls, each once. */
  readonly filesTouched: readonly string[];
  /** The call whose result was never seen: its effect is unknown. */
  readonly pendingTool?: ToolCall | undefined;
  /** The call it ended in the middle of, with its whole input. */
  readonly deferred?: WantedCall | undefined;
  /** Calls the CLI refused. */
  readonly refusedTools: readonly ToolCall[];
  /** Calls to which a rule or a person said no; undefined where there are none. */
  readonly notAllowed?: readonly ToolCall[] | undefined;
  /** The last lines of the readable log, for a failure. */
  readonly lastLines: readonly string[];
}

export interface KnownAttempt {
  readonly session: string;
  readonly attempt: Attempt;
  readonly state: 'running' | 'ended' | 'lost';
}

/** `ensureRun` was left: the attempt goes on without a follower. */
export class DetachedError extends Error {
  constructor() {
    super('detached from a running attempt');
    this.name = 'DetachedError';
  }
}
