import { describe, expect, it } from '@jest/globals';
import { completed } from '../helpers/session-play.ts';
import { approve, careStage, redo, retry, undo } from './care.ts';
import { now, type Disk } from './stage.ts';

const twice = {
  1: [
    { outcome: completed, writes: { 'x.txt': '1\n' } },
    { outcome: completed, writes: { 'x.txt': '2\n' } },
  ],
  2: [{ outcome: completed, writes: { 'y.txt': '1\n' } }],
};

/** The first task has two attempts; somebody writes to these files in between. */
async function workedOnBetween(files: Readonly<Record<string, string>>, commit = false) {
  const stage = await careStage({ script: twice, care: { commit } }, approve);
  for (const [name, text] of Object.entries(files)) stage.disk.repository.write(name, text);
  await stage.ask(retry);
  if (Object.keys(files).length > 0) await stage.ask(retry);
  expect(now(stage.service.read())).toBe('gate start 2');
  return stage;
}

describe('what somebody else did between two attempts of a task', () => {
  it('is not undone without a word', async () => {
    const { ask, disk } = await workedOnBetween({ 'a.txt': 'mine\n', 'x.txt': 'mine\n' });
    // (The second attempt has written over x.txt: there is nothing left of it to lose but what it made of it.)
    expect(await ask(undo)).toMatchObject({
      rejection: { code: 'undo_moved', paths: ['a.txt', 'x.txt'], total: 2 },
    });
    expect(disk.repository.files).toEqual({ 'a.txt': 'mine\n', 'x.txt': '2\n' });
    expect(await ask({ ...undo, force: true })).toMatchObject({ ok: true });
    expect(disk.repository.files).toEqual({ 'a.txt': 'one\n' });
    expect(await ask(redo)).toMatchObject({ ok: true });
    expect(disk.repository.files).toEqual({ 'a.txt': 'mine\n', 'x.txt': '2\n' });
  });

  it('is no obstacle where there is nothing of it any more', async () => {
    const { ask, disk } = await workedOnBetween({ 'a.txt': 'mine\n' });
    disk.repository.write('a.txt', 'one\n');
    expect(await ask(undo)).toMatchObject({ ok: true });
    expect((await workedOnBetween({})).disk.repository.files).toEqual({ 'a.txt': 'one\n', 'x.txt': '2\n' });
  });

  it('is not committed as if it were the task’s', async () => {
    const { ask, disk } = await workedOnBetween({ 'a.txt': 'mine\n' }, true);
    await ask(approve);
    expect(commits(disk)).toEqual([]);
    expect(disk.told.find(({ type }) => type === 'not-committed')).toMatchObject({
      task: 1,
      reason: expect.stringContaining('Somebody else changed a.txt between its attempts'),
    });
    const alone = await workedOnBetween({}, true);
    await alone.ask(approve);
    expect(commits(alone.disk)).toEqual(['Task number 1']);
  });
});

const commits = ({ repository }: Disk): readonly string[] =>
  [...repository.commits.values()].slice(1).map(({ message }) => message.split('\n')[0] ?? '');
