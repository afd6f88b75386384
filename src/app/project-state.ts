import type { Instant } from '../core/attempt/index.ts';
import type {
  Actor,
  Effect,
  Rejection,
  Session,
  SessionCommand,
  SessionStatus,
} from '../core/session/index.ts';
import { idle } from '../core/session/index.ts';
import type { AuditTerms } from './audit-terms.ts';

/** Everything a project must not forget; saved in one write with every decision. */
export interface ProjectState {
  readonly session: Session;
  /** What is still to be done or told, in order. */
  readonly outbox: readonly OutboxEntry[];
  /** The newest answered requests, oldest first. */
  readonly answered: readonly AnsweredRequest[];
  /** Audit entries that are not yet safe in the audit log. */
  readonly audit: readonly AuditEntry[];
  /** The number of the newest audit entry ever made. */
  readonly auditCount: number;
  /** How often the operator was reminded of the gate that waits, or waited last. */
  readonly reminded?: Reminded | undefined;
  /** On the last day on which something was spent (`YYYYMMDD` on the operator's clock), in US dollars. */
  readonly spending?: { readonly day: string; readonly usd: number } | undefined;
}

export interface Reminded {
  readonly gate: string;
  /** Those that were left out count, too. */
  readonly times: number;
}

/** Run and cancel are not here: the session's phase says them, also after a restart. */
export type OutboxEntry =
  ChannelEntry | { readonly key: string; readonly effect: Extract<Effect, { type: 'archive' }> };

/** A notice for one channel. */
export interface ChannelEntry {
  readonly key: string;
  readonly channel: string;
  readonly effect: Extract<Effect, { type: 'notify' }>;
}

export interface AnsweredRequest {
  readonly id: string;
  readonly reply: Reply;
}

/** The answer to a command; it belongs to the decision and is repeated for a repeated request. */
export type Reply =
  | { readonly ok: true; readonly view: SessionView }
  | { readonly ok: false; readonly rejection: Rejection; readonly view: SessionView };

/** Where the session stood when the reply was made. */
export interface SessionView {
  readonly session?: string | undefined;
  readonly status?: SessionStatus | undefined;
  /** From 1. */
  readonly position?: number | undefined;
  readonly total?: number | undefined;
  readonly gate?: { readonly id: string; readonly kind: string; readonly task: number } | undefined;
  readonly epoch?: number | undefined;
}

export interface AuditEntry extends AuditTerms {
  /** Numbers the entries of a project from 1, without gaps. */
  readonly n: number;
  readonly at: Instant;
  readonly by: Actor;
  readonly session?: string | undefined;
  readonly command: SessionCommand['type'];
  readonly request: string;
  /** The gate that was decided or waiting, and the digest of what it showed. */
  readonly gate?: string | undefined;
  readonly digest?: string | undefined;
  /** Digests of the working tree and of the evidence that went with it. */
  readonly tree?: string | undefined;
  readonly evidence?: string | undefined;
  /** `ok`, or the code of the refusal. */
  readonly reply: 'ok' | Rejection['code'];
  /** Attempts this command let begin, and by what. */
  readonly attempts?:
    readonly { readonly epoch: number; readonly task: number; readonly by: string }[] | undefined;
}

export const freshState: ProjectState = {
  session: idle,
  outbox: [],
  answered: [],
  audit: [],
  auditCount: 0,
};
