import { describe, expect, it } from '@jest/globals';
import { createAuditTrail, type AuditTrail } from '../../src/app/audit-trail.ts';
import type { AuditLog } from '../../src/app/ports/audit-log.ts';
import type { AuditEntry } from '../../src/app/project-state.ts';
import { createFakeAuditLog, createFakeLog, type FakeLog } from '../helpers/app-fakes.ts';
import { auditEntry } from '../helpers/contracts/audit-log-contract.ts';
import { quiet } from './stage.ts';

const entries = (from: number, to: number): readonly AuditEntry[] =>
  Array.from({ length: to - from + 1 }, (_, index) => auditEntry(from + index));

interface Bench {
  readonly trail: AuditTrail;
  readonly log: FakeLog;
  readonly written: AuditEntry[];
  /** How many of the next calls fail. */
  readonly failing: { append: number; sync: number };
  readonly syncs: number[];
}

function bench(): Bench {
  const [written, syncs, log] = [[] as AuditEntry[], [] as number[], createFakeLog()];
  const failing = { append: 0, sync: 0 };
  const file = createFakeAuditLog(written);
  const auditLog: AuditLog = {
    ...file,
    async append(added) {
      if (failing.append > 0) throw new Error(`full ${(failing.append -= 1)}`);
      await file.append(added);
    },
    async sync() {
      if (failing.sync > 0) throw new Error(`full ${(failing.sync -= 1)}`);
      syncs.push(written.length);
    },
  };
  return { trail: createAuditTrail({ auditLog, log }), log, written, failing, syncs };
}

describe('the audit trail', () => {
  it('appends at once, and lets the state forget what was synced', async () => {
    const { trail, written, syncs } = bench();
    for (let n = 1; n <= 31; n += 1) trail.record(entries(1, n));
    await quiet();
    expect(written).toEqual(entries(1, 31));
    expect([trail.safeUpTo(), syncs]).toEqual([0, []]);
    trail.record(entries(1, 32));
    await quiet();
    expect([trail.safeUpTo(), syncs]).toEqual([32, [32]]);
    trail.record([auditEntry(33)]);
    await quiet();
    expect(written).toEqual(entries(1, 33));
    expect(trail.safeUpTo()).toBe(32);
  });

  it('syncs at the end', async () => {
    const { trail, written } = bench();
    trail.record(entries(1, 2));
    await trail.close();
    expect(written).toEqual(entries(1, 2));
    expect(trail.safeUpTo()).toBe(2);
  });

  it('appends later what could not be appended', async () => {
    const { trail, written, failing, log } = bench();
    failing.append = 1;
    trail.record(entries(1, 2));
    await quiet();
    expect(written).toEqual([]);
    expect(log.said).toEqual(['error the audit log could not be written; its entries wait in the state']);
    trail.record(entries(1, 3));
    await quiet();
    expect(written).toEqual(entries(1, 3));
  });

  it('appends at the end what could not be appended before', async () => {
    const { trail, written, failing } = bench();
    failing.append = 1;
    trail.record(entries(1, 2));
    await trail.close();
    expect(written).toEqual(entries(1, 2));
    expect(trail.safeUpTo()).toBe(2);
  });

  it('takes nothing for safe that could not be synced', async () => {
    const { trail, failing } = bench();
    failing.sync = 1;
    trail.record(entries(1, 40));
    await quiet();
    expect(trail.safeUpTo()).toBe(0);
    failing.sync = 1;
    await trail.close();
    expect(trail.safeUpTo()).toBe(0);
  });
});
