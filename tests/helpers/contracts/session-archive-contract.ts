import { expect, it } from '@jest/globals';
import type { SessionArchive } from '../../../src/app/ports/archive.ts';
import type { ClosedSession } from '../../../src/core/session/index.ts';
import type { Task } from '../../../src/core/task/index.ts';

const SESSION = '20261121-093015';

/** Not in the order of the type's fields, with one that is there but undefined. */
const tasks: readonly Task[] = [
  {
    title: 'Add a migration',
    number: 1,
    instruction: 'Write it.\n\n```sql\nselect 1;\n```',
    requiresApproval: true,
    workingDirectory: 'db',
    model: undefined,
    dependsOn: [],
    acceptanceCriteria: ['it_exists'],
    verify: ['npm run a_b'],
    timeoutMs: 600_000,
  },
  { number: 3, title: 'Zwei – ☃', dependsOn: [1], acceptanceCriteria: [], verify: [], instruction: 'x' },
];

export const closedSession: ClosedSession = {
  state: 'closed',
  id: SESSION,
  file: 'tasks/today.md',
  digest: 'd',
  startedAt: '2026-11-21T09:30:15.000Z',
  lastActivity: '2026-11-21T09:40:00.000Z',
  closedAt: '2026-11-21T09:40:00.000Z',
  how: 'completed',
  list: 2,
  lastEpoch: 1,
  tasks: [
    {
      number: 1,
      title: 'Add a migration',
      dependsOn: [],
      digest: 'd1',
      status: 'completed',
      epoch: 1,
      firstEpoch: 1,
      sinceEpoch: 1,
      evidence: 'e1',
      committed: 'f00',
      conversation: { id: 'c', epoch: 1 },
      costUsd: 0.25,
      turns: 3,
      durationMs: 4000,
    },
  ],
};

/** What every `SessionArchive` does. `place` makes a new empty place; each call of its result is a new archive there. */
export function sessionArchiveContract(place: () => Promise<() => SessionArchive>): void {
  it('lets a session be claimed once', async () => {
    const open = await place();
    expect(await open().claim(SESSION)).toBe(true);
    expect(await open().claim(SESSION)).toBe(false);
    expect(await open().claim('20261121-093016')).toBe(true);
  });

  it('lets one of two claim a session', async () => {
    const archive = (await place())();
    const claims = await Promise.all([archive.claim(SESSION), archive.claim(SESSION)]);
    expect(claims.toSorted()).toEqual([false, true]);
  });

  it('keeps the tasks so exactly that their digests stay', async () => {
    const open = await place();
    await open().claim(SESSION);
    await open().keepTasks(SESSION, tasks, 1);
    const kept = await open().readTasks(SESSION, 1);
    expect(kept).toEqual(tasks);
    expect(JSON.stringify(kept)).toBe(JSON.stringify(tasks));
  });

  it('keeps each list that was taken over beside the ones before', async () => {
    const open = await place();
    await open().claim(SESSION);
    await open().keepTasks(SESSION, tasks, 1);
    const edited = tasks.slice(1);
    await open().keepTasks(SESSION, edited, 2);
    expect(await open().readTasks(SESSION, 1)).toEqual(tasks);
    expect(await open().readTasks(SESSION, 2)).toEqual(edited);
    expect(await open().readTasks(SESSION, 3)).toBeUndefined();
    const archive = open();
    expect([await archive.readTasks(SESSION, 2), await archive.readTasks(SESSION, 1)]).toEqual([
      edited,
      tasks,
    ]);
  });

  it('knows no tasks and no end of a session that has none', async () => {
    const archive = (await place())();
    expect(await archive.readTasks(SESSION, 1)).toBeUndefined();
    expect(await archive.read(SESSION)).toBeUndefined();
    await archive.claim(SESSION);
    expect(await archive.readTasks(SESSION, 1)).toBeUndefined();
    expect(await archive.read(SESSION)).toBeUndefined();
  });

  it('keeps a finished session, written once or twice', async () => {
    const open = await place();
    await open().claim(SESSION);
    await open().write(closedSession);
    expect(await open().read(SESSION)).toEqual(closedSession);
    await open().write(closedSession);
    expect(await open().read(SESSION)).toEqual(closedSession);
  });

  it('knows which file was worked through on which day', async () => {
    const archive = (await place())();
    expect(await archive.ranOn('20261121', 'tasks/today.md')).toBe(false);
    await archive.claim(SESSION);
    expect(await archive.ranOn('20261121', 'tasks/today.md')).toBe(false);
    await archive.write(closedSession);
    expect(await archive.ranOn('20261121', 'tasks/today.md')).toBe(true);
    expect(await archive.ranOn('20261121', 'tasks/other.md')).toBe(false);
    expect(await archive.ranOn('20261122', 'tasks/today.md')).toBe(false);
  });
}
