import type { Attempt, Outcome, StopCause } from '../attempt/index.ts';
import type { AskGate, Gate, GateDecision, LimitGate } from '../gate/index.ts';
import type { ListChange } from './command.ts';
import type { Actor, ClosedSession } from './session.ts';

/** What the shell is to do about an event; performing one twice must do no harm. */
export type Effect =
  | { readonly type: 'run'; readonly session: string; readonly attempt: Attempt }
  | {
      readonly type: 'cancel';
      readonly session: string;
      readonly epoch: number;
      readonly cause: StopCause;
    }
  | { readonly type: 'archive'; readonly session: ClosedSession }
  | { readonly type: 'notify'; readonly notice: Notice };

/** What an operator is told unasked: facts, from which each channel makes its words. */
export type Notice = { readonly session: string; readonly at: string } & (
  | { readonly type: 'session-started'; readonly by: Actor }
  | { readonly type: 'gate-opened'; readonly gate: Gate }
  | {
      readonly type: 'gate-decided';
      readonly gate: string;
      readonly decision: GateDecision;
      readonly by: Actor;
    }
  /** These calls wait no longer. */
  | { readonly type: 'asks-withdrawn'; readonly gates: readonly string[] }
  /** Claude has stopped waiting; the answer still counts. */
  | { readonly type: 'ask-kept'; readonly gate: AskGate }
  | { readonly type: 'limit-postponed'; readonly gate: LimitGate }
  | { readonly type: 'attempt-started'; readonly attempt: Attempt }
  | {
      readonly type: 'attempt-ended';
      readonly epoch: number;
      readonly task: number;
      readonly outcome: Outcome;
    }
  | { readonly type: 'task-skipped'; readonly task: number }
  /** `keptAs` names the checkpoint with what stood there. */
  | { readonly type: 'task-undone'; readonly task: number; readonly keptAs: string }
  | { readonly type: 'task-redone'; readonly task: number }
  /** The task file reads otherwise than the kept list. */
  | { readonly type: 'list-edited'; readonly changes: readonly ListChange[] }
  /** A finished task could not be committed: a sentence. */
  | { readonly type: 'not-committed'; readonly task: number; readonly reason: string }
  | { readonly type: 'stopping'; readonly epoch: number; readonly cause: StopCause }
  | { readonly type: 'session-paused'; readonly by: Actor }
  | { readonly type: 'session-resumed'; readonly by: Actor }
  | { readonly type: 'attempt-adopted'; readonly attempt: Attempt }
  | { readonly type: 'session-closed'; readonly how: 'completed' | 'stopped' }
  /** A gate has been waiting for long. */
  | { readonly type: 'gate-reminder'; readonly gate: Gate }
  /** Another channel is refused by the other side and needs a person: `reason` is a sentence. */
  | { readonly type: 'channel-refused'; readonly channel: string; readonly reason: string }
);
