import type { AskedCall, HoldUp, Instant, UsageWarning } from '../attempt/index.ts';

/** A place where the session waits for the operator. Its id is new at every opening. */
export type Gate = {
  readonly id: string;
  readonly openedAt: Instant;
  /** Digest of the task's text as parsed at the start. */
  readonly digest: string;
  /** The state of the working tree that is decided about (`<head>:<tree>`); undefined without a repository. */
  readonly tree?: string | undefined;
  /** Digest of the evidence that is shown with it. */
  readonly evidence?: string | undefined;
  /** Set when it takes the place of one about the same. */
  readonly renewed?: Renewal | undefined;
  /** The leash that would have freed this task is used up by more than tasks. */
  readonly leashEnded?: LeashEnd | undefined;
  /** Before a task begins: the usage comes near a limit. */
  readonly warning?: UsageWarning | undefined;
} & GateSubject;

/** A call of a running, or ended, conversation that waits for a person. */
export type AskGate = Extract<Gate, { kind: 'ask' }>;
export type LimitGate = Extract<Gate, { kind: 'limit' }>;

/** Why a gate was opened anew. */
export type Renewal =
  | ({ readonly why: 'moved' } & Moved)
  /** Going back, or forth again, was tried and could not be done: a sentence. */
  | { readonly why: 'not-restored'; readonly sentence: string };

/** What somebody else changed in the working tree. */
export interface Moved {
  /** The first of them, in order. */
  readonly paths: readonly string[];
  readonly total: number;
  /** HEAD names another commit. */
  readonly head: boolean;
}

/** What ended a leash besides its number of tasks. */
export type LeashEnd = 'time' | 'cost';

/** What a gate is about: the task to begin, the end of the session, or the task whose attempt ended. */
export type GateSubject =
  | {
      readonly kind: 'start';
      readonly why: StartWhy;
      readonly task: number;
      /** Where that is why. */
      readonly budget?: BudgetReached | undefined;
    }
  | { readonly kind: 'closing'; readonly why: ClosingWhy; readonly task: number }
  | { readonly kind: 'doubt' | 'failure' | 'plan'; readonly task: number; readonly epoch: number }
  | ({ readonly kind: 'limit'; readonly task: number; readonly epoch: number } & Hold)
  | {
      readonly kind: 'ask';
      readonly task: number;
      readonly epoch: number;
      readonly call: AskedCall;
      /** The attempt runs and waits for the answer; undefined: it has ended, and the answer lets it go on. */
      readonly live?: true | undefined;
    };

/** What holds a task up, and until when. */
export interface Hold {
  readonly cause: HoldUp;
  /** When it was first met. */
  readonly since: Instant;
  /** How often it was tried again since. */
  readonly tries: number;
  /** When it goes on by itself; undefined: it waits for a person. */
  readonly resumeAt?: Instant | undefined;
}

/** More was spent than the operator had set. */
export interface BudgetReached {
  readonly of: 'session' | 'day';
  readonly limitUsd: number;
  readonly spentUsd: number;
}

export type GateKind = Gate['kind'];

/** Why a task waits before it begins. */
export type StartWhy =
  | 'begin'
  | 'rework'
  /** It was undone. */
  | 'undone'
  /** The list was edited and taken over. */
  | 'reloaded'
  | 'blocked'
  | 'budget'
  | 'checkpoint'
  | 'explicit'
  | 'manual'
  | 'required';

/** Why the session does not end unseen; `task` is the last one. */
export type ClosingWhy = 'checkpoint' | 'rework' | 'reloaded';

/** The operator's answer at a gate. */
export type GateDecision =
  | 'approve'
  | 'skip'
  | 'retry'
  | 'undo'
  | 'redo'
  | 'reload'
  | 'stop'
  /** Of a call: */
  | 'allow'
  | 'deny'
  | 'answer'
  /** At a limit: later. */
  | 'wait';

/** What there is to go back to, or to take over, at a gate. */
export interface Ways {
  /** The task before a start gate completed, so that it can be done again. */
  readonly retry: boolean;
  /** A task had an attempt that can be undone. */
  readonly undo: boolean;
  /** The last decision was an undo. */
  readonly redo: boolean;
  /** The task file was edited. */
  readonly reload: boolean;
}

/** What a gate takes besides stop. */
export function decisionsAt(gate: GateSubject, ways: Ways): readonly GateDecision[] {
  const back = (['undo', 'redo', 'reload'] as const).filter((way) => ways[way]);
  const retry = ways.retry ? (['retry'] as const) : [];
  switch (gate.kind) {
    case 'start':
      return ['approve', 'skip', ...retry, ...back];
    case 'closing':
      return ['approve', ...retry, ...back];
    case 'doubt':
    case 'plan':
      return ['approve', 'skip', 'retry', ...back];
    case 'failure':
      return ['retry', 'skip', ...back];
    case 'limit':
      return ['retry', 'wait', 'skip', ...back];
    case 'ask': {
      const answers = answersTo(gate.call);
      // While the attempt runs, its task is neither left out nor taken back.
      return gate.live === true ? answers : [...answers, 'skip', ...back];
    }
  }
}

/** A question may also be refused: Claude is to decide by itself. */
const answersTo = ({ kind }: AskedCall): readonly GateDecision[] =>
  kind === 'question' ? ['answer', 'deny'] : ['allow', 'deny'];
