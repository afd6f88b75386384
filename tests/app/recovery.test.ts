import { describe, expect, it } from '@jest/globals';
import type { Restored } from '../../src/app/ports/store.ts';
import { freshState } from '../../src/app/project-state.ts';
import { completed } from '../helpers/session-play.ts';
import { emptyDisk, createStage, now, openStage, quiet, start, toldTypes, type Disk } from './stage.ts';

const approve = { type: 'approve' } as const;
const stays = { 1: [{}], 2: [{}] };
const fromCopy: Restored = { movedTo: 'state.json.corrupt', reason: 'not JSON', from: 'copy' };

/** A disk on which a process died: in the middle of an attempt, unless other commands are given. */
async function diedAfter(
  commands: readonly Parameters<Awaited<ReturnType<typeof openStage>>['ask']>[0][] = [start, approve],
): Promise<Disk> {
  const disk = emptyDisk();
  const { ask, runner } = await openStage({ disk, script: stays });
  for (const command of commands) await ask(command);
  await runner.detach();
  return disk;
}

describe('after a crash', () => {
  it('an attempt that runs is taken up', async () => {
    const disk = await diedAfter();
    const { service, runner } = await openStage({ disk });
    expect(now(service.read())).toBe('run 1');
    runner.end(1, completed);
    await quiet();
    expect([now(service.read()), disk.starts.length]).toEqual(['gate start 2', 1]);
  });

  it('an attempt that ended meanwhile is read', async () => {
    const disk = await diedAfter();
    createStage({ disk }).runner.end(1, completed);
    const { service } = await openStage({ disk });
    expect(now(service.read())).toBe('gate start 2');
  });

  it('an attempt that was ordered only is started', async () => {
    const disk = await diedAfter();
    disk.ledger.clear();
    await openStage({ disk, script: stays });
    expect(disk.starts).toHaveLength(2);
  });

  it('an attempt that was stopped before it started is never started', async () => {
    const disk = await diedAfter();
    disk.ledger.clear();
    disk.starts.splice(0);
    const dead = createStage({
      disk,
      deps: ({ runner }) => ({
        runner: { ...runner, ensureRun: () => new Promise(() => {}), cancel: () => new Promise(() => {}) },
      }),
    });
    await dead.service.recover();
    await dead.ask({ type: 'stop', confirm: 1 });
    expect(now(dead.service.read())).toBe('stopping 1');
    const { service } = await openStage({ disk, script: stays });
    expect([now(service.read()), disk.starts]).toEqual(['stopped', []]);
  });

  it('an attempt that was being ended is ended', async () => {
    const disk = await diedAfter();
    const dead = createStage({
      disk,
      deps: ({ runner }) => ({ runner: { ...runner, cancel: () => new Promise(() => {}) } }),
    });
    await dead.service.recover();
    await dead.ask({ type: 'stop', confirm: 1 });
    await dead.runner.detach();
    const { service } = await openStage({ disk });
    expect(now(service.read())).toBe('stopped');
  });

  it('what was not told is told, and what was not appended is appended', async () => {
    const disk = await diedAfter([start]);
    disk.told.splice(0);
    disk.audit.splice(0);
    await openStage({ disk });
    expect(toldTypes(disk)).toEqual(['session-started', 'gate-opened']);
    expect(disk.audit).toMatchObject([{ n: 1, command: 'start' }]);
  });
});

describe('recovering', () => {
  it('twice is recovering once', async () => {
    const disk = await diedAfter([start]);
    const { service, ask } = await openStage({ disk, script: stays });
    const told = disk.told.length;
    const [one, two] = await Promise.all([service.recover(), service.recover()]);
    expect(one).toBe(two);
    await ask(approve);
    expect([disk.starts.length, disk.told.length]).toEqual([1, told + 2]);
  });

  it('that failed can be tried again; closing instead leaves the state on disk as it is', async () => {
    const disk = await diedAfter([start]);
    const kept = (disk.kept.loaded = { ...disk.kept.loaded, restored: fromCopy });
    let failures = 2;
    const unreadable = () =>
      createStage({
        disk,
        deps: ({ runner }) => ({
          runner: {
            ...runner,
            list: async () => {
              if ((failures -= 1) >= 0) throw new Error('EIO');
              return runner.list();
            },
          },
        }),
      });
    const first = unreadable();
    await expect(first.service.recover()).rejects.toThrow('EIO');
    await first.service.close();
    expect(disk.kept.loaded).toBe(kept);
    const second = unreadable();
    await expect(second.service.recover()).rejects.toThrow('EIO');
    await second.service.recover();
    expect(now(second.service.read())).toBe('paused gate start 1');
  });

  it('begins with the number after the last in the audit log when the state file is gone', async () => {
    const disk = await diedAfter();
    disk.kept.loaded = { state: freshState };
    const { ask } = await openStage({ disk });
    await ask(start);
    expect(disk.audit.map(({ n }) => n)).toEqual([1, 2, 3]);
  });
});

describe('after the state was lost', () => {
  it('the copy is paused, the newest attempt on disk taken up, and the audit log goes on after its last', async () => {
    const disk = await diedAfter([start]);
    const copy = disk.kept.loaded.state;
    const later = await openStage({ disk, script: { 1: [{ outcome: completed }], 2: [{}] } });
    await later.ask({ type: 'approve', count: 'all' });
    expect(now(later.service.read())).toBe('run 2');
    await later.runner.detach();
    disk.kept.loaded = { state: copy, restored: fromCopy };
    disk.told.splice(0);

    const { service, runner } = await openStage({ disk, script: stays });
    expect(await service.recover()).toEqual({ restored: fromCopy, unknown: [] });
    expect(now(service.read())).toBe('paused run 2');
    expect(toldTypes(disk)).toEqual(expect.arrayContaining(['attempt-adopted', 'session-paused']));
    expect(disk.audit.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
    expect(disk.audit.at(-1)).toMatchObject({ command: 'restore', by: { name: 'Greenlight' } });
    runner.end(2, completed);
    await quiet();
    expect([now(service.read()), disk.starts.length]).toEqual(['paused between', 2]);
  });

  it('an attempt that runs for a session nobody knows is reported', async () => {
    const disk = await diedAfter();
    disk.kept.loaded = { state: freshState, restored: { ...fromCopy, from: 'nothing' } };
    const { service } = await openStage({ disk });
    expect(await service.recover()).toMatchObject({
      restored: { from: 'nothing' },
      unknown: [{ session: '20261121-093015', attempt: { epoch: 1 }, state: 'running' }],
    });
    expect(now(service.read())).toBe('idle');
  });
});
