import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createSessionArchive } from '../../../src/adapters/storage/session-archive.ts';
import { closedSession, sessionArchiveContract } from '../../helpers/contracts/session-archive-contract.ts';
import { useTemporaryFolders } from './temporary-folder.ts';

const folderOf = useTemporaryFolders();
const SESSION = closedSession.id;
const task = { number: 1, dependsOn: [], acceptanceCriteria: [], verify: [], instruction: 'x' };

async function claimed() {
  const logsDir = join(await folderOf(), 'logs');
  const archive = createSessionArchive({ logsDir });
  await archive.claim(SESSION);
  return { archive, logsDir, folder: join(logsDir, SESSION) };
}

describe('the archive of sessions', () => {
  sessionArchiveContract(async () => {
    const folder = await folderOf();
    return () => createSessionArchive({ logsDir: join(folder, 'logs') });
  });

  it('keeps its files for their owner only, and leaves no others', async () => {
    const { archive, folder } = await claimed();
    await archive.keepTasks(SESSION, [], 1);
    await archive.write(closedSession);
    expect((await readdir(folder)).toSorted()).toEqual(['session.json', 'tasks.json']);
    const modes = await Promise.all(
      [folder, join(folder, 'tasks.json'), join(folder, 'session.json')].map(modeOf),
    );
    expect(modes).toEqual([0o700, 0o600, 0o600]);
  });

  it('keeps the first list as tasks.json, and a later one with its number', async () => {
    const { archive, folder } = await claimed();
    for (const list of [1, 2, 10]) await archive.keepTasks(SESSION, [], list);
    expect((await readdir(folder)).toSorted()).toEqual(['tasks-10.json', 'tasks-2.json', 'tasks.json']);
  });

  it('reads a session that was put away before lists were taken over or results committed', async () => {
    const { archive, folder } = await claimed();
    await archive.write(closedSession);
    const path = join(folder, 'session.json');
    const written = await readFile(path, 'utf8');
    const old = ['list', 'first_epoch', 'evidence', 'committed'].reduce(
      (text, key) => text.replace(new RegExp(`^ *"${key}": .*\n`, 'm'), ''),
      written,
    );
    expect(old.split('\n')).toHaveLength(written.split('\n').length - 4);
    await writeFile(path, old);
    const [record] = closedSession.tasks;
    expect(await archive.read(SESSION)).toEqual({
      ...closedSession,
      list: 1,
      tasks: [{ ...record, firstEpoch: 1, evidence: undefined, committed: undefined }],
    });
  });

  it('writes the record that the state has', async () => {
    const { archive, folder } = await claimed();
    await archive.write(closedSession);
    expect(JSON.parse(await readFile(join(folder, 'session.json'), 'utf8'))).toMatchObject({
      session_id: SESSION,
      task_file: 'tasks/today.md',
      status: 'completed',
      tasks: [{ id: 1, output_log: `${SESSION}/task-1-output.log` }],
    });
  });

  it.each(['', '{"version":1', '{"version":1,"tasks":[{"number":0}]}', '{"version":2,"tasks":[]}'])(
    'knows no tasks and no end where the files hold %j',
    async (content) => {
      const { archive, folder } = await claimed();
      await writeFile(join(folder, 'tasks.json'), content);
      await writeFile(join(folder, 'session.json'), content);
      expect(await archive.readTasks(SESSION, 1)).toBeUndefined();
      expect(await archive.read(SESSION)).toBeUndefined();
      expect(await archive.ranOn('20261121', 'tasks/today.md')).toBe(false);
    },
  );

  it('sees that the list was changed or removed since it was last asked', async () => {
    const { archive, folder } = await claimed();
    const path = join(folder, 'tasks.json');
    await archive.keepTasks(SESSION, [{ ...task, title: 'First' }], 1);
    expect(await archive.readTasks(SESSION, 1)).toMatchObject([{ title: 'First' }]);
    await archive.keepTasks(SESSION, [{ ...task, title: 'Other' }], 1);
    expect(await archive.readTasks(SESSION, 1)).toMatchObject([{ title: 'Other' }]);
    await writeFile(path, (await readFile(path, 'utf8')).replace('Other', 'Changed'));
    expect(await archive.readTasks(SESSION, 1)).toMatchObject([{ title: 'Changed' }]);
    await rm(path);
    expect(await archive.readTasks(SESSION, 1)).toBeUndefined();
  });

  it('reads a list that was kept before there were commands to verify', async () => {
    const { archive, folder } = await claimed();
    const old =
      '{"version":1,"tasks":[{"number":1,"title":"T","depends_on":[],"acceptance_criteria":[],"instruction":"x"}]}';
    await writeFile(join(folder, 'tasks.json'), old);
    expect(await archive.readTasks(SESSION, 1)).toEqual([{ ...task, title: 'T' }]);
  });

  it('keeps whether a task is planned first, and its budget', async () => {
    const { archive, folder } = await claimed();
    const tasks = [
      { ...task, title: 'A', planFirst: true, budgetUsd: 2.5 },
      { ...task, title: 'B', planFirst: false },
    ];
    await archive.keepTasks(SESSION, tasks, 1);
    const kept = await readFile(join(folder, 'tasks.json'), 'utf8');
    expect(JSON.parse(kept)).toMatchObject({
      tasks: [{ plan_first: true, budget_usd: 2.5 }, { plan_first: false }],
    });
    expect(await createSessionArchive({ logsDir: join(folder, '..') }).readTasks(SESSION, 1)).toEqual(tasks);
  });

  it.each([
    ['"plan_first": true', '"plan_first": "yes"'],
    ['"budget_usd": 2.5', '"budget_usd": 0'],
    ['"budget_usd": 2.5', '"budget_usd": "2.50"'],
  ])('knows no tasks where %s became %s', async (written, damaged) => {
    const { archive, folder } = await claimed();
    await archive.keepTasks(SESSION, [{ ...task, title: 'A', planFirst: true, budgetUsd: 2.5 }], 1);
    const path = join(folder, 'tasks.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace(written, damaged));
    expect(await archive.readTasks(SESSION, 1)).toBeUndefined();
  });

  it('looks past other things among the logs', async () => {
    const { archive, logsDir } = await claimed();
    await archive.write(closedSession);
    await writeFile(join(logsDir, '20261121-note.txt'), '');
    await writeFile(join(logsDir, '20261121-000000'), '');
    await mkdir(join(logsDir, '20261121-000001'));
    expect(await archive.ranOn('20261121', 'tasks/today.md')).toBe(true);
  });

  it('says what is wrong where it cannot read or write', async () => {
    const { archive, logsDir, folder } = await claimed();
    await mkdir(join(folder, 'tasks.json'));
    await expect(archive.readTasks(SESSION, 1)).rejects.toThrow(
      `Cannot read ${join(folder, 'tasks.json')} (EISDIR)`,
    );
    await expect(archive.keepTasks('20261121-111111', [], 1)).rejects.toThrow(
      '(ENOENT): the folder does not exist',
    );
    const file = join(logsDir, 'file');
    await writeFile(file, '');
    await expect(createSessionArchive({ logsDir: join(file, 'x') }).claim(SESSION)).rejects.toThrow(
      '(ENOTDIR)',
    );
  });

  it('takes no path for the id of a session', async () => {
    const { archive } = await claimed();
    await expect(archive.claim('../elsewhere')).rejects.toThrow('not the id of a session: "../elsewhere"');
    await expect(archive.readTasks('..', 1)).rejects.toThrow('not the id of a session');
  });
});

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;
