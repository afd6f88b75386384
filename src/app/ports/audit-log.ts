import type { AuditEntry } from '../project-state.ts';

/** The append-only record of who decided what. */
export interface AuditLog {
  /** Appends the entries that are newer than the last one in the file; durable when `sync` resolves. */
  append(entries: readonly AuditEntry[]): Promise<void>;
  sync(): Promise<void>;
  /** The number of the last entry in the file; 0 when there is none. */
  last(): Promise<number>;
}
