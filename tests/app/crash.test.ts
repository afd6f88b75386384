import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OperatorCommand } from '../../src/core/operator/index.ts';
import type { Notice } from '../../src/core/session/index.ts';
import { ann, asking, completed, failed } from '../helpers/session-play.ts';
import type { Script } from '../helpers/fake-runner.ts';
import { createMortal, type Death } from './mortal.ts';
import { createStage, emptyDisk, now, quiet, start, taskNumbered, type Disk, type Stage } from './stage.ts';

/** A failure, an open question, a checkpoint, a leash and at last an attempt that has to be ended. */
const script: Script = {
  1: [{ outcome: failed }, { outcome: completed }],
  2: [{ outcome: asking }],
  3: [{ outcome: completed }],
  4: [{}],
};
const tasks = [
  taskNumbered(1),
  taskNumbered(2, { type: 'database' }),
  taskNumbered(3, { requiresApproval: true }),
  taskNumbered(4),
];

const story: readonly OperatorCommand[] = [
  start,
  { type: 'approve' },
  { type: 'retry', words: 'Once more.' },
  { type: 'approve' },
  { type: 'pause' },
  { type: 'approve' },
  { type: 'resume' },
  { type: 'approve' },
  { type: 'approve', count: 2 },
  { type: 'stop' },
  { type: 'stop', confirm: true },
  start,
];

interface Life {
  readonly stage: Stage;
  readonly died: Promise<'died'>;
  readonly steps: () => number;
}

function begin(disk: Disk, death?: Death): Life {
  const mortal = createMortal(disk.audit, death);
  return { stage: createStage({ disk, script, tasks, deps: mortal.deps }), ...mortal };
}

/** Recovers, and tells whether the process lived on. */
const lives = ({ died }: Life, work: Promise<unknown>): Promise<boolean> =>
  Promise.race([died.then(() => false), work.then(() => true)]);

/** Every notice that ever stood in a stored state has been promised to the operator. */
function rememberingDisk(): { readonly disk: Disk; readonly promised: ReadonlySet<Notice> } {
  const promised = new Set<Notice>();
  const disk = emptyDisk();
  let { loaded } = disk.kept;
  const kept = {
    get loaded() {
      return loaded;
    },
    set loaded(next) {
      for (const { effect } of next.state.outbox) if (effect.type === 'notify') promised.add(effect.notice);
      loaded = next;
    },
  };
  return { disk: { ...disk, kept }, promised };
}

interface Told {
  readonly disk: Disk;
  readonly promised: ReadonlySet<Notice>;
  readonly stage: Stage;
  /** How many steps the first process took. */
  readonly steps: number;
}

/** The story on one disk; whoever asked a process that died asks the next one again. */
async function tell(deaths: readonly Death[] = []): Promise<Told> {
  const { disk, promised } = rememberingDisk();
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
  // Whatever was left open by a death after the last answer, the next process takes up.
  life = begin(disk);
  await life.stage.service.recover();
  await quiet();
  return { disk, promised, stage: life.stage, steps };
}

/** A notice in words that are the same in every telling: ids and times differ. */
const inWords = (disk: Disk): ReadonlySet<string> =>
  new Set(
    disk.told.map((notice) => {
      const about = 'gate' in notice && typeof notice.gate === 'object' ? notice.gate : notice;
      const { type } = notice;
      const attempt = 'attempt' in notice ? notice.attempt : {};
      return JSON.stringify({ ...about, ...attempt, type, ...passing });
    }),
  );

/** What differs from one telling to the next. */
const passing = {
  attempt: undefined,
  at: undefined,
  openedAt: undefined,
  orderedAt: undefined,
  session: undefined,
  id: undefined,
  gate: undefined,
  conversation: undefined,
};

const epochs = (disk: Disk): readonly string[] => disk.starts.map((start) => start.slice(-1));

/** Whatever happened on the way: the same in the end as when nothing had happened. */
async function expectNothingLost(deaths: readonly Death[], whole: Told): Promise<void> {
  const { disk, promised, stage } = await tell(deaths);
  expect(now(stage.service.read())).toBe(now(whole.stage.service.read()));
  expect(epochs(disk)).toEqual(epochs(whole.disk));
  expect([...promised].filter((notice) => !disk.told.includes(notice))).toEqual([]);
  expect(inWords(disk)).toEqual(inWords(whole.disk));
  expect([...disk.folders.closed.values()].map(({ how }) => how)).toEqual(['stopped']);
  await stage.service.close();
  expect(disk.audit.map(({ n }) => n)).toEqual(disk.audit.map((_, index) => index + 1));
  expect(new Set(disk.audit.map(({ request }) => request))).toEqual(
    new Set(whole.disk.audit.map(({ request }) => request.replace(/^\d{8}-\d{6}/, sessionOf(disk)))),
  );
  expect(disk.kept.loaded.state).toMatchObject({ outbox: [], audit: [] });
}

const sessionOf = (disk: Disk): string => disk.starts[0]?.split('/')[0] ?? '';

describe('a process that dies', () => {
  it('at any step of a story, once', async () => {
    const whole = await tell();
    expect(now(whole.stage.service.read())).toBe('gate start 1');
    expect(epochs(whole.disk)).toEqual(['1', '2', '3', '4', '5']);
    expect(whole.steps).toBeGreaterThan(60);
    for (let at = 1; at <= whole.steps; at += 1) {
      for (const effect of ['without', 'with'] as const) await expectNothingLost([{ at, effect }], whole);
    }
  });

  it('again and again', async () => {
    const whole = await tell();
    const death = fc.record({
      at: fc.integer({ min: 1, max: 25 }),
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
