import { describe, expect, it } from '@jest/globals';
import type { TaskFileReading } from '../../src/app/ports/task-files.ts';
import type { Notice } from '../../src/core/session/index.ts';
import type { Task } from '../../src/core/task/index.ts';
import { createFakeTaskFiles } from '../helpers/app-fakes.ts';
import { approve, careStage, making } from './care.ts';
import { emptyDisk, FILE, now, openStage, quiet, taskNumbered, type Disk, type Stage } from './stage.ts';

const original = [1, 2, 3].map((number) => taskNumbered(number));
const [one, two, three] = original as [Task, Task, Task];
const changedTwo = taskNumbered(2, { instruction: 'Something else.' });
const reload = { type: 'reload' } as const;

/** A session whose file can be edited; somebody looks every few seconds. */
async function editable(disk: Disk = emptyDisk(), ...commands: Parameters<typeof careStage>[1][]) {
  const files: Record<string, TaskFileReading> = {
    [FILE]: { ok: true, path: FILE, file: { tasks: original } },
  };
  const deps = () => ({ taskFiles: createFakeTaskFiles(files) });
  const stage = await careStage({ disk, deps }, ...commands);
  const edit = async (reading: readonly Task[] | TaskFileReading | undefined): Promise<void> => {
    if (reading === undefined) Reflect.deleteProperty(files, FILE);
    else files[FILE] = 'ok' in reading ? reading : { ok: true, path: FILE, file: { tasks: reading } };
    await pass(stage);
  };
  return { ...stage, files, deps, edit };
}

async function pass({ disk }: Pick<Stage, 'disk'>): Promise<void> {
  disk.clock.advance(3_000);
  await quiet();
}

const editsIn = (disk: Disk): readonly Extract<Notice, { type: 'list-edited' }>[] =>
  disk.told.filter((notice) => notice.type === 'list-edited');

describe('a task file that is edited during its session', () => {
  it('is told once, again after another edit, and no more once it is edited back', async () => {
    const stage = await editable();
    await pass(stage);
    expect(editsIn(stage.disk)).toEqual([]);
    expect(await stage.ask(reload)).toMatchObject({ rejection: { code: 'not_allowed_here' } });
    await stage.edit([one, changedTwo, three]);
    await pass(stage);
    expect(editsIn(stage.disk)).toMatchObject([
      { changes: [{ number: 2, title: 'Task number 2', change: 'changed', begun: false }] },
    ]);
    await stage.edit([one, changedTwo]);
    expect(editsIn(stage.disk)[1]).toMatchObject({
      changes: [{ number: 2 }, { number: 3, change: 'removed' }],
    });
    await stage.edit(original);
    await pass(stage);
    expect(editsIn(stage.disk)).toHaveLength(2);
    expect(stage.service.read()).toMatchObject({ edited: undefined });
    expect(await stage.ask(reload)).toMatchObject({ rejection: { code: 'not_allowed_here' } });
  });

  it('is not told again by the next process', async () => {
    const stage = await editable();
    await stage.edit([one, changedTwo, three]);
    await stage.service.close();
    const next = await openStage({ disk: stage.disk, script: making, care: {}, deps: stage.deps });
    await pass(next);
    expect(editsIn(stage.disk)).toHaveLength(1);
  });

  it('is told what it adds and moves, and that what has begun stays', async () => {
    const stage = await editable(undefined, approve);
    await stage.edit([taskNumbered(4), three, two, taskNumbered(1, { title: 'Another title' })]);
    expect(editsIn(stage.disk).at(-1)?.changes).toMatchObject([
      { number: 4, change: 'added', begun: false },
      { number: 3, change: 'moved', begun: false },
      { number: 1, change: 'changed', begun: true, title: 'Another title' },
    ]);
  });

  it('is taken over at a gate: what has begun stays, and the rest begins as it reads now', async () => {
    const stage = await editable(undefined, approve);
    const { ask, service, disk, edit, runner } = stage;
    await edit([taskNumbered(1, { title: 'Too late' }), changedTwo, taskNumbered(4)]);
    expect(await ask(reload)).toMatchObject({ ok: true, view: { total: 3 } });
    expect(service.read()).toMatchObject({
      list: 2,
      edited: undefined,
      phase: { gate: { kind: 'start', task: 2, why: 'reloaded' } },
      tasks: [{ number: 1, title: 'Task number 1', status: 'completed' }, { number: 2 }, { number: 4 }],
    });
    await ask(approve);
    expect(runner.started.at(-1)?.prompt).toContain('Something else.');
    expect(now(service.read())).toBe('gate start 4');
    await ask({ type: 'retry', words: 'Again.' });
    await ask({ type: 'approve' });
    await pass(stage);
    expect(editsIn(disk)).toHaveLength(1);
    expect(await ask(reload)).toMatchObject({ rejection: { code: 'not_allowed_here' } });
  });

  it('is not taken over when it was edited once more since it was shown: that is shown first', async () => {
    const stage = await editable();
    await stage.edit([one, changedTwo, three]);
    const hidden = taskNumbered(2, { title: 'Not what was shown' });
    stage.files[FILE] = { ok: true, path: FILE, file: { tasks: [one, hidden, three] } };
    expect(await stage.ask(reload)).toMatchObject({ rejection: { code: 'stale_gate' } });
    expect(stage.service.read()).toMatchObject({ list: 1, tasks: [{}, { title: 'Task number 2' }, {}] });
    expect(editsIn(stage.disk).at(-1)).toMatchObject({ changes: [{ title: 'Not what was shown' }] });
    await pass(stage);
    expect(editsIn(stage.disk)).toHaveLength(2);
    expect(await stage.ask(reload)).toMatchObject({ ok: true });
    expect(stage.service.read()).toMatchObject({ list: 2, tasks: [{}, { title: 'Not what was shown' }, {}] });
  });

  it('is not taken over with faults, which are told; the watch keeps quiet about them', async () => {
    const faults = [{ line: 3, column: 1, message: 'A fault.' }];
    const stage = await editable();
    await stage.edit([one, changedTwo, three]);
    await stage.edit({ ok: false, path: FILE, faults });
    expect(await stage.ask(reload)).toEqual({ ok: false, path: FILE, faults });
    expect([editsIn(stage.disk).length, now(stage.service.read())]).toEqual([1, 'gate start 1']);
    await stage.edit(undefined);
    expect(await stage.ask(reload)).toMatchObject({ ok: false, path: FILE });
    await stage.edit([one, changedTwo, three]);
    expect(editsIn(stage.disk)).toHaveLength(1);
    expect(await stage.ask(reload)).toMatchObject({ ok: true });
  });

  it('is taken over though the kept list is gone; what has begun cannot go on then', async () => {
    const stage = await editable(undefined, approve);
    await stage.edit([one, changedTwo, three]);
    stage.disk.folders.tasks.clear();
    expect(await stage.ask(reload)).toMatchObject({ ok: true });
    await stage.ask(approve);
    expect(now(stage.service.read())).toBe('gate start 3');
  });

  it('that cannot be looked at is looked at again', async () => {
    let broken = true;
    const disk = emptyDisk();
    const stage = await careStage({
      disk,
      deps: ({ taskFiles }) => ({
        taskFiles: {
          ...taskFiles,
          stamp: (file) => (broken ? Promise.reject(new Error('EIO')) : taskFiles.stamp(file)),
        },
      }),
    });
    await pass(stage);
    expect(stage.log.said).toContain('warn the task file could not be looked at');
    broken = false;
    await pass(stage);
    await stage.ask({ type: 'stop' });
    await pass(stage);
    expect(editsIn(disk)).toEqual([]);
  });
});

describe('a leash until a time of the day', () => {
  it('is until then in the operator’s zone', async () => {
    const stage = await careStage({ script: { ...making, 1: [{}] }, deps: () => ({ zone: 'Asia/Kolkata' }) });
    // 09:30 in Greenwich.
    expect(await stage.ask({ type: 'approve', untilTime: '15:00' })).toMatchObject({
      rejection: { code: 'time_passed', until: '2026-11-21T09:30:00.000Z' },
    });
    await stage.ask({ type: 'approve', untilTime: '15:10' });
    expect(stage.service.read()).toMatchObject({
      leash: { tasks: 'all', until: '2026-11-21T09:40:00.000Z' },
    });
    stage.disk.clock.advance(600_000);
    stage.disk.repository.write('made-1.txt', 'by Claude\n');
    stage.runner.end(1, { kind: 'completed', asks: false, sentence: 'Done.', resumable: true });
    await quiet();
    expect(stage.service.read()).toMatchObject({ phase: { gate: { task: 2, leashEnded: 'time' } } });
  });

  it('is until an instant, where one is named', async () => {
    const { ask, service } = await careStage({ script: { 1: [{}] } });
    await ask({ type: 'approve', until: '2026-11-21T12:00:00.000Z', belowUsd: 2 });
    expect(service.read()).toMatchObject({ leash: { until: '2026-11-21T12:00:00.000Z', belowUsd: 2 } });
    expect(await ask({ type: 'unleash' })).toMatchObject({ ok: true });
  });
});
