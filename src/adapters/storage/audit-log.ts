import { appendFileSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { createMailbox } from '../../app/mailbox.ts';
import type { AuditLog } from '../../app/ports/audit-log.ts';
import { readTail } from './audit-tail.ts';
import { flush, syncFolder } from './durable-file.ts';
import { naming } from './storage-error.ts';

/** The audit log as a file of JSON lines. It is opened anew each time, so it may be moved away while in use. */
export function createAuditLog({ path }: { readonly path: string }): AuditLog {
  const mailbox = createMailbox();
  let known: number | undefined;

  const withFile = <T>(work: (file: number) => T | Promise<T>): Promise<T> =>
    mailbox.post(() =>
      naming(path, 'write', async () => {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        const file = openSync(path, 'a+', 0o600);
        try {
          return await work(file);
        } finally {
          closeSync(file);
        }
      }),
    );

  function lastOf(file: number): number {
    if (known !== undefined) return known;
    const { last, torn } = readTail(file);
    // A crash in the middle of a line: what follows must begin on a line of its own.
    if (torn) appendFileSync(file, '\n');
    return (known = last);
  }

  return {
    append: (entries) =>
      withFile((file) => {
        const last = lastOf(file);
        const newer = entries.filter((entry) => entry.n > last);
        if (newer.length === 0) return;
        // Until this has succeeded nobody knows how much of it is in the file.
        known = undefined;
        appendFileSync(file, newer.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
        known = newer.at(-1)?.n;
      }),
    sync: () =>
      withFile(async (file) => {
        await flush(file);
        await syncFolder(dirname(path));
      }),
    last: () => withFile(lastOf),
  };
}
