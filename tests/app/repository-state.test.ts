import { describe, expect, it } from '@jest/globals';
import { completed } from '../helpers/session-play.ts';
import { approve, careStage, evidenceOf, gateIn, keptIn, making, retry, withCheckpoints } from './care.ts';
import { emptyDisk, now, quiet, taskNumbered } from './stage.ts';

const tasks = [taskNumbered(1, { verify: ['npm test', 'npm run lint'] }), taskNumbered(2), taskNumbered(3)];
const none = { ok: false, kind: 'none', sentence: 'There is no git repository.' } as const;
const refused = { ok: false, kind: 'refused', sentence: 'There are conflicts: resolve them.' } as const;

describe('a project without a repository', () => {
  it('works, and there is nothing to be undone', async () => {
    const disk = emptyDisk();
    disk.repository.keepability = none;
    const { service, ask, verifier, log } = await careStage({ disk, tasks, care: { commit: true } }, approve);
    expect(now(service.read())).toBe('gate start 2');
    expect(verifier.ran).toHaveLength(2);
    expect(evidenceOf(disk, 1)).toMatchObject({ unexpected: [] });
    expect(evidenceOf(disk, 1).trouble).toBeUndefined();
    expect(await ask({ type: 'undo' })).toMatchObject({ ok: false, rejection: { code: 'not_allowed_here' } });
    await ask({ type: 'approve', count: 2 });
    expect(now(service.read())).toBe('completed');
    expect(log.said.filter((line) => !line.startsWith('info'))).toEqual([]);
  });

  it('that gets one in between has evidence from the next attempt on', async () => {
    const disk = emptyDisk();
    disk.repository.keepability = none;
    const { ask, runner } = await careStage({ disk, script: { ...making, 1: [{}] } }, approve);
    disk.repository.keepability = { ok: true };
    runner.end(1, completed);
    await quiet();
    expect(evidenceOf(disk, 1).changes).toBeUndefined();
    await ask(approve);
    expect(evidenceOf(disk, 2)).toMatchObject({ changes: { total: 1 } });
  });
});

describe('a repository in which nothing can be kept', () => {
  it('starts no attempt, and says why', async () => {
    const disk = emptyDisk();
    disk.repository.keepability = refused;
    const { service, ask } = await careStage({ disk }, approve);
    expect(now(service.read())).toBe('gate failure 1');
    expect(service.read()).toMatchObject({ tasks: [{ result: refused.sentence }, {}, {}] });
    expect(disk.starts).toEqual([]);
    disk.repository.keepability = { ok: true };
    await ask(retry);
    expect([now(service.read()), keptIn(disk)]).toEqual(['gate start 2', ['1-2', '1-2-after']]);
  });

  it('still tells what moved', async () => {
    const disk = emptyDisk();
    const stage = await careStage({ disk }, approve);
    const { ask } = stage;
    disk.repository.keepability = refused;
    disk.repository.write('a.txt', 'mine\n');
    expect(await ask(approve)).toMatchObject({ rejection: { code: 'tree_moved', paths: ['a.txt'] } });
    expect(gateIn(stage).tree).toBeDefined();
  });

  it('at the end of a session says which task was not committed, and why', async () => {
    const disk = emptyDisk();
    const script = { ...making, 3: [{}] };
    const { service, ask, runner } = await careStage(
      { disk, script, care: { commit: true } },
      approve,
      approve,
    );
    await ask(approve);
    disk.repository.write('made-3.txt', 'by Claude\n');
    disk.repository.keepability = refused;
    runner.end(3, completed);
    await quiet();
    expect(now(service.read())).toBe('completed');
    expect(disk.told.find(({ type }) => type === 'not-committed')).toMatchObject({
      task: 3,
      reason: refused.sentence,
    });
    expect(disk.repository.commits.size).toBe(3);
  });

  it.each([new Error('No space left on device.'), 'No space left on device.'])(
    'starts none when keeping fails',
    async (error) => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever a library throws
      const deps = withCheckpoints(() => ({ keep: () => Promise.reject(error) }));
      const { service, disk } = await careStage({ deps }, approve);
      expect(disk.starts).toEqual([]);
      expect(service.read()).toMatchObject({
        tasks: [{ result: expect.stringContaining('nothing was started: No space left on device.') }, {}, {}],
      });
    },
  );
});

describe('old checkpoints', () => {
  it('are removed at a start', async () => {
    const disk = emptyDisk();
    disk.repository.refs.set('20260101-000000/1-1', {
      ...{ ref: 'r', commit: 'c', tree: 't' },
      at: '2026-01-01T00:00:00.000Z',
    });
    const { log } = await careStage({ disk });
    expect(disk.repository.refs.size).toBe(0);
    expect(log.said).toContain('info old checkpoints removed');
  });

  it('that cannot be removed are no trouble', async () => {
    const deps = withCheckpoints(() => ({ removeOlderThan: () => Promise.reject(new Error('locked')) }));
    const { log, service } = await careStage({ deps });
    expect(log.said).toContain('warn old checkpoints could not be removed');
    expect(now(service.read())).toBe('gate start 1');
  });
});
