import type { Attempt, Instant, Outcome, StopCause } from '../attempt/index.ts';
import type { AskGate, FreedBy, Gate, GateDecision } from '../gate/index.ts';
import type { ListChange, ListedTask, StartCommand } from './command.ts';
import type { Leash } from './leash.ts';
import type { Actor, AnsweredCall, Grant, Phase } from './session.ts';

/** What happened to a session; the only way it changes. */
export type SessionEvent = { readonly at: Instant } & (
  | ({ readonly type: 'session-started'; readonly by: Actor } & Omit<StartCommand, 'type'>)
  | { readonly type: 'gate-opened'; readonly gate: Gate }
  | {
      readonly type: 'gate-decided';
      readonly gate: string;
      readonly decision: GateDecision;
      readonly by: Actor;
    }
  /** A call has its answer. */
  | { readonly type: 'call-answered'; readonly call: AnsweredCall; readonly grant?: Grant | undefined }
  | { readonly type: 'answer-used'; readonly call: string; readonly usedBy: string }
  /** Nobody waits for these answers any more. */
  | { readonly type: 'asks-withdrawn'; readonly gates: readonly string[] }
  /** The attempt ended in the middle of the call; the gate waits on, and its answer lets the conversation go on. */
  | { readonly type: 'ask-kept'; readonly gate: AskGate }
  /** A limit's gate goes on by itself at another time. */
  | { readonly type: 'limit-postponed'; readonly gate: string; readonly resumeAt: Instant }
  | { readonly type: 'plan-approved'; readonly task: number }
  | { readonly type: 'leash-granted'; readonly leash: Leash }
  | { readonly type: 'leash-taken-in'; readonly by: Actor }
  | { readonly type: 'rework-begun' }
  | { readonly type: 'undo-begun'; readonly undoing: Extract<Phase, { name: 'undoing' }> }
  | { readonly type: 'task-undone'; readonly task: number; readonly keptAs: string }
  | { readonly type: 'task-redone'; readonly task: number }
  | { readonly type: 'list-edited'; readonly digest: string; readonly changes: readonly ListChange[] }
  | { readonly type: 'list-reloaded'; readonly digest: string; readonly tasks: readonly ListedTask[] }
  | {
      readonly type: 'task-committed';
      readonly task: number;
      readonly commit?: string | undefined;
      readonly failure?: string | undefined;
    }
  | {
      readonly type: 'attempt-ordered';
      readonly attempt: Attempt;
      /** What let it begin: a decision at a gate, the rule that freed the task, or the end of what held it up. */
      readonly by: 'decision' | 'hold-over' | FreedBy;
    }
  | {
      readonly type: 'stopping-begun';
      readonly epoch: number;
      readonly cause: StopCause;
      readonly closes: boolean;
    }
  | {
      readonly type: 'attempt-ended';
      readonly epoch: number;
      readonly task: number;
      readonly outcome: Outcome;
    }
  | { readonly type: 'task-accepted'; readonly task: number }
  | { readonly type: 'task-skipped'; readonly task: number }
  | { readonly type: 'session-paused'; readonly by: Actor }
  | { readonly type: 'session-resumed'; readonly by: Actor }
  | { readonly type: 'session-closed'; readonly how: 'completed' | 'stopped' }
  /** The state was lost and an attempt newer than its copy was found on disk. */
  | { readonly type: 'attempt-adopted'; readonly attempt: Attempt }
);
