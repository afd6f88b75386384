import { describe, expect, it } from '@jest/globals';
import { auto, completed } from '../helpers/session-play.ts';
import {
  approve,
  careStage,
  gateIn,
  keptIn,
  making,
  retry,
  SESSION,
  skip,
  undo,
  withCheckpoints,
} from './care.ts';
import { emptyDisk, now, openStage, quiet, start, toldTypes } from './stage.ts';

describe('a decision over files that somebody else changed since the card', () => {
  it.each([approve, retry, skip])(
    'is refused with the paths, and counts over a fresh card ($type)',
    async (command) => {
      const stage = await careStage({}, approve);
      const { id } = gateIn(stage);
      stage.disk.repository.write('a.txt', 'mine\n');
      const refused = await stage.ask({ ...command, gate: id }, 'tap');
      const gate = gateIn(stage);
      expect(refused).toMatchObject({
        ok: false,
        rejection: { code: 'tree_moved', paths: ['a.txt'], total: 1, head: false },
        view: { gate: { id: gate.id } },
      });
      expect(gate).toMatchObject({ kind: 'start', task: 2, renewed: { why: 'moved', paths: ['a.txt'] } });
      expect(toldTypes(stage.disk).slice(-1)).toEqual(['gate-opened']);
      expect(await stage.ask({ ...command, gate: id }, 'tap')).toMatchObject({
        rejection: { code: 'tree_moved' },
      });
      expect(await stage.ask({ ...command, gate: id })).toMatchObject({ rejection: { code: 'stale_gate' } });
      expect(await stage.ask({ ...command, gate: gate.id })).toMatchObject({ ok: true });
    },
  );

  it('is refused when HEAD moved', async () => {
    const stage = await careStage({}, approve);
    stage.disk.repository.commit('mine');
    expect(await stage.ask(approve)).toMatchObject({
      rejection: { code: 'tree_moved', paths: [], head: true },
    });
    expect(await stage.ask(approve)).toMatchObject({ ok: true });
  });

  it('is refused when what was shown is not there any more', async () => {
    const disk = emptyDisk();
    const stage = await careStage({ disk }, approve);
    disk.repository.trees.clear();
    disk.repository.write('a.txt', 'mine\n');
    expect(await stage.ask(approve)).toMatchObject({
      rejection: { code: 'tree_moved', paths: [], total: 0 },
    });
    expect(await stage.ask(approve)).toMatchObject({ ok: true });
  });

  it('is refused when the repository is gone, and counts without one', async () => {
    const stage = await careStage({}, approve);
    stage.disk.repository.keepability = { ok: false, kind: 'none', sentence: 'There is no git repository.' };
    expect(await stage.ask(approve)).toMatchObject({ rejection: { code: 'tree_moved' } });
    expect(gateIn(stage).tree).toBeUndefined();
    await stage.ask(approve);
    expect(now(stage.service.read())).toBe('gate start 3');
  });

  it('is nothing to wait for when it stops', async () => {
    const stage = await careStage({}, approve);
    stage.disk.repository.write('a.txt', 'mine\n');
    expect(await stage.ask({ type: 'stop' })).toMatchObject({ ok: true });
    expect(now(stage.service.read())).toBe('stopped');
  });

  it('that was refused before a crash is refused again by the next process, which shows the fresh card', async () => {
    const disk = emptyDisk();
    const stage = await careStage({ disk }, approve);
    disk.repository.write('a.txt', 'mine\n');
    await stage.service.close();
    const next = await openStage({ disk, script: making, care: {} });
    expect(await next.ask(approve)).toMatchObject({ rejection: { code: 'tree_moved' } });
    expect(gateIn(next)).toMatchObject({ renewed: { why: 'moved' } });
  });
});

describe('files that changed between the decision and the start', () => {
  it.each([
    ['a file', (disk: ReturnType<typeof emptyDisk>) => disk.repository.write('a.txt', 'mine\n')],
    ['HEAD', (disk: ReturnType<typeof emptyDisk>) => void disk.repository.commit('mine')],
    [
      'the repository itself',
      (disk: ReturnType<typeof emptyDisk>) =>
        void (disk.repository.keepability = {
          ok: false,
          kind: 'none',
          sentence: 'There is no git repository.',
        }),
    ],
  ])('keep the attempt from starting (%s)', async (_, change) => {
    const disk = emptyDisk();
    const first = await careStage({ disk }, approve);
    // It is decided, and Greenlight ends before it begins.
    const asked = first.service.request({ by: { channel: 'terminal', name: 'ann' }, command: approve });
    const closed = first.service.close();
    await Promise.all([asked, closed]);
    change(disk);
    const { service } = await openStage({ disk, script: making, care: {} });
    expect(now(service.read())).toBe('gate failure 2');
    expect(service.read()).toMatchObject({
      tasks: [
        {},
        { result: expect.stringContaining('files changed between your decision and the start') },
        {},
      ],
    });
    expect(disk.starts).toEqual([`${SESSION}/1`]);
    expect(keptIn(disk)).toEqual(['1-1', '1-1-after']);
  });

  it('while they are kept keep it from starting, too', async () => {
    const disk = emptyDisk();
    const deps = withCheckpoints((real) => ({
      keep: (session, name) => {
        disk.repository.write('a.txt', 'mine\n');
        return real.keep(session, name);
      },
    }));
    const { service, ask } = await careStage({ disk, deps }, approve);
    expect([now(service.read()), disk.starts]).toEqual(['gate failure 1', []]);
    await ask(retry);
    expect(now(service.read())).toBe('gate start 2');
  });
});

it('a file that became ignored, and is in no checkpoint any more, keeps nothing from starting', async () => {
  const disk = emptyDisk();
  const deps = withCheckpoints((real) => ({
    keep: (session, name) => {
      if (name === '2-2') disk.repository.write('a.txt', undefined);
      return real.keep(session, name);
    },
  }));
  const { service } = await careStage({ disk, deps }, approve, approve);
  expect(now(service.read())).toBe('gate start 3');
});

describe('a working directory that cannot be looked at', () => {
  const failing = (fails: () => boolean) =>
    withCheckpoints((real) => ({
      look: () => (fails() ? Promise.reject(new Error('git is broken')) : real.look()),
    }));

  it.each([approve, skip, retry, { type: 'resume' } as const])(
    'rejects $type, and nothing changed',
    async (command) => {
      let broken = false;
      const { service, ask, disk } = await careStage({ deps: failing(() => broken) }, approve, {
        type: command.type === 'resume' ? 'pause' : 'unleash',
      });
      const before = disk.kept.loaded;
      broken = true;
      await expect(ask(command)).rejects.toThrow('git is broken');
      expect(disk.kept.loaded).toBe(before);
      broken = false;
      expect(await ask(command)).toMatchObject({ ok: true });
      expect(service.read()).not.toBe(before.state.session);
    },
  );

  it('is no reason not to tell how an attempt ended', async () => {
    let broken = false;
    const stage = await careStage({ script: { ...making, 1: [{}] }, deps: failing(() => broken) }, approve);
    stage.disk.repository.write('made-1.txt', 'by Claude\n');
    broken = true;
    stage.runner.end(1, completed);
    await quiet();
    expect(now(stage.service.read())).toBe('gate start 2');
    expect(gateIn(stage).tree).toBeUndefined();
    expect(stage.log.said).toContain('error the working tree could not be looked at');
    broken = false;
    await stage.ask(approve);
    expect(now(stage.service.read())).toBe('gate start 3');
  });

  it('does not keep from beginning what nobody has to approve', async () => {
    let looks = 0;
    const { service, disk } = await careStage({ rules: auto, deps: failing(() => (looks += 1) === 3) });
    expect([now(service.read()), disk.starts.length]).toEqual(['completed', 3]);
    expect(service.read()).toMatchObject({ tasks: [{}, {}, { status: 'completed' }] });
  });

  it('is not looked at for what is refused anyway', async () => {
    let broken = false;
    const { ask, service } = await careStage({ deps: failing(() => broken) });
    broken = true;
    expect(await ask(start)).toMatchObject({ rejection: { code: 'already_running' } });
    await ask({ type: 'stop' });
    for (const command of [approve, undo, { type: 'reload' } as const])
      expect(await ask(command)).toMatchObject({ rejection: { code: 'no_session' } });
    expect(now(service.read())).toBe('stopped');
    await expect(ask(start)).rejects.toThrow('git is broken');
  });
});
