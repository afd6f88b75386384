import { appendFile, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createAuditLog } from '../../../src/adapters/storage/audit-log.ts';
import type { AuditEntry } from '../../../src/app/project-state.ts';
import { auditEntry, auditLogContract } from '../../helpers/contracts/audit-log-contract.ts';
import { useTemporaryFolders } from './temporary-folder.ts';

const folderOf = useTemporaryFolders();
const pathIn = async (): Promise<string> => join(await folderOf(), 'audit.jsonl');

const linesOf = async (path: string): Promise<readonly string[]> =>
  (await readFile(path, 'utf8')).split('\n').slice(0, -1);
const numbersIn = async (path: string): Promise<readonly number[]> =>
  (await linesOf(path)).map((line) => (JSON.parse(line) as AuditEntry).n);
const lineOf = (n: number): string => JSON.stringify(auditEntry(n));

describe('the audit log', () => {
  auditLogContract(async () => {
    const path = join(await folderOf(), 'logs', 'audit.jsonl');
    return {
      open: () => createAuditLog({ path }),
      entries: async () => (await linesOf(path)).map((line) => JSON.parse(line) as AuditEntry),
    };
  });

  it('is for its owner only', async () => {
    const path = await pathIn();
    await createAuditLog({ path }).append([auditEntry(1)]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('tells the number of its newest entry', async () => {
    const path = await pathIn();
    expect(await createAuditLog({ path }).last()).toBe(0);
    await createAuditLog({ path }).append([auditEntry(1), auditEntry(2)]);
    expect(await createAuditLog({ path }).last()).toBe(2);
  });

  it('begins a new line after one that a crash cut off, and writes that entry again', async () => {
    const path = await pathIn();
    await writeFile(path, `${lineOf(1)}\n${lineOf(2).slice(0, 30)}`);
    await createAuditLog({ path }).append([auditEntry(1), auditEntry(2), auditEntry(3)]);
    expect(await linesOf(path)).toEqual([lineOf(1), lineOf(2).slice(0, 30), lineOf(2), lineOf(3)]);
  });

  it('counts a last line that lacks nothing but its end', async () => {
    const path = await pathIn();
    await writeFile(path, `${lineOf(1)}\n${lineOf(2)}`);
    await createAuditLog({ path }).append([auditEntry(2), auditEntry(3)]);
    expect(await numbersIn(path)).toEqual([1, 2, 3]);
  });

  it('finds the newest number behind any amount of damage', async () => {
    const path = await pathIn();
    const damage = `${'☃'.repeat(100_000)}\n{"n":"seven"}\n\n`;
    await writeFile(path, `${lineOf(1)}\n${lineOf(2)}\n${damage}`);
    await createAuditLog({ path }).append([auditEntry(2), auditEntry(3)]);
    expect(await readFile(path, 'utf8')).toBe(`${lineOf(1)}\n${lineOf(2)}\n${damage}${lineOf(3)}\n`);
  });

  it('reads on where a long log is cut in the middle of a line', async () => {
    const path = await pathIn();
    const long = { ...auditEntry(1), request: 'x'.repeat(70_000) };
    const log = createAuditLog({ path });
    await log.append([long]);
    expect(await createAuditLog({ path }).last()).toBe(1);
    await log.append(Array.from({ length: 1000 }, (_, index) => auditEntry(index + 2)));
    expect(await createAuditLog({ path }).last()).toBe(1001);
  });

  it('looks again after an append that failed', async () => {
    const path = await pathIn();
    const log = createAuditLog({ path });
    await mkdir(path);
    await expect(log.append([auditEntry(1)])).rejects.toThrow(
      `Cannot write ${path} (EISDIR): it is a folder.`,
    );
    await rename(path, `${path}.folder`);
    await appendFile(path, `${lineOf(1)}\n{"n":2`);
    await log.append([auditEntry(1), auditEntry(2)]);
    expect(await linesOf(path)).toEqual([lineOf(1), '{"n":2', lineOf(2)]);
  });

  it('goes on in a new file when the old one was moved away', async () => {
    const path = await pathIn();
    const log = createAuditLog({ path });
    await log.append([auditEntry(1)]);
    await rename(path, `${path}.1`);
    await log.append([auditEntry(1), auditEntry(2)]);
    await log.sync();
    expect(await numbersIn(path)).toEqual([2]);
  });
});
