import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OperatorCommand } from '../../src/core/operator/index.ts';
import { ann, completed } from '../helpers/session-play.ts';
import type { Script } from '../helpers/fake-runner.ts';
import { keptIn } from './care.ts';
import { createMortal, type Death } from './mortal.ts';
import { createStage, emptyDisk, now, quiet, start, taskNumbered, type Disk, type Stage } from './stage.ts';

/** The first attempt does not pass, a later one is sent back; two tasks are undone, one comes back and is undone again. */
const script: Script = {
  1: [
    { outcome: completed, writes: { 'one.txt': 'wrong\n' } },
    { outcome: completed, writes: { 'one.txt': 'right\n' } },
    { outcome: completed, writes: { 'one.txt': 'right again\n' } },
  ],
  2: [{ outcome: completed, writes: { 'two.txt': '2\n', 'a.txt': undefined } }],
  3: [{ outcome: completed, writes: { 'three.txt': '3\n' } }],
};
const tasks = [
  taskNumbered(1, { verify: ['npm test'] }),
  taskNumbered(2),
  taskNumbered(3, { verify: ['ls'] }),
];
const care = { commit: true, verify: { 1: { fails: ['npm test'] } } };

const story: readonly OperatorCommand[] = [
  start,
  { type: 'approve' },
  { type: 'retry', words: 'Once more.' },
  { type: 'undo' },
  { type: 'redo' },
  { type: 'approve' },
  { type: 'undo' },
  { type: 'redo' },
  { type: 'undo', force: true },
  { type: 'approve', count: 'all' },
  { type: 'approve' },
];

interface Life {
  readonly stage: Stage;
  readonly died: Promise<'died'>;
  readonly steps: () => number;
}

function begin(disk: Disk, death?: Death): Life {
  const mortal = createMortal(disk.audit, death);
  return { stage: createStage({ disk, script, tasks, care, deps: mortal.deps }), ...mortal };
}

const lives = ({ died }: Life, work: Promise<unknown>): Promise<boolean> =>
  Promise.race([died.then(() => false), work.then(() => true)]);

interface Told {
  readonly disk: Disk;
  readonly stage: Stage;
  /** How many steps the first process took. */
  readonly steps: number;
}

/** The story on one disk; whoever asked a process that died asks the next one again. */
async function tell(deaths: readonly Death[] = []): Promise<Told> {
  const disk = emptyDisk();
  const dying = [...deaths];
  let life = begin(disk, dying.shift());
  const reborn = async (): Promise<void> => {
    while (!(await lives(life, life.stage.service.recover().then(quiet)))) life = begin(disk, dying.shift());
  };
  await reborn();
  for (const [n, command] of story.entries()) {
    while (!(await lives(life, life.stage.service.request({ by: ann, command, id: `r${n}` }).then(quiet)))) {
      life = begin(disk, dying.shift());
      await reborn();
    }
    await quiet();
  }
  const steps = life.steps();
  life = begin(disk);
  await life.stage.service.recover();
  await quiet();
  return { disk, stage: life.stage, steps };
}

const commits = ({ repository }: Disk) =>
  [...repository.commits.values()].map(({ message, files }) => [message.split('\n')[0], files]);

const ended = ({ told }: Disk) =>
  told.flatMap((notice) =>
    notice.type === 'attempt-ended' ? [[notice.epoch, notice.outcome.kind, notice.outcome.evidence]] : [],
  );

/** A kept name that holds a gate's id, without it. */
const nameless = (name: string): string => name.replace(/gate-\d+/, 'gate');

/** Whatever happened on the way: the same in the end as when nothing had happened. */
async function expectNothingLost(deaths: readonly Death[], whole: Told): Promise<void> {
  const { disk, stage } = await tell(deaths);
  expect(now(stage.service.read())).toBe(now(whole.stage.service.read()));
  expect(disk.repository.files).toEqual(whole.disk.repository.files);
  expect(commits(disk)).toEqual(commits(whole.disk));
  // One approval, one attempt; and none without what stood there before.
  expect(disk.starts.map((each) => each.split('/')[1])).toEqual(
    whole.disk.starts.map((each) => each.split('/')[1]),
  );
  const kept = new Set(disk.repository.refs.keys());
  for (const each of disk.starts) {
    const [session = '', epoch = ''] = each.split('/');
    expect(tasks.some(({ number }) => kept.has(`${session}/${number}-${epoch}`))).toBe(true);
  }
  // The evidence of each is told of, and is what was told of.
  expect(new Set(ended(disk).map(String))).toEqual(new Set(ended(whole.disk).map(String)));
  expect([...disk.evidence.values()]).toEqual([...whole.disk.evidence.values()]);
  // Everything that an undo took away is kept, once.
  expect(keptIn(disk).map(nameless).toSorted()).toEqual(keptIn(whole.disk).map(nameless).toSorted());
  for (const type of ['task-undone', 'task-redone', 'not-committed'] as const) {
    const count = ({ told }: Disk): number =>
      new Set(
        told
          .filter((notice) => notice.type === type)
          .map((notice) => JSON.stringify({ ...notice, at: undefined })),
      ).size;
    expect(count(disk)).toBe(count(whole.disk));
  }
  await stage.service.close();
  expect(disk.audit.map(({ n }) => n)).toEqual(disk.audit.map((_, index) => index + 1));
  expect(disk.kept.loaded.state).toMatchObject({ outbox: [], audit: [] });
}

describe('a process that keeps, verifies, commits and takes back, and dies', () => {
  it('at any step of a story, once', async () => {
    const whole = await tell();
    expect(now(whole.stage.service.read())).toBe('completed');
    expect(whole.disk.starts.map((each) => each.split('/')[1])).toEqual(['1', '2', '3', '4', '5']);
    expect(commits(whole.disk).map(([title]) => title)).toEqual([
      ...['first', 'Task number 1', 'Task number 2', 'Task number 3'],
    ]);
    expect(whole.steps).toBeGreaterThan(100);
    for (let at = 1; at <= whole.steps; at += 1) {
      for (const effect of ['without', 'with'] as const) await expectNothingLost([{ at, effect }], whole);
    }
  });

  it('again and again', async () => {
    const whole = await tell();
    const death = fc.record({
      at: fc.integer({ min: 1, max: 30 }),
      effect: fc.constantFrom('without' as const, 'with' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(death, { minLength: 2, maxLength: 8 }), (deaths) =>
        expectNothingLost(deaths, whole),
      ),
      { numRuns: 100 },
    );
  });
});
