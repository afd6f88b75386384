import type { Question, Shown } from '../../core/permission/index.ts';

/** Keeps what a call that waits would do, beside the ledger of its attempt: the state holds a digest of it only. */
export interface CallBook {
  /** Durable when it resolves. */
  keep(session: string, epoch: number, call: KeptCall): Promise<void>;
  /** By the CLI's id of the call; undefined when it was never kept, or what was is unreadable. */
  read(session: string, epoch: number, id: string): Promise<KeptCall | undefined>;
}

export interface KeptCall {
  /** The CLI's own. */
  readonly id: string;
  readonly tool: string;
  /** Digest of its whole input. */
  readonly digest: string;
  /** Redacted and bounded, for a person. */
  readonly shown: Shown;
  /** Of a call that asks something. */
  readonly questions?: readonly Question[] | undefined;
}
