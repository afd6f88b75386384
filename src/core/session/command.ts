import type { Attempt, Instant, Outcome, StopCause } from '../attempt/index.ts';
import type { GateDecision, GateKind } from '../gate/index.ts';
import type { Actor, Leash, TaskRecord } from './session.ts';

/** Everything that can be asked of a session. The core reads no clock and makes no ids: commands carry both. */
export type SessionCommand = {
  readonly at: Instant;
  readonly by: Actor;
  /** Ids that nobody used before, for what this command may bring about. */
  readonly fresh: { readonly gate: string; readonly conversation: string };
} & (
  | StartCommand
  | ({ readonly type: 'approve'; readonly count?: Leash | undefined } & AtGate)
  | ({ readonly type: 'skip' } & AtGate)
  | ({ readonly type: 'retry'; readonly words?: string | undefined } & AtGate)
  | ({ readonly type: 'pause' } & InSession)
  | ({ readonly type: 'resume' } & InSession)
  | ({ readonly type: 'stop' } & StopAsked)
  | AttemptNews
  | { readonly type: 'restore'; readonly attempts: readonly Attempt[] }
);

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
  'number' | 'title' | 'type' | 'requiresApproval' | 'dependsOn' | 'digest'
>;

/** A decision may name the gate it was made at, or when it was sent; it then counts for that gate only. */
export interface AtGate {
  readonly gate?: string | undefined;
  readonly sentAt?: Instant | undefined;
}

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
  /** The service ends and is to leave nothing running. */
  | { readonly type: 'interrupt' }
);

export type CommandOf<T extends SessionCommand['type']> = Extract<SessionCommand, { type: T }>;

/** Why a command does not fit the present state. Expected, always told to the asker, and changes nothing. */
export type Rejection =
  | { readonly code: 'no_session' }
  | { readonly code: 'already_running'; readonly session: string; readonly file: string }
  | { readonly code: 'nothing_waiting' }
  | { readonly code: 'stale_gate' }
  /** It was meant for a session that is not the open one. */
  | { readonly code: 'stale_session' }
  | {
      readonly code: 'already_decided';
      readonly decision: GateDecision;
      readonly by: Actor;
      readonly at: Instant;
    }
  | {
      readonly code: 'not_allowed_here';
      readonly kind: GateKind;
      readonly allowed: readonly GateDecision[];
    }
  | { readonly code: 'count_not_allowed'; readonly kind: GateKind }
  | { readonly code: 'paused' }
  | { readonly code: 'already'; readonly what: 'paused' | 'going on' | 'stopping' }
  /** An attempt runs: stop must name it to end it. */
  | { readonly code: 'confirm_needed'; readonly epoch: number; readonly task: number }
  | { readonly code: 'stale_report' };
