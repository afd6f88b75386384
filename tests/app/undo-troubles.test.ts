import { describe, expect, it } from '@jest/globals';
import { ann } from '../helpers/session-play.ts';
import { approve, careStage, gateIn, keptIn, making, redo, SESSION, undo, withCheckpoints } from './care.ts';
import { emptyDisk, now, openStage, quiet } from './stage.ts';

const original = { 'a.txt': 'one\n' };

describe('undo', () => {
  it('says when what stood there is not kept any more', async () => {
    const disk = emptyDisk();
    const { ask } = await careStage({ disk }, approve);
    await ask(undo);
    disk.repository.refs.clear();
    expect(await ask(redo)).toMatchObject({
      rejection: { code: 'undo_impossible', sentence: expect.stringContaining('not kept any more') },
    });
    const other = await careStage({ disk: emptyDisk() }, approve);
    other.disk.repository.refs.clear();
    expect(await other.ask(undo)).toMatchObject({ rejection: { code: 'undo_impossible' } });
  });

  it('says when the repository is in no state for it', async () => {
    const { ask, disk } = await careStage({}, approve);
    disk.repository.keepability = { ok: false, kind: 'refused', sentence: 'Conflicts.' };
    expect(await ask(undo)).toMatchObject({ rejection: { code: 'undo_impossible', sentence: 'Conflicts.' } });
  });

  it.each([
    [
      'git says why not',
      () => Promise.resolve({ kind: 'refused', sentence: 'A submodule moved.' } as const),
      'A submodule moved.',
    ],
    [
      'files move in that very moment',
      () => Promise.resolve({ kind: 'moved', paths: ['a.txt'] } as const),
      'Nothing was touched, because somebody else changed these files meanwhile: a.txt.',
    ],
    ['git fails', () => Promise.reject(new Error('The disk is full.')), 'The disk is full.'],
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever a library throws
    ['something fails', () => Promise.reject('a text'), 'a text'],
  ])('leads back to the gate when %s', async (_, restore, sentence) => {
    let broken = true;
    const deps = withCheckpoints((real) => ({
      restore: (request) => (broken ? restore() : real.restore(request)),
    }));
    const stage = await careStage({ deps }, approve);
    await stage.ask(undo);
    expect(gateIn(stage)).toMatchObject({
      kind: 'start',
      task: 2,
      renewed: { why: 'not-restored', sentence },
    });
    expect(stage.service.read()).toMatchObject({ tasks: [{ status: 'completed' }, {}, {}] });
    broken = false;
    await stage.ask(undo);
    expect(now(stage.service.read())).toBe('gate start 1');
  });

  it('is nothing to be done where no states are kept, or no gate waits, or nothing was undone', async () => {
    const { ask } = await careStage({ care: undefined, script: { ...making, 2: [{}] } }, approve);
    expect(await ask(undo)).toMatchObject({ rejection: { code: 'not_allowed_here' } });
    expect(await ask(redo)).toMatchObject({ rejection: { code: 'not_allowed_here' } });
    const other = await careStage({ script: { ...making, 2: [{}] } }, approve);
    expect(await other.ask(redo)).toMatchObject({ rejection: { code: 'not_allowed_here' } });
    await other.ask(approve);
    expect(await other.ask(undo)).toMatchObject({ rejection: { code: 'nothing_waiting' } });
  });

  it.each([
    ['no states are kept any more', { care: undefined }, 'no git repository'],
    ['what it needs is gone', { care: {} }, 'not kept any more'],
  ])(
    'that was decided when Greenlight ended leads back to the gate when %s',
    async (_, options, sentence) => {
      const disk = emptyDisk();
      const deps = withCheckpoints(() => ({ restore: () => new Promise<never>(() => {}) }));
      const stage = await careStage({ disk, deps }, approve);
      void stage.service.request({ by: ann, command: undo });
      await quiet();
      disk.repository.refs.clear();
      const next = await openStage({ disk, script: making, ...(options.care && { care: options.care }) });
      expect(gateIn(next)).toMatchObject({
        task: 2,
        renewed: { sentence: expect.stringContaining(sentence) },
      });
    },
  );

  it('is told when nothing can be looked at after it', async () => {
    let broken = false;
    const deps = withCheckpoints((real) => ({
      restore: (request) => {
        broken = true;
        return real.restore(request);
      },
      look: () => (broken ? Promise.reject(new Error('git is broken')) : real.look()),
    }));
    const stage = await careStage({ deps }, approve);
    expect(await stage.ask(undo)).toMatchObject({ ok: true });
    expect(now(stage.service.read())).toBe('gate start 1');
    expect(gateIn(stage).tree).toBeUndefined();
  });

  it('is stored as soon as storing works again', async () => {
    let full = false;
    const stage = await careStage(
      {
        deps: (fakes) => ({
          ...withCheckpoints((real) => ({
            restore: (request) => {
              full = true;
              return real.restore(request);
            },
          }))(fakes),
          store: {
            ...fakes.store,
            save: (state) => (full ? Promise.reject(new Error('ENOSPC')) : fakes.store.save(state)),
          },
        }),
      },
      approve,
    );
    expect(await stage.ask(undo)).toMatchObject({ ok: true });
    expect(now(stage.service.read())).toBe('undo 1');
    full = false;
    stage.disk.clock.advance(2_000);
    await quiet();
    expect(now(stage.service.read())).toBe('gate start 1');
  });

  it('that was begun when Greenlight ended is finished, and what somebody did meanwhile is kept, too', async () => {
    const disk = emptyDisk();
    const deps = withCheckpoints((real) => ({
      restore: (request) => real.restore(request).then(() => new Promise<never>(() => {})),
    }));
    const stage = await careStage({ disk, deps }, approve);
    void stage.service.request({ by: ann, command: undo });
    await quiet();
    disk.repository.write('a.txt', 'mine\n');
    const next = await openStage({ disk, script: making, care: {} });
    expect([now(next.service.read()), disk.repository.files]).toEqual(['gate start 1', original]);
    const [first, second] = keptIn(disk).filter((name) => name.startsWith('undo-'));
    const treeOf = (name = '') =>
      disk.repository.trees.get(disk.repository.refs.get(`${SESSION}/${name}`)?.tree ?? '');
    expect(treeOf(first)).toEqual({ ...original, 'made-1.txt': 'by Claude\n' });
    expect(treeOf(second)).toEqual({ 'a.txt': 'mine\n' });
    await next.ask({ ...redo, force: true });
    expect(disk.repository.files).toEqual({ ...original, 'made-1.txt': 'by Claude\n' });
  });

  it('that was decided and not begun when Greenlight ended overwrites nothing that somebody did meanwhile', async () => {
    const disk = emptyDisk();
    const deps = withCheckpoints(() => ({ restore: () => new Promise<never>(() => {}) }));
    const stage = await careStage({ disk, deps }, approve);
    void stage.service.request({ by: ann, command: undo });
    await quiet();
    disk.repository.write('made-1.txt', 'mine\n');
    const next = await openStage({ disk, script: making, care: {} });
    expect(gateIn(next)).toMatchObject({ task: 2, renewed: { why: 'not-restored' } });
    expect(disk.repository.files['made-1.txt']).toBe('mine\n');
  });

  it('is not taken up from a copy of the state that may be older', async () => {
    const disk = emptyDisk();
    const deps = withCheckpoints(() => ({ restore: () => new Promise<never>(() => {}) }));
    const stage = await careStage({ disk, deps }, approve);
    void stage.service.request({ by: ann, command: undo });
    await quiet();
    expect(now(stage.service.read())).toBe('undo 1');
    disk.kept.loaded = {
      ...disk.kept.loaded,
      restored: { from: 'previous', problem: 'unreadable' } as never,
    };
    const next = await openStage({ disk, script: making, care: {} });
    expect(now(next.service.read())).toBe('paused gate start 2');
    expect(gateIn(next)).toMatchObject({ renewed: { why: 'not-restored' } });
    expect(disk.repository.files['made-1.txt']).toBeDefined();
    expect(keptIn(disk)).toEqual(['1-1', '1-1-after']);
    expect(disk.starts).toEqual([`${SESSION}/1`]);
  });
});
