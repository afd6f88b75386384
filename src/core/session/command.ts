import type { Answers, AskedCall, Attempt, Instant, Outcome, StopCause } from '../attempt/index.ts';
import type { Moved } from '../gate/index.ts';
import type { AnswerFault } from '../permission/index.ts';
import type { LeashAsked } from './leash.ts';
import type { Actor, TaskRecord } from './session.ts';

/** Everything that can be asked of a session. The core reads no clock and makes no ids: commands carry both. */
export type SessionCommand = {
  readonly at: Instant;
  readonly by: Actor;
  /** Ids that nobody used before, for what this command may bring about. */
  readonly fresh: Fresh;
} & (
  | StartCommand
  | ({ readonly type: 'approve' } & LeashAsked & AtGate)
  | ({ readonly type: 'skip' } & AtGate)
  | ({ readonly type: 'retry'; readonly words?: string | undefined } & AtGate)
  | ({ readonly type: 'undo' | 'redo'; readonly check: RestoreCheck } & UndoAsked)
  | ({ readonly type: 'reload'; readonly digest: string; readonly tasks: readonly ListedTask[] } & AtGate)
  | AllowOrDeny
  | (AnswerGiven & AnswerChecked)
  | ({ readonly type: 'wait'; readonly until: Instant } & AtGate)
  | ({ readonly type: 'unleash' } & InSession)
  | ({ readonly type: 'pause' } & InSession)
  | ({ readonly type: 'resume' } & InSession)
  | ({ readonly type: 'stop' } & StopAsked)
  | AttemptNews
  | ProjectNews
  | { readonly type: 'restore'; readonly attempts: readonly Attempt[] }
);

/** What an operator says to a call that waits. */
export type AnswerCommand = AllowOrDeny | AnswerGiven;

type AllowOrDeny = AtGate &
  (
    | {
        readonly type: 'allow';
        /** Run this instead: another shell command. */
        readonly instead?: string | undefined;
        /** Also when it comes again in this task; else this one call. */
        readonly forTask?: boolean | undefined;
      }
    | { readonly type: 'deny'; readonly words?: string | undefined }
  );

type AnswerGiven = AtGate & { readonly type: 'answer'; readonly answers: Answers };

/** How an answer fits the questions that were shown. */
interface AnswerChecked {
  /** Undefined: it can be taken, or what was asked is not known. */
  readonly fault?: AnswerFault | undefined;
}

/** What is new at the time of a command. */
export interface Fresh {
  readonly gate: string;
  readonly conversation: string;
  /** What was spent today, in US dollars, over all sessions; with what this command reports. */
  readonly todayUsd?: number | undefined;
  /** The state of the working tree now (`<head>:<tree>`); undefined without a repository. */
  readonly tree?: string | undefined;
  /** How that differs from what the present gate is about, when it does. */
  readonly moved?: Moved | undefined;
}

export interface StartCommand {
  readonly type: 'start';
  readonly id: string;
  readonly file: string;
  readonly digest: string;
  readonly tasks: readonly ListedTask[];
  /** The same list was worked through today already. */
  readonly repeated: boolean;
}

/** A task as it enters a session. */
export type ListedTask = Pick<
  TaskRecord,
  'number' | 'title' | 'type' | 'requiresApproval' | 'planFirst' | 'dependsOn' | 'digest'
>;

/** A decision may name the gate it was made at, or when it was sent; it then counts for that gate only. */
export interface AtGate {
  readonly gate?: string | undefined;
  readonly sentAt?: Instant | undefined;
}

export interface UndoAsked extends AtGate {
  /** Also over what somebody else changed since. */
  readonly force?: boolean | undefined;
}

/** Whether the working tree can be brought back. */
export type RestoreCheck =
  | { readonly kind: 'ready' }
  /** Somebody else changed these, and they would be overwritten. */
  | ({ readonly kind: 'moved' } & Pick<Moved, 'paths' | 'total'>)
  /** A sentence. */
  | { readonly kind: 'impossible'; readonly sentence: string };

/** A command may name the session it was meant for; it then counts for that one only. */
export interface InSession {
  readonly session?: string | undefined;
}

export interface StopAsked extends InSession, Pick<AtGate, 'gate'> {
  /** The epoch that was asked about, or true for whichever attempt runs. */
  readonly confirm?: number | true | undefined;
}

/** What the runner and the service that hosts it tell of the attempt that was ordered. */
export type AttemptNews = { readonly session: string; readonly epoch: number } & (
  | { readonly type: 'report'; readonly outcome: Outcome }
  | { readonly type: 'overdue'; readonly cause: Extract<StopCause, 'timeout' | 'silence'> }
  /** It wants to run a call that no rule decides. */
  | { readonly type: 'ask'; readonly call: AskedCall }
  /** The answer to a call is taken along by the asking of that name. */
  | { readonly type: 'use'; readonly call: string; readonly usedBy: string }
  /** A call that waits cannot wait any longer. */
  | { readonly type: 'refuse'; readonly gate: string; readonly reason: string }
  /** The service ends and is to leave nothing running. */
  | { readonly type: 'interrupt' }
);

/** What the service tells of the project. */
export type ProjectNews = { readonly session: string } &
  /** The working tree was brought back, or not: a sentence. */
  (
    | { readonly type: 'restored'; readonly failure?: string | undefined }
    /** The files moved while this gate waited. */
    | { readonly type: 'renew'; readonly gate: string }
    /** The time has come at which a limit's gate goes on by itself. */
    | { readonly type: 'elapsed'; readonly gate: string }
    /** How the task file reads now. */
    | { readonly type: 'edited'; readonly digest: string; readonly changes: readonly ListChange[] }
    /** A task's changes were committed, or not: a sentence. */
    | {
        readonly type: 'committed';
        readonly task: number;
        readonly commit?: string | undefined;
        readonly failure?: string | undefined;
      }
  );

/** How a task differs between the kept list and the file. */
export interface ListChange {
  readonly number: number;
  readonly title: string;
  readonly change: 'added' | 'changed' | 'removed' | 'moved';
  /** It has begun, so that it stays as it was. */
  readonly begun: boolean;
}

export type CommandOf<T extends SessionCommand['type']> = Extract<SessionCommand, { type: T }>;
