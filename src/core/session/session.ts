import type {
  AskedCall,
  Attempt,
  CallAnswer,
  Instant,
  Outcome,
  Patience,
  StopCause,
  UsageWarning,
} from '../attempt/index.ts';
import type { AskGate, Gate, GateDecision } from '../gate/index.ts';
import type { Leash } from './leash.ts';

/** One working-through of one task file, in whatever state it is. */
export type Session = IdleSession | OpenSession | ClosedSession;

/** Nothing was ever started here. */
export interface IdleSession {
  readonly state: 'idle';
}

interface SessionFacts {
  /** `YYYYMMDD-HHMMSS`. */
  readonly id: string;
  /** The task file's path, as the operator sees it. */
  readonly file: string;
  /** Digest of the whole list as parsed at the start. */
  readonly digest: string;
  readonly startedAt: Instant;
  /** When something last happened. */
  readonly lastActivity: Instant;
  readonly tasks: readonly TaskRecord[];
  /** Which of the kept lists it is, from 1: an edited file that is taken over makes a new one. */
  readonly list: number;
  /** The newest epoch that was given out; 0 before the first attempt. */
  readonly lastEpoch: number;
}

export interface OpenSession extends SessionFacts {
  readonly state: 'open';
  readonly phase: Phase;
  /** Orthogonal to the phase: while set nothing starts and no decision is taken. */
  readonly pausedAt?: Instant | undefined;
  /** Lets the next tasks begin without asking. */
  readonly leash?: Leash | undefined;
  /** A completed task was gone back to: the gate that was left opens again before anything later runs. */
  readonly rework: boolean;
  /** The same list was worked through today already. */
  readonly repeated: boolean;
  /** Digest of the task file as it reads now, once it was edited. */
  readonly edited?: string | undefined;
  /** The undos since anything else was decided, oldest first. */
  readonly redo: readonly Undone[];
  /** The newest decisions, oldest first, so that a late answer is told who was first. */
  readonly decided: readonly DecidedGate[];
  /** What was said to the calls of tasks that are not settled yet, oldest first. */
  readonly answered: readonly AnsweredCall[];
  /** What is allowed for the rest of a task. */
  readonly grants: readonly Grant[];
  /** What the API said last of the usage, when that was much. */
  readonly warning?: UsageWarning | undefined;
}

/** The answer to a call counts once: for the one time that the CLI asks whether it may run it. */
export interface AnsweredCall extends Pick<AskedCall, 'id' | 'digest' | 'folder'> {
  readonly gate: string;
  readonly task: number;
  readonly answer: CallAnswer;
  /** Who took it along: a name for that one asking; undefined while nobody has. */
  readonly usedBy?: string | undefined;
}

export interface Grant {
  readonly task: number;
  /** Digest of what it covers. */
  readonly cover: string;
}

export interface ClosedSession extends SessionFacts {
  readonly state: 'closed';
  readonly how: 'completed' | 'stopped';
  readonly closedAt: Instant;
}

export type Phase =
  | { readonly name: 'waiting'; readonly gate: Gate }
  | {
      readonly name: 'running';
      readonly attempt: Attempt;
      /** Its calls that wait for an answer, oldest first. */
      readonly asks: readonly AskGate[];
      /** When it waited for answers, in order; the last one has no end while it does. */
      readonly waits: readonly Wait[];
    }
  /** The attempt is being ended; until its report comes the working directory is not free. */
  | {
      readonly name: 'stopping';
      readonly attempt: Attempt;
      readonly cause: StopCause;
      /** The session closes with it. */
      readonly closes: boolean;
      /** When it had waited for answers. */
      readonly waits?: readonly Wait[] | undefined;
    }
  /** The working tree is being brought back to what it was; nothing else is decided meanwhile. */
  | {
      readonly name: 'undoing';
      readonly way: 'undo' | 'redo';
      readonly task: number;
      /** The gate where it was decided. */
      readonly gate: Gate;
      /** Under this name what stands there now is kept. */
      readonly keepAs: string;
    }
  /** What follows is decided at once, or at resume when the session is paused; `ended` when that is about an attempt. */
  | { readonly name: 'between'; readonly ended?: EndedAttempt | undefined };

export interface Wait {
  readonly from: Instant;
  readonly to?: Instant | undefined;
}

export interface EndedAttempt {
  readonly epoch: number;
  readonly task: number;
  readonly outcome: Outcome;
  /** The gate of the call it ended in, when that was asked already. */
  readonly ask?: AskGate | undefined;
  /** What had held it up before. */
  readonly patience?: Patience | undefined;
}

/** How to take an undo back. */
export interface Undone {
  readonly task: number;
  /** Where it was decided: that gate opens again. */
  readonly gate: Gate;
  /** The records it reset. */
  readonly tasks: readonly TaskRecord[];
  /** A gate was owed already. */
  readonly rework: boolean;
  /** The name of the checkpoint with what stood there. */
  readonly keptAs: string;
}

export interface DecidedGate {
  readonly gate: string;
  readonly decision: GateDecision;
  readonly by: Actor;
  readonly at: Instant;
}

/** Who asked for something, by which channel. */
export interface Actor {
  readonly channel: string;
  /** As a person knows them. */
  readonly name: string;
  /** As the channel knows them. */
  readonly id?: string | undefined;
}

export type TaskStatus =
  'pending' | 'running' | 'completed' | 'failed' | 'interrupted' | 'skipped' | 'blocked';

/** What a session remembers of a task; never its instruction. */
export interface TaskRecord {
  readonly number: number;
  readonly title: string;
  readonly type?: string | undefined;
  readonly requiresApproval?: boolean | undefined;
  /** It begins with a plan. */
  readonly planFirst?: boolean | undefined;
  readonly dependsOn: readonly number[];
  /** Digest of the task's whole text as parsed at the start. */
  readonly digest: string;
  readonly status: TaskStatus;
  /** When its first attempt was ordered. */
  readonly startedAt?: Instant | undefined;
  /** When it was completed or skipped. */
  readonly completedAt?: Instant | undefined;
  /** The sentence of its newest outcome. */
  readonly result?: string | undefined;
  /** Its newest attempt; undefined when it never had one. */
  readonly epoch?: number | undefined;
  /** Its first attempt since it was pending last: what stood there before it is what undo goes back to. */
  readonly firstEpoch?: number | undefined;
  /** The attempt whose work its newest one goes on with, after an answer or a hold-up: evidence is of all of it. */
  readonly sinceEpoch?: number | undefined;
  /** Digest of the evidence of its newest attempt. */
  readonly evidence?: string | undefined;
  /** The commit that was made of it, or `-` when there was none to make. */
  readonly committed?: string | undefined;
  /** Its plan was approved. */
  readonly planned?: boolean | undefined;
  /** The newest conversation that can be continued, and the attempt that had it last. */
  readonly conversation?: { readonly id: string; readonly epoch: number } | undefined;
  /** Sums over its attempts. */
  readonly costUsd: number;
  readonly turns: number;
  readonly durationMs: number;
  /** Undefined: nobody was waited for, or an older version wrote it. */
  readonly waitedMs?: number | undefined;
}

export const idle: IdleSession = { state: 'idle' };
