import type { AuditLog } from './ports/audit-log.ts';
import type { Log } from './ports/log.ts';
import type { AuditEntry } from './project-state.ts';

/** Brings audit entries from the state to the audit log. */
export interface AuditTrail {
  /** Appends what is not there yet; entries stay in the state until they are safe on disk. */
  record(entries: readonly AuditEntry[]): void;
  /** The number up to which the state may forget entries. */
  safeUpTo(): number;
  close(): Promise<void>;
}

/** Syncing each entry would double the cost of a decision; the state keeps the unsynced ones safe meanwhile. */
const SYNC_EVERY = 32;

export function createAuditTrail({
  auditLog,
  log,
}: {
  readonly auditLog: AuditLog;
  readonly log: Log;
}): AuditTrail {
  let last: Promise<void> = Promise.resolve();
  let waiting: readonly AuditEntry[] = [];
  let appended = 0;
  let safe = 0;

  async function append(sync: boolean): Promise<void> {
    try {
      const fresh = waiting.filter((entry) => entry.n > appended);
      if (fresh.length > 0) await auditLog.append(fresh);
      appended = fresh.at(-1)?.n ?? appended;
      if (!sync && appended - safe < SYNC_EVERY) return;
      await auditLog.sync();
      safe = appended;
    } catch (error) {
      log.error('the audit log could not be written; its entries wait in the state', { error });
    }
  }

  return {
    record(entries) {
      waiting = entries;
      last = last.then(() => append(false));
    },
    safeUpTo: () => safe,
    async close() {
      last = last.then(() => append(true));
      await last;
    },
  };
}
