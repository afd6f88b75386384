import { describe, expect, it } from '@jest/globals';
import { loadList, type LoadListDeps } from '../../src/app/load-list.ts';
import { digestOf } from '../../src/app/task-digest.ts';
import type { OutboxEntry } from '../../src/app/project-state.ts';
import type { ClosedSession } from '../../src/core/session/index.ts';
import {
  createFakeArchive,
  createFakeClock,
  createFakeFolders,
  createFakeIds,
  createFakeTaskFiles,
  type FakeFolders,
} from '../helpers/app-fakes.ts';
import { auto, listed, play, report, start } from '../helpers/session-play.ts';
import { FILE, taskNumbered } from './stage.ts';

const tasks = [taskNumbered(1, { requiresApproval: true }), taskNumbered(3, { dependsOn: [1] })];

function bench(): LoadListDeps & { readonly folders: FakeFolders } {
  const folders = createFakeFolders();
  return {
    folders,
    archive: createFakeArchive(folders),
    clock: createFakeClock('2026-11-21T09:30:59.000Z'),
    ids: createFakeIds(),
    planFirst: ['database'],
    taskFiles: createFakeTaskFiles({ [FILE]: { ok: true, path: FILE, file: { tasks } } }),
  };
}

function finished(change: Partial<ClosedSession>): ClosedSession {
  const { session } = play(auto, start([listed(1)]), report(1));
  if (session.state !== 'closed') throw new Error(session.state);
  return { ...session, id: '20261121-090000', file: FILE, ...change };
}

describe('loading a list', () => {
  it('gives what a session starts with, and keeps the list in its folder', async () => {
    const deps = bench();
    const loaded = await loadList(deps, FILE, []);
    expect(loaded).toMatchObject({
      ok: true,
      start: {
        id: '20261121-093059',
        file: FILE,
        repeated: false,
        tasks: [
          { number: 1, requiresApproval: true, dependsOn: [] },
          { number: 3, requiresApproval: undefined, dependsOn: [1] },
        ],
      },
    });
    const kept = await deps.archive.readTasks('20261121-093059', 1);
    const digests = loaded.ok && loaded.start.tasks.map((task) => task.digest);
    expect(kept?.map((task) => digestOf(task, deps.ids))).toEqual(digests);
  });

  it('gives a list another digest when anything in it is another', async () => {
    const deps = bench();
    const changed = createFakeTaskFiles({
      [FILE]: { ok: true, path: FILE, file: { tasks: [taskNumbered(1), ...tasks.slice(1)] } },
    });
    const both = [await loadList(deps, FILE, []), await loadList({ ...deps, taskFiles: changed }, FILE, [])];
    const [one, other] = both.map((loaded) => (loaded.ok ? loaded.start.digest : undefined));
    expect(one).toMatch(/^[\da-f]{64}$/);
    expect(other).not.toBe(one);
  });

  it('takes the next free second for an id that is taken', async () => {
    const deps = bench();
    for (const id of ['20261121-093059', '20261121-093060']) deps.folders.claimed.add(id);
    expect(await loadList(deps, FILE, [])).toMatchObject({ start: { id: '20261121-093061' } });
  });

  it('gives the faults of a file, and keeps nothing', async () => {
    const deps = bench();
    expect(await loadList(deps, 'gone.md', [])).toMatchObject({ ok: false, path: 'gone.md', faults: [{}] });
    expect(deps.folders.claimed.size).toBe(0);
  });
});

describe('a list', () => {
  const waiting = (session: ClosedSession): readonly OutboxEntry[] => [
    {
      key: '0',
      channel: 'telegram',
      effect: {
        type: 'notify',
        notice: { type: 'session-closed', how: 'completed', session: session.id, at: session.closedAt },
      },
    },
    { key: '1', effect: { type: 'archive', session } },
  ];
  it.each([
    [true, 'the same file today', {}],
    [false, 'another file today', { file: 'tasks/other.md' }],
    [false, 'the same file yesterday', { id: '20261120-090000' }],
  ])('is repeated (%s) after %s, archived or about to be', async (repeated, _, change) => {
    const [archived, unarchived] = [bench(), bench()];
    archived.folders.closed.set('x', finished(change));
    expect(await loadList(archived, FILE, [])).toMatchObject({ start: { repeated } });
    expect(await loadList(unarchived, FILE, waiting(finished(change)))).toMatchObject({
      start: { repeated },
    });
  });
});
