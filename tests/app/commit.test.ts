import { describe, expect, it } from '@jest/globals';
import { ann, completed, failed } from '../helpers/session-play.ts';
import {
  approve,
  careStage,
  gateIn,
  making,
  redo,
  retry,
  SESSION,
  skip,
  undo,
  withCheckpoints,
} from './care.ts';
import { emptyDisk, now, openStage, quiet, start, taskNumbered, toldTypes, type Disk } from './stage.ts';

const committing = { care: { commit: true } } as const;

/** The titles of the commits after the first one. */
const commits = ({ repository }: Disk): readonly string[] =>
  [...repository.commits.values()].slice(1).map(({ message }) => message.split('\n')[0] ?? '');

const three = ['Task number 1', 'Task number 2', 'Task number 3'];

describe('a commit per task', () => {
  it('is made once its result is let pass, and does not move what the gates are about', async () => {
    const stage = await careStage(committing, approve);
    const { disk, service, ask } = stage;
    expect(commits(disk)).toEqual([]);
    expect(await ask(approve)).toMatchObject({ ok: true });
    expect([now(service.read()), commits(disk)]).toEqual(['gate start 3', three.slice(0, 1)]);
    expect(gateIn(stage).tree).toMatch(new RegExp(`^${disk.repository.head ?? ''}:`));
    const [, last] = [...disk.repository.commits].at(-1) ?? [];
    expect(last).toMatchObject({
      message: `Task number 1\n\nGreenlight-Session: ${SESSION}\nGreenlight-Task: 1\n`,
      files: { 'a.txt': 'one\n', 'made-1.txt': 'by Claude\n' },
    });
    expect(await ask(approve)).toMatchObject({ ok: true });
    expect(now(service.read())).toBe('completed');
    await quiet();
    expect(commits(disk)).toEqual(three);
    const archived = disk.folders.closed.get(SESSION);
    expect(archived?.tasks.map(({ committed }) => committed)).toEqual(
      [...disk.repository.commits.keys()].slice(1),
    );
    expect(service.read()).toEqual(archived);
  });

  it('is made of what a leash lets begin, too', async () => {
    const { disk } = await careStage(committing, { type: 'approve', count: 'all' });
    await quiet();
    expect(commits(disk)).toEqual(three);
  });

  it('is not made of a result that was sent back, nor of one that is taken back', async () => {
    const script = {
      ...making,
      1: [
        { outcome: completed, writes: { 'x.txt': '1' } },
        { outcome: completed, writes: { 'x.txt': '2' } },
      ],
    };
    const { disk, ask } = await careStage({ ...committing, script }, approve, retry);
    expect(commits(disk)).toEqual([]);
    await ask(undo);
    await ask(redo);
    await ask(approve);
    expect(commits(disk)).toEqual(three.slice(0, 1));
    expect([...disk.repository.commits.values()].at(-1)?.files).toMatchObject({ 'x.txt': '2' });
  });

  it('is not made of what was skipped, failed, changed nothing or is left when a session is stopped', async () => {
    const script = {
      ...making,
      1: [{ outcome: failed, writes: { 'x.txt': '1' } }],
      2: [{ outcome: completed }],
    };
    const { disk, ask, service } = await careStage(
      { ...committing, script },
      approve,
      skip,
      approve,
      approve,
    );
    expect(now(service.read())).toBe('gate start 3');
    await ask({ type: 'stop' });
    await quiet();
    expect(commits(disk)).toEqual([]);
  });

  it('that is refused is told with its reason, and not tried again', async () => {
    const disk = emptyDisk();
    disk.repository.branch = undefined;
    const { ask, service } = await careStage({ ...committing, disk }, approve, approve);
    expect(disk.told.find(({ type }) => type === 'not-committed')).toMatchObject({
      task: 1,
      reason: expect.stringContaining('HEAD is on no branch'),
    });
    expect(now(service.read())).toBe('gate start 3');
    await ask(approve);
    await quiet();
    expect(toldTypes(disk).filter((type) => type === 'not-committed')).toHaveLength(3);
    expect(commits(disk)).toEqual([]);
  });

  it('is not made where the states are not kept any more', async () => {
    const stage = await careStage(committing, approve);
    stage.disk.repository.refs.clear();
    await stage.ask(approve);
    expect(commits(stage.disk)).toEqual([]);
    expect(stage.service.read()).toMatchObject({ tasks: [{ committed: '-' }, {}, {}] });
    expect(stage.disk.told.find(({ type }) => type === 'not-committed')).toMatchObject({
      task: 1,
      reason: expect.stringContaining('is not kept (any more)'),
    });
  });

  it('of the last task is made before a new session looks at the files', async () => {
    const tasks = [taskNumbered(1, { type: 'database' })];
    const { service, ask, disk } = await careStage({ ...committing, tasks }, approve);
    expect(now(service.read())).toBe('gate closing 1');
    // Nothing that follows from the approval has its turn before the start.
    const asked = [approve, start].map((command) => service.request({ by: ann, command }));
    expect(await Promise.all(asked)).toMatchObject([{ ok: true }, { ok: true }]);
    await quiet();
    expect([now(service.read()), commits(disk)]).toEqual(['gate start 1', three.slice(0, 1)]);
    expect(await ask(approve)).toMatchObject({ ok: true });
    expect(now(service.read())).toBe('gate doubt 1');
  });

  it('that was made before a crash is found, and the attempt begins', async () => {
    const disk = emptyDisk();
    const deaf = withCheckpoints((real) => ({
      commit: async (request) => {
        await real.commit(request);
        return new Promise<never>(() => {});
      },
    }));
    const first = await careStage({ ...committing, disk, deps: deaf }, approve, approve);
    expect([now(first.service.read()), commits(disk), disk.starts.length]).toEqual([
      'run 2',
      three.slice(0, 1),
      1,
    ]);
    const next = await openStage({ ...committing, disk, script: making });
    expect(now(next.service.read())).toBe('gate start 3');
    expect(commits(disk)).toEqual(three.slice(0, 1));
  });

  it('that was stored before a crash is known, and the attempt begins', async () => {
    const disk = emptyDisk();
    const deaf = withCheckpoints((real) => ({
      keep: (session, name) => (name === '2-2' ? new Promise<never>(() => {}) : real.keep(session, name)),
    }));
    const first = await careStage({ ...committing, disk, deps: deaf }, approve, approve);
    expect([now(first.service.read()), disk.starts.length]).toEqual(['run 2', 1]);
    const next = await openStage({ ...committing, disk, script: making });
    expect(now(next.service.read())).toBe('gate start 3');
  });

  it('is waited for when git does not answer', async () => {
    let broken = true;
    const deps = withCheckpoints((real) => ({
      commit: (request) => (broken ? Promise.reject(new Error('git is broken')) : real.commit(request)),
    }));
    const tasks = [taskNumbered(1)];
    const { service, ask, disk } = await careStage({ ...committing, tasks, deps }, approve);
    expect([now(service.read()), disk.folders.closed.size]).toEqual(['completed', 0]);
    await expect(ask(start)).rejects.toThrow('git is broken');
    broken = false;
    disk.clock.advance(1_000);
    await quiet();
    expect([commits(disk), disk.folders.closed.size]).toEqual([three.slice(0, 1), 1]);
  });
});
