import type { Instant } from '../attempt/index.ts';
import type { GateDecision, GateKind, Moved } from '../gate/index.ts';
import type { AnswerFault } from '../permission/index.ts';
import type { Actor } from './session.ts';

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
  /** The working tree is not what was shown. */
  | ({ readonly code: 'tree_moved' } & Moved)
  /** Going back would overwrite what somebody else changed. */
  | { readonly code: 'undo_moved'; readonly paths: readonly string[]; readonly total: number }
  | { readonly code: 'undo_impossible'; readonly sentence: string }
  | { readonly code: 'list_unchanged' }
  /** A leash until a time that is over already. */
  | { readonly code: 'time_passed'; readonly until: Instant }
  | { readonly code: 'count_not_allowed'; readonly kind: GateKind }
  /** Several calls wait: which one is meant must be said. */
  | { readonly code: 'which_gate'; readonly gates: readonly string[] }
  /** Another command can be given for a shell command only. */
  | { readonly code: 'instead_not_allowed'; readonly tool: string }
  /** An answer that names nothing of what was asked. */
  | AnswerFault
  /** Nobody may take this answer along: there is none, it was taken, or it is about something else. */
  | { readonly code: 'no_answer' }
  | { readonly code: 'paused' }
  | { readonly code: 'already'; readonly what: 'paused' | 'going on' | 'stopping' | 'off the leash' }
  /** An attempt runs: stop must name it to end it. */
  | { readonly code: 'confirm_needed'; readonly epoch: number; readonly task: number }
  | { readonly code: 'stale_report' };
