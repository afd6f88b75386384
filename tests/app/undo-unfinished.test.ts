import { describe, expect, it } from '@jest/globals';
import type { Checkpoints } from '../../src/app/ports/checkpoints.ts';
import { approve, careStage, gateIn, making, redo, SESSION, undo, withCheckpoints } from './care.ts';
import { emptyDisk, now, openStage, quiet, type Disk, type Stage } from './stage.ts';

const FULL = 'git read-tree failed: No space left on device.';
const after = { 'a.txt': 'one\n', 'made-1.txt': 'by Claude\n' };

/** Keeps what stands there, takes half of the files back, and finds the disk full. */
const halfDone = (disk: Disk, isFull: () => boolean) =>
  withCheckpoints((real): Partial<Checkpoints> => ({
    restore: async (request) => {
      if (!isFull()) return real.restore(request);
      if (!(await real.find(request.session, request.keepAs)))
        await real.keep(request.session, request.keepAs);
      disk.repository.write('made-1.txt', undefined);
      throw new Error(FULL);
    },
  }));

async function pass({ disk }: Pick<Stage, 'disk'>, ms = 60_000): Promise<void> {
  disk.clock.advance(ms);
  await quiet();
}

describe('an undo that began and cannot go on', () => {
  it('says so, takes no decision over half of the files, and is finished once that can be done', async () => {
    const disk = emptyDisk();
    let full = true;
    const deps = halfDone(disk, () => full);
    const stage = await careStage({ disk, deps }, approve);
    expect(await stage.ask(undo)).toMatchObject({
      ok: false,
      rejection: {
        code: 'undo_impossible',
        sentence: `${FULL} It was begun, and is finished as soon as that can be done.`,
      },
    });
    expect(now(stage.service.read())).toBe('undo 1');
    expect(await stage.ask(approve)).toMatchObject({ rejection: { code: 'nothing_waiting' } });
    await pass(stage, 2_000);
    await pass(stage);
    expect(now(stage.service.read())).toBe('undo 1');
    full = false;
    await pass(stage);
    expect([now(stage.service.read()), disk.repository.files]).toEqual([
      'gate start 1',
      { 'a.txt': 'one\n' },
    ]);
    const redone = [...disk.repository.refs.keys()].filter((name) => name.includes('/undo-'));
    expect(redone).toHaveLength(2);
    expect(await stage.ask({ ...redo, force: true })).toMatchObject({ ok: true });
    expect(disk.repository.files).toEqual(after);
  });

  it('is finished by the next process', async () => {
    const disk = emptyDisk();
    const stage = await careStage({ disk, deps: halfDone(disk, () => true) }, approve);
    await stage.ask(undo);
    await stage.service.close();
    let full = true;
    const broken = withCheckpoints((real) => ({
      check: async () => (full ? { ok: false, kind: 'refused', sentence: FULL } : real.check()),
      find: (session, name) => (full ? Promise.reject(new Error(FULL)) : real.find(session, name)),
    }));
    const next = await openStage({ disk, script: making, care: {}, deps: broken });
    expect(now(next.service.read())).toBe('undo 1');
    await pass(next, 2_000);
    expect(now(next.service.read())).toBe('undo 1');
    full = false;
    await pass(next);
    expect([now(next.service.read()), disk.repository.files]).toEqual(['gate start 1', { 'a.txt': 'one\n' }]);
  });

  it('is left alone once the session is stopped', async () => {
    const disk = emptyDisk();
    let full = true;
    const stage = await careStage({ disk, deps: halfDone(disk, () => full) }, approve);
    await stage.ask(undo);
    await stage.ask({ type: 'stop' });
    full = false;
    await pass(stage);
    expect([now(stage.service.read()), disk.repository.files]).toEqual(['stopped', { 'a.txt': 'one\n' }]);
    expect([...disk.repository.refs.keys()]).toContain(`${SESSION}/1-1`);
  });

  it('waits for a decision to be stored, too', async () => {
    const disk = emptyDisk();
    let full = true;
    let unsaved = false;
    const stage = await careStage(
      {
        disk,
        deps: (fakes) => ({
          ...halfDone(disk, () => full)(fakes),
          store: {
            ...fakes.store,
            save: (state) => (unsaved ? Promise.reject(new Error('ENOSPC')) : fakes.store.save(state)),
          },
        }),
      },
      approve,
    );
    await stage.ask(undo);
    full = false;
    unsaved = true;
    await pass(stage, 2_000);
    expect(now(stage.service.read())).toBe('undo 1');
    expect(stage.log.said).toContain('warn that files were brought back could not be stored yet');
    unsaved = false;
    await pass(stage);
    expect(now(stage.service.read())).toBe('gate start 1');
  });
});

it('an undo that touched nothing leaves a gate that is about the same files, though they cannot be looked at', async () => {
  let full = false;
  const deps = withCheckpoints((real) => ({
    restore: () => {
      full = true;
      return Promise.reject(new Error(FULL));
    },
    look: () => (full ? Promise.reject(new Error(FULL)) : real.look()),
    check: async () => (full ? { ok: false, kind: 'refused', sentence: FULL } : real.check()),
  }));
  const stage = await careStage({ deps }, approve);
  const { tree } = gateIn(stage);
  await stage.ask(undo);
  expect(gateIn(stage)).toMatchObject({ task: 2, tree, renewed: { why: 'not-restored', sentence: FULL } });
  await expect(stage.ask(approve)).rejects.toThrow(FULL);
  full = false;
  stage.disk.repository.write('a.txt', 'mine\n');
  expect(await stage.ask(approve)).toMatchObject({ rejection: { code: 'tree_moved', paths: ['a.txt'] } });
});
