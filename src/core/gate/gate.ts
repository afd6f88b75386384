import type { Instant } from '../attempt/outcome.ts';

/** A place where the session waits for the operator. Its id is new at every opening. */
export type Gate = {
  readonly id: string;
  readonly openedAt: Instant;
  /** Digest of what is shown and decided about: the task's text as parsed at the start. */
  readonly digest: string;
} & GateSubject;

/** What a gate is about: the task to begin, the end of the session, or the task whose attempt ended. */
export type GateSubject =
  | { readonly kind: 'start'; readonly why: StartWhy; readonly task: number }
  | { readonly kind: 'closing'; readonly why: ClosingWhy; readonly task: number }
  | { readonly kind: 'doubt' | 'failure' | 'limit'; readonly task: number; readonly epoch: number };

export type GateKind = Gate['kind'];

/** Why a task waits before it begins. */
export type StartWhy = 'begin' | 'rework' | 'blocked' | 'checkpoint' | 'explicit' | 'manual' | 'required';

/** Why the session does not end unseen; `task` is the last one. */
export type ClosingWhy = 'checkpoint' | 'rework';

/** The operator's answer at a gate. */
export type GateDecision = 'approve' | 'skip' | 'retry' | 'stop';

/** What a gate takes besides stop; a start gate takes retry only when the task before it completed. */
export function decisionsAt(kind: GateKind, canStepBack: boolean): readonly GateDecision[] {
  switch (kind) {
    case 'start':
      return canStepBack ? ['approve', 'skip', 'retry'] : ['approve', 'skip'];
    case 'closing':
      return canStepBack ? ['approve', 'retry'] : ['approve'];
    case 'doubt':
      return ['approve', 'skip', 'retry'];
    case 'failure':
    case 'limit':
      return ['retry', 'skip'];
  }
}
