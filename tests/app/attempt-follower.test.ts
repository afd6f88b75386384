import { describe, expect, it } from '@jest/globals';
import { createAttemptFollower, type AttemptFollower } from '../../src/app/attempt-follower.ts';
import type { AttemptProgress } from '../../src/app/ports/channel.ts';
import type { Runner } from '../../src/app/ports/runner.ts';
import type { Attempt } from '../../src/core/attempt/index.ts';
import type { AttemptNews } from '../../src/core/session/index.ts';
import { createFakeClock, createFakeLog, type FakeClock, type FakeLog } from '../helpers/app-fakes.ts';
import { createFakeRunner, stopped, type FakeRunner, type Script } from '../helpers/fake-runner.ts';
import { completed } from '../helpers/session-play.ts';
import { quiet } from './stage.ts';

const attempt: Attempt = { epoch: 1, task: 1, conversation: 'c', orderedAt: '2026-11-21T09:30:15.000Z' };
const stays: Script = { 1: [{}] };
const reported = { type: 'report', session: 'S', epoch: 1, outcome: completed };

interface Bench {
  readonly follower: AttemptFollower;
  readonly runner: FakeRunner;
  readonly clock: FakeClock;
  readonly log: FakeLog;
  readonly news: AttemptNews[];
  readonly shown: AttemptProgress[];
}

function bench(
  script: Script,
  change: (runner: FakeRunner) => Partial<Runner> = () => ({}),
  progress?: () => never,
): Bench {
  const [clock, log] = [createFakeClock(), createFakeLog()];
  const [news, shown] = [[] as AttemptNews[], [] as AttemptProgress[]];
  const runner = createFakeRunner(script, clock);
  const follower = createAttemptFollower({
    runner: { ...runner, ...change(runner) },
    clock,
    log,
    prepare: async () => ({ ok: true, launch: { position: 1, title: 'A task', prompt: 'Do it.' } }),
    tell: async (told) => void news.push(told),
    waitedMs: () => 0,
    progress: progress ?? ((told) => void shown.push(told)),
  });
  return { follower, runner, clock, log, news, shown };
}

describe('an attempt that is followed', () => {
  it('runs, and its end is told', async () => {
    const { follower, runner, news, shown } = bench({
      1: [{ outcome: completed, progress: [{ elapsedMs: 5, turns: 2 }] }],
    });
    follower.follow('S', attempt);
    await quiet();
    expect(runner.started).toEqual([{ attempt, prompt: 'Do it.' }]);
    expect(news).toEqual([reported]);
    expect(shown).toEqual([{ session: 'S', epoch: 1, task: 1, elapsedMs: 5, turns: 2 }]);
  });

  it('is followed once, however often that is asked', async () => {
    const { follower, runner, news } = bench(stays);
    follower.follow('S', attempt);
    follower.follow('S', attempt);
    await quiet();
    runner.end(1, completed);
    await quiet();
    expect([runner.started.length, news]).toEqual([1, [reported]]);
  });

  it('is told to be overdue, and goes on', async () => {
    const { follower, runner, news } = bench(stays);
    follower.follow('S', attempt);
    await quiet();
    runner.watchOf(1)?.overdue('silence');
    await quiet();
    expect(news).toEqual([{ type: 'overdue', session: 'S', epoch: 1, cause: 'silence' }]);
  });

  it('goes on when its progress cannot be shown', async () => {
    const { follower, news, log } = bench(
      { 1: [{ outcome: completed, progress: [{ elapsedMs: 5, turns: 2 }] }] },
      undefined,
      () => {
        throw new Error('no screen');
      },
    );
    follower.follow('S', attempt);
    await quiet();
    expect(news).toEqual([reported]);
    expect(log.said).toEqual(['warn the progress could not be shown']);
  });
});

describe('an attempt that cannot be followed', () => {
  it.each([
    [new Error('EACCES: permission denied'), 'EACCES: permission denied'],
    ['a text', 'a text'],
  ])('failed when the runner has no trace of it (%s)', async (error, reason) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever a library throws
    const { follower, news } = bench({}, () => ({ ensureRun: () => Promise.reject(error) }));
    follower.follow('S', attempt);
    await quiet();
    expect(news).toEqual([
      {
        type: 'report',
        session: 'S',
        epoch: 1,
        outcome: {
          kind: 'failed',
          failure: 'not-started',
          sentence: `The attempt could not be started: ${reason}`,
          resumable: false,
        },
      },
    ]);
  });

  it('is asked for again, ever more rarely, when it was started', async () => {
    let failures = 3;
    const { follower, runner, clock, news, log } = bench({ 1: [{ outcome: completed }] }, (fake) => ({
      async ensureRun(order, watch) {
        const outcome = await fake.ensureRun(order, watch);
        if ((failures -= 1) >= 0) throw new Error('EIO: i/o error, read');
        return outcome;
      },
    }));
    follower.follow('S', attempt);
    for (const seconds of [2, 4, 8]) {
      await quiet();
      expect(news).toEqual([]);
      clock.advance(seconds * 1000);
    }
    await quiet();
    expect(news).toEqual([reported]);
    expect(runner.started).toHaveLength(1);
    expect(log.said).toEqual(Array(3).fill('error the attempt could not be followed'));
  });

  it('is not said to have failed while nobody can tell whether it was started', async () => {
    const { follower, news, clock } = bench({}, () => ({
      ensureRun: () => Promise.reject(new Error('EIO')),
      record: () => Promise.reject(new Error('EIO')),
    }));
    follower.follow('S', attempt);
    for (let n = 0; n < 8; n += 1) {
      await quiet();
      clock.advance(60_000);
    }
    expect(news).toEqual([]);
    await follower.detach();
  });
});

describe('ending an attempt', () => {
  it('is asked of the runner', async () => {
    const { follower, news } = bench(stays);
    follower.follow('S', attempt);
    await quiet();
    follower.cancel('S', 1, 'operator');
    await quiet();
    expect(news).toEqual([{ ...reported, outcome: stopped }]);
  });

  it('is tried again until it succeeds', async () => {
    let failures = 2;
    const { follower, news, clock, log } = bench(stays, (runner) => ({
      async cancel(...named) {
        if ((failures -= 1) >= 0) throw new Error('ENOSPC');
        await runner.cancel(...named);
      },
    }));
    follower.follow('S', attempt);
    await quiet();
    follower.cancel('S', 1, 'operator');
    for (const seconds of [2, 4]) {
      await quiet();
      expect(news).toEqual([]);
      clock.advance(seconds * 1000);
    }
    await quiet();
    expect(news).toEqual([{ ...reported, outcome: stopped }]);
    expect(log.said).toEqual(Array(2).fill('error the attempt could not be ended; it is tried again'));
  });

  it.each(['it has ended by itself', 'Greenlight leaves'])('is not tried again when %s', async (why) => {
    let tries = 0;
    const { follower, runner, clock } = bench(stays, () => ({
      cancel: () => Promise.reject(new Error(`ENOSPC ${(tries += 1)}`)),
    }));
    follower.follow('S', attempt);
    await quiet();
    follower.cancel('S', 1, 'operator');
    await quiet();
    if (why === 'Greenlight leaves') await follower.detach();
    else runner.end(1, completed);
    await quiet();
    clock.advance(60_000);
    await quiet();
    expect(tries).toBe(1);
  });
});

describe('waiting for the end', () => {
  it('takes until what is followed has ended and that is told', async () => {
    const { follower, runner, news } = bench(stays);
    const idle: string[] = [];
    await follower.idle();
    follower.follow('S', attempt);
    await quiet();
    expect([follower.follows('S', 1), follower.follows('S', 2)]).toEqual([true, false]);
    const waited = follower.idle().then(() => idle.push(...news.map(({ type }) => type)));
    await quiet();
    expect(idle).toEqual([]);
    runner.end(1, completed);
    await waited;
    expect([idle, follower.follows('S', 1)]).toEqual([['report'], false]);
  });
});

describe('leaving', () => {
  it('lets attempts run, tells nothing and follows no more', async () => {
    const { follower, runner, news } = bench(stays);
    follower.follow('S', attempt);
    await quiet();
    await follower.detach();
    follower.follow('S', { ...attempt, epoch: 2 });
    await quiet();
    expect([runner.started.length, news]).toEqual([1, []]);
    expect(await runner.list()).toEqual([{ session: 'S', attempt, state: 'running' }]);
  });

  it('succeeds when the runner does not', async () => {
    const { follower, log } = bench(stays, () => ({ detach: () => Promise.reject(new Error('EIO')) }));
    follower.follow('S', attempt);
    await follower.detach();
    expect(log.said).toEqual(['warn the attempts go on, but were not left in good order']);
  });
});
