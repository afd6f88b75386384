import { describe, expect, it } from '@jest/globals';
import type { Session } from '../../src/core/session/index.ts';
import { asking, completed, failed } from '../helpers/session-play.ts';
import { approve, careStage, redo, retry, skip, undo, withCheckpoints } from './care.ts';
import { emptyDisk, now, taskNumbered, toldTypes } from './stage.ts';

const original = { 'a.txt': 'one\n' };
const taskIn = (session: Session) => (session.state === 'idle' ? undefined : session.tasks[0]);
const writes = { 'made-1.txt': 'by Claude\n', 'a.txt': undefined };

describe('undo', () => {
  it.each([
    ['a start gate', [{ outcome: completed, writes }], undefined, 'gate start 2'],
    ['a doubt gate', [{ outcome: asking, writes }], undefined, 'gate doubt 1'],
    ['a failure gate', [{ outcome: failed, writes }], undefined, 'gate failure 1'],
    [
      'a closing gate',
      [{ outcome: completed, writes }],
      [taskNumbered(1, { type: 'database' })],
      'gate closing 1',
    ],
    [
      'a limit gate',
      [{ outcome: { kind: 'limited', sentence: 'Usage limit.', resumable: true } as const, writes }],
      undefined,
      'gate limit 1',
    ],
  ])('at %s brings back what stood there, and the task with it', async (_, runs, tasks, where) => {
    const { service, disk, ask } = await careStage({ script: { 1: runs }, ...(tasks && { tasks }) }, approve);
    expect(now(service.read())).toBe(where);
    expect(await ask(undo)).toMatchObject({ ok: true, view: { gate: { kind: 'start', task: 1 } } });
    expect(disk.repository.files).toEqual(original);
    expect(service.read()).toMatchObject({ phase: { gate: { why: 'undone' } } });
    expect(taskIn(service.read())).toMatchObject({ status: 'pending', epoch: undefined });
    expect(toldTypes(disk).slice(-2)).toEqual(['task-undone', 'gate-opened']);
    await ask(redo);
    expect(now(service.read())).toBe(where);
    expect(disk.repository.files).toEqual({ 'made-1.txt': 'by Claude\n' });
    expect(toldTypes(disk).slice(-2)).toEqual(['task-redone', 'gate-opened']);
  });

  it('twice in a row goes back to the first, and redo forth again', async () => {
    const { service, disk, ask } = await careStage({}, approve, approve);
    await ask(undo);
    expect(Object.keys(disk.repository.files)).toEqual(['a.txt', 'made-1.txt']);
    await ask(undo);
    expect([now(service.read()), disk.repository.files]).toEqual(['gate start 1', original]);
    expect(await ask(undo)).toMatchObject({ rejection: { code: 'not_allowed_here' } });
    await ask(redo);
    expect(now(service.read())).toBe('gate start 2');
    await ask(redo);
    expect(now(service.read())).toBe('gate start 3');
    expect(Object.keys(disk.repository.files)).toEqual(['a.txt', 'made-1.txt', 'made-2.txt']);
    await ask(undo);
    await ask(approve);
    expect(now(service.read())).toBe('gate start 3');
    expect(disk.starts.map((each) => each.slice(-1))).toEqual(['1', '2', '3']);
  });

  it('goes back to before the first of several attempts, also when some were not started', async () => {
    const script = {
      1: [
        { outcome: failed, writes: { 'x.txt': '1' } },
        { outcome: failed, writes: { 'x.txt': '2' } },
      ],
    };
    const disk = emptyDisk();
    disk.repository.keepability = { ok: false, kind: 'refused', sentence: 'Conflicts.' };
    const { ask, service } = await careStage({ disk, script }, approve);
    expect(disk.starts).toEqual([]);
    disk.repository.keepability = { ok: true };
    await ask(retry);
    await ask(retry);
    disk.repository.keepability = { ok: false, kind: 'refused', sentence: 'Conflicts.' };
    await ask(retry);
    expect(now(service.read())).toBe('gate failure 1');
    expect(await ask(undo)).toMatchObject({ rejection: { code: 'undo_impossible', sentence: 'Conflicts.' } });
    disk.repository.keepability = { ok: true };
    await ask(skip);
    expect(now(service.read())).toBe('gate start 2');
    expect(await ask(undo)).toMatchObject({ ok: true });
    expect(disk.repository.files).toEqual(original);
  });

  it('is refused with the paths that it would overwrite, unless forced; what stood there is kept', async () => {
    const { service, disk, ask } = await careStage({}, approve);
    disk.repository.write('made-1.txt', 'mine\n');
    disk.repository.write('a.txt', 'mine\n');
    const { loaded } = disk.kept;
    expect(await ask(undo)).toMatchObject({
      rejection: { code: 'undo_moved', paths: ['a.txt', 'made-1.txt'], total: 2 },
    });
    expect(disk.repository.files).toEqual({ 'a.txt': 'mine\n', 'made-1.txt': 'mine\n' });
    expect(disk.kept.loaded.state.session).toEqual(loaded.state.session);
    await ask({ ...undo, force: true });
    expect([now(service.read()), disk.repository.files]).toEqual(['gate start 1', original]);
    await ask(redo);
    expect(disk.repository.files).toEqual({ 'a.txt': 'mine\n', 'made-1.txt': 'mine\n' });
  });

  it('takes everything for somebody else’s when it is not known what the attempt left', async () => {
    const deps = withCheckpoints((real) => ({
      keep: (session, name) =>
        name.endsWith('after') ? Promise.reject(new Error('full')) : real.keep(session, name),
    }));
    const { ask } = await careStage({ deps }, approve);
    expect(await ask(undo)).toMatchObject({ rejection: { code: 'undo_moved', paths: ['made-1.txt'] } });
    expect(await ask({ ...undo, force: true })).toMatchObject({ ok: true });
  });
});
