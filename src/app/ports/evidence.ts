import type { Evidence } from '../../core/attempt/index.ts';

/** Keeps what can be shown of an attempt, beside its ledger. */
export interface EvidenceBook {
  /** Durable when it resolves, with its digest. */
  keep(session: string, evidence: Evidence): Promise<string>;
  /** Undefined when none was kept, or what was is unreadable. */
  read(session: string, epoch: number): Promise<Evidence | undefined>;
  /** Where the diff of an attempt is to be written, and read. */
  diffPath(session: string, epoch: number): string;
  /** The diff; undefined when there is none. `whole` is false when it was too long to be kept. */
  diff(
    session: string,
    epoch: number,
    maxBytes: number,
  ): Promise<{ readonly text: string; readonly whole: boolean } | undefined>;
}
