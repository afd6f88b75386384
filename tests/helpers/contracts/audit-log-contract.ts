import { expect, it } from '@jest/globals';
import type { AuditLog } from '../../../src/app/ports/audit-log.ts';
import type { AuditEntry } from '../../../src/app/project-state.ts';

export interface AuditLogPlace {
  /** Each call is a new log there. */
  readonly open: () => AuditLog;
  /** What stands there. */
  readonly entries: () => Promise<readonly AuditEntry[]>;
}

export const auditEntry = (n: number): AuditEntry => ({
  n,
  at: '2026-11-21T09:30:15.000Z',
  by: { channel: 'telegram', name: 'Ada "☃"' },
  session: '20261121-093015',
  command: 'approve',
  request: `r${n}\nwith a second line`,
  gate: 'g1',
  digest: 'd1',
  reply: 'ok',
  attempts: [{ epoch: n, task: 1, by: 'decision' }],
});

/** What every `AuditLog` does. */
export function auditLogContract(place: () => Promise<AuditLogPlace>): void {
  it('appends entries in their order', async () => {
    const { open, entries } = await place();
    const log = open();
    await log.append([auditEntry(1), auditEntry(2)]);
    await log.append([]);
    await log.append([auditEntry(3)]);
    await log.sync();
    expect(await entries()).toEqual([1, 2, 3].map(auditEntry));
  });

  it('leaves out what is there already', async () => {
    const { open, entries } = await place();
    const log = open();
    await log.append([auditEntry(1), auditEntry(2)]);
    await log.append([auditEntry(2), auditEntry(3)]);
    await open().append([auditEntry(1), auditEntry(2), auditEntry(3), auditEntry(4)]);
    expect(await entries()).toEqual([1, 2, 3, 4].map(auditEntry));
  });

  it('mixes up nothing that is appended at once', async () => {
    const { open, entries } = await place();
    const log = open();
    await Promise.all([1, 2, 3, 4].map((n) => log.append([auditEntry(n)])));
    expect(await entries()).toEqual([1, 2, 3, 4].map(auditEntry));
  });
}
