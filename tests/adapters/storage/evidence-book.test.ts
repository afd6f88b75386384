import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createEvidenceBook } from '../../../src/adapters/storage/evidence-book.ts';
import { evidence, evidenceBookContract } from '../../helpers/contracts/evidence-book-contract.ts';
import { useTemporaryFolders } from './temporary-folder.ts';

const folderOf = useTemporaryFolders();
const SESSION = '20261121-093015';

async function begun() {
  const logsDir = await folderOf();
  const folder = join(logsDir, SESSION, 'attempts', '3');
  await mkdir(folder, { recursive: true });
  return { logsDir, folder, book: createEvidenceBook({ logsDir }) };
}

describe('the book of evidence', () => {
  evidenceBookContract(async () => {
    const logsDir = await folderOf();
    return {
      open: () => createEvidenceBook({ logsDir }),
      begin: async (session, epoch) => {
        await mkdir(join(logsDir, session, 'attempts', String(epoch)), { recursive: true });
      },
      writeDiff: (path, text) => writeFile(path, text),
    };
  });

  it('keeps it beside the ledger of the attempt, for its owner only, and leaves no other file', async () => {
    const { folder, book } = await begun();
    await book.keep(SESSION, evidence);
    await book.keep(SESSION, evidence);
    expect(await readdir(folder)).toEqual(['evidence.json']);
    expect((await stat(join(folder, 'evidence.json'))).mode & 0o777).toBe(0o600);
    expect(book.diffPath(SESSION, 3)).toBe(join(folder, 'changes.diff'));
  });

  it('has the names that readers of the file know', async () => {
    const { folder, book } = await begun();
    await book.keep(SESSION, evidence);
    expect(JSON.parse(await readFile(join(folder, 'evidence.json'), 'utf8'))).toMatchObject({
      version: 1,
      task: 2,
      epoch: 3,
      verifications: [{ exit_code: 0, duration_ms: 1200.5 }, { last_lines: ['Zwei – ☃', ''] }],
      since_previous: { total: 0 },
    });
  });

  it('never makes the folder of an attempt: one without its ledger would look as if it had not run', async () => {
    const logsDir = await folderOf();
    const book = createEvidenceBook({ logsDir });
    expect(await book.keep(SESSION, evidence)).toMatch(/^[0-9a-f]{64}$/);
    expect(await readdir(logsDir)).toEqual([]);
    expect(await book.read(SESSION, 3)).toBeUndefined();
  });

  it.each([
    ['empty', ''],
    ['cut off', '{"version":1,"task":2'],
    ['no evidence', '{"version":1,"task":2,"epoch":3}'],
    [
      'of a newer version',
      JSON.stringify({ version: 2, task: 1, epoch: 3, verifications: [], unexpected: [] }),
    ],
    [
      'about another attempt',
      JSON.stringify({ version: 1, task: 1, epoch: 4, verifications: [], unexpected: [] }),
    ],
  ])('knows nothing where the file is %s', async (_, content) => {
    const { folder, book } = await begun();
    await writeFile(join(folder, 'evidence.json'), content);
    expect(await book.read(SESSION, 3)).toBeUndefined();
  });

  it('says what is wrong where it cannot read or write', async () => {
    const { folder, book } = await begun();
    await mkdir(join(folder, 'evidence.json'));
    await mkdir(join(folder, 'changes.diff'));
    await expect(book.keep(SESSION, evidence)).rejects.toThrow(
      `Cannot write ${join(folder, 'evidence.json')} (E`,
    );
    await expect(book.read(SESSION, 3)).rejects.toThrow(
      `Cannot read ${join(folder, 'evidence.json')} (EISDIR)`,
    );
    await expect(book.diff(SESSION, 3, 10)).rejects.toThrow(
      `Cannot read ${join(folder, 'changes.diff')} (EISDIR)`,
    );
  });

  it('takes no path for the id of a session', async () => {
    const { book } = await begun();
    expect(() => book.diffPath('..', 3)).toThrow('not the id of a session: ".."');
    await expect(book.read('a/b', 3)).rejects.toThrow('not the id of a session');
  });
});
