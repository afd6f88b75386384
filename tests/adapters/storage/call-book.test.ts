import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createCallBook } from '../../../src/adapters/storage/call-book.ts';
import { callBookContract, command, question } from '../../helpers/contracts/call-book-contract.ts';
import { useTemporaryFolders } from './temporary-folder.ts';

const folderOf = useTemporaryFolders();
const SESSION = '20261121-093015';

async function begun() {
  const logsDir = await folderOf();
  const attempt = join(logsDir, SESSION, 'attempts', '3');
  await mkdir(attempt, { recursive: true });
  const asked = join(attempt, 'asked');
  const fileOf = (id: string): string => join(asked, `${createHash('sha256').update(id).digest('hex')}.json`);
  return { logsDir, attempt, asked, file: fileOf(command.id), book: createCallBook({ logsDir }) };
}

const kept = { version: 1, id: command.id, tool: 'Bash', digest: 'd1', shown: command.shown };

describe('the book of calls', () => {
  callBookContract(async () => {
    const logsDir = await folderOf();
    return {
      open: () => createCallBook({ logsDir }),
      begin: async (session, epoch) => {
        await mkdir(join(logsDir, session, 'attempts', String(epoch)), { recursive: true });
      },
    };
  });

  it('keeps it beside the ledger of the attempt, for its owner only, and leaves no other file', async () => {
    const { attempt, asked, file, book } = await begun();
    await book.keep(SESSION, 3, command);
    await book.keep(SESSION, 3, command);
    expect(await readdir(attempt)).toEqual(['asked']);
    expect((await readdir(asked)).map((name) => join(asked, name))).toEqual([file]);
    expect((await stat(asked)).mode & 0o777).toBe(0o700);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('has the names that readers of the file know', async () => {
    const { asked, book } = await begun();
    await book.keep(SESSION, 3, question);
    const [name = ''] = await readdir(asked);
    expect(JSON.parse(await readFile(join(asked, name), 'utf8'))).toEqual({
      version: 1,
      id: 'toolu_02',
      tool: 'AskUserQuestion',
      digest: 'd2',
      shown: { kind: 'other', tool: 'AskUserQuestion', input: '{"a_b":1}' },
      questions: [
        {
          question: 'Which dataBase?',
          header: 'data_base',
          multi_select: true,
          options: [{ label: 'SQLite', description: 'small' }, { label: 'Postgres' }],
        },
        { question: 'Now?', multi_select: false, options: [] },
      ],
    });
  });

  it('never makes the folder of an attempt: one without its ledger would look as if it had not run', async () => {
    const logsDir = await folderOf();
    await createCallBook({ logsDir }).keep(SESSION, 3, command);
    expect(await readdir(logsDir)).toEqual([]);
  });

  it('keeps nothing that is too long to be shown, and no part of it', async () => {
    const { attempt, book } = await begun();
    const long = { ...command, shown: { kind: 'command', command: 'x'.repeat(2_000_000) } } as const;
    await book.keep(SESSION, 3, long);
    expect(await readdir(attempt)).toEqual([]);
    const fits = { ...command, shown: { kind: 'command', command: 'x'.repeat(1_900_000) } } as const;
    await book.keep(SESSION, 3, fits);
    expect(await book.read(SESSION, 3, command.id)).toEqual(fits);
  });

  it.each([
    ['empty', ''],
    ['cut off', JSON.stringify(kept).slice(0, -3)],
    ['no call', '{"version":1}'],
    ['no UTF-8', Buffer.from(JSON.stringify(kept).replace('npm', 'npm\xff'), 'latin1')],
    ['of a newer version', JSON.stringify({ ...kept, version: 2 })],
    ['about another call', JSON.stringify({ ...kept, id: 'toolu_09' })],
    ['without a digest', JSON.stringify({ ...kept, digest: undefined })],
    ['of an unknown kind', JSON.stringify({ ...kept, shown: { kind: 'dream' } })],
    ['of a wrong form', JSON.stringify({ ...kept, shown: { kind: 'command', command: ['ls'] } })],
    ['too long', JSON.stringify(kept) + ' '.repeat(2_000_000)],
  ])('knows nothing where the file is %s', async (_, content) => {
    const { asked, file, book } = await begun();
    await mkdir(asked);
    await writeFile(file, JSON.stringify(kept));
    expect(await book.read(SESSION, 3, command.id)).toEqual(command);
    await writeFile(file, content);
    expect(await book.read(SESSION, 3, command.id)).toBeUndefined();
  });

  it('knows nothing where there is no file, and waits for nobody there', async () => {
    const { asked, file, book } = await begun();
    await mkdir(file, { recursive: true });
    expect(await book.read(SESSION, 3, command.id)).toBeUndefined();
    await rm(file, { recursive: true });
    execFileSync('mkfifo', [file]);
    expect(await book.read(SESSION, 3, command.id)).toBeUndefined();
    await rm(file);
    await book.keep(SESSION, 3, command);
    await rename(file, join(asked, 'elsewhere'));
    await symlink('elsewhere', file);
    expect(await book.read(SESSION, 3, command.id)).toBeUndefined();
  });

  it('says what is wrong where it cannot write', async () => {
    const { asked, file, book } = await begun();
    await writeFile(asked, '');
    await expect(book.keep(SESSION, 3, command)).rejects.toThrow(`Cannot write ${file} (ENOTDIR)`);
    await rm(asked);
    await mkdir(file, { recursive: true });
    await expect(book.keep(SESSION, 3, command)).rejects.toThrow(`Cannot write ${file} (E`);
    expect(await readdir(asked)).toHaveLength(1);
  });

  it('says what is wrong where the attempt is no folder', async () => {
    const { attempt, book } = await begun();
    await rm(attempt, { recursive: true });
    await writeFile(attempt, '');
    await expect(book.keep(SESSION, 3, command)).rejects.toThrow('(ENOTDIR)');
  });

  it('takes no path for the id of a session', async () => {
    const { book } = await begun();
    await expect(book.keep('..', 3, command)).rejects.toThrow('not the id of a session: ".."');
    await expect(book.read('a/b', 3, command.id)).rejects.toThrow('not the id of a session');
  });
});
