import type { Attempt, Instant, Outcome, StopCause } from '../attempt/index.ts';
import type { FreedBy, Gate, GateDecision } from '../gate/index.ts';
import type { ListChange, ListedTask, StartCommand } from './command.ts';
import type { Leash } from './leash.ts';
import type { Actor, Phase } from './session.ts';

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
      /** What let it begin: a decision at a gate, or the rule that freed the task. */
      readonly by: 'decision' | FreedBy;
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
