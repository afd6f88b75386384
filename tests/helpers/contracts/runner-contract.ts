import { expect, it } from '@jest/globals';
import {
  DetachedError,
  type AttemptWatch,
  type Runner,
  type RunOrder,
} from '../../../src/app/ports/runner.ts';
import type { Outcome } from '../../../src/core/attempt/index.ts';
import { until } from '../until.ts';

/** Where attempts run: what stands there outlives every runner. */
export interface RunnerPlace {
  readonly session: string;
  /** Each call is a new runner there, as a later process has it. */
  readonly open: () => Runner;
  /** An attempt that comes to its end, or one that stays until `end`. */
  readonly order: (epoch: number, how: 'ends' | 'stays') => RunOrder;
  readonly end: (epoch: number) => Promise<void>;
  /** How often the attempt was really started. */
  readonly starts: (epoch: number) => Promise<number>;
}

const unwatched: AttemptWatch = { waitedMs: () => 0, progress: () => undefined, overdue: () => undefined };

const refusal: Outcome = {
  kind: 'failed',
  failure: 'superseded',
  sentence: 'The text was changed.',
  resumable: false,
};

/** What every `Runner` does. `place` makes a new empty place. */
export function runnerContract(place: () => Promise<RunnerPlace>): void {
  /** A runner with an attempt that runs. */
  async function running(epoch = 1): Promise<RunnerPlace & { runner: Runner; outcome: Promise<Outcome> }> {
    const there = await place();
    const runner = there.open();
    const outcome = runner.ensureRun(there.order(epoch, 'stays'), unwatched);
    outcome.catch(() => undefined);
    await until(async () => (await there.starts(epoch)) === 1);
    return { ...there, runner, outcome };
  }

  it('starts an epoch once and tells each who asks how it ended', async () => {
    const { open, order, starts } = await place();
    const runner = open();
    const both = [runner, open()].map((each) => each.ensureRun(order(1, 'ends'), unwatched));
    const outcomes = await Promise.all(both);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['completed', 'completed']);
    expect(await runner.ensureRun(order(1, 'ends'), unwatched)).toEqual(outcomes[0]);
    expect(await starts(1)).toBe(1);
  });

  it('asks for the preparation of no attempt that was started before', async () => {
    const { open, order, starts } = await place();
    const first = await open().ensureRun(order(1, 'ends'), unwatched);
    const prepare = (): Promise<never> => Promise.reject(new Error('asked again'));
    expect(await open().ensureRun({ ...order(1, 'ends'), prepare }, unwatched)).toEqual(first);
    expect(await starts(1)).toBe(1);
  });

  it('starts nothing when the preparation says so, and keeps no trace of it', async () => {
    const { session, open, order, starts } = await place();
    const runner = open();
    const refused = { ...order(1, 'ends'), prepare: async () => ({ ok: false, outcome: refusal }) as const };
    expect(await runner.ensureRun(refused, unwatched)).toEqual(refusal);
    expect(await runner.record(session, 1)).toBeUndefined();
    expect(await starts(1)).toBe(0);
  });

  it('rejects with what the preparation rejects with, and keeps no trace of it', async () => {
    const { session, open, order } = await place();
    const runner = open();
    const prepare = (): Promise<never> => Promise.reject(new Error('no list'));
    await expect(runner.ensureRun({ ...order(1, 'ends'), prepare }, unwatched)).rejects.toThrow('no list');
    expect(await runner.record(session, 1)).toBeUndefined();
  });

  it('leaves an attempt to itself, and another runner takes it up', async () => {
    const { runner, outcome, open, order, end, starts, session } = await running();
    await runner.detach();
    await expect(outcome).rejects.toBeInstanceOf(DetachedError);
    await expect(runner.ensureRun(order(1, 'stays'), unwatched)).rejects.toBeInstanceOf(DetachedError);
    const second = open();
    expect((await second.record(session, 1))?.outcome).toBeUndefined();
    const taken = second.ensureRun(order(1, 'stays'), unwatched);
    await end(1);
    expect(await taken).toMatchObject({ kind: 'completed' });
    expect(await starts(1)).toBe(1);
  });

  it('tells how an attempt ended that nobody followed', async () => {
    const { runner, open, order, end, session } = await running();
    await runner.detach();
    await end(1);
    const record = await until(async () => {
      const found = await open().record(session, 1);
      return found?.outcome && found;
    });
    expect(record).toMatchObject({ epoch: 1, outcome: { kind: 'completed' } });
    expect(await open().ensureRun(order(1, 'stays'), unwatched)).toEqual(record.outcome);
  });

  it.each([
    ['operator', 'stopped'],
    ['timeout', 'timed-out'],
    ['silence', 'silent'],
  ] as const)('ends an attempt (%s: %s)', async (cause, kind) => {
    const { runner, outcome, open, session } = await running();
    await open().cancel(session, 1, cause);
    expect(await outcome).toMatchObject({ kind });
    expect((await runner.record(session, 1))?.outcome?.kind).toBe(kind);
  });

  it('never starts an attempt that was ended before', async () => {
    const { session, open, order, starts } = await place();
    const runner = open();
    await runner.cancel(session, 1, 'operator');
    expect(await runner.ensureRun(order(1, 'ends'), unwatched)).toMatchObject({ kind: 'stopped' });
    expect(await open().ensureRun(order(1, 'ends'), unwatched)).toMatchObject({ kind: 'stopped' });
    expect(await starts(1)).toBe(0);
  });

  it('changes nothing of an attempt that has ended when it is told to end it', async () => {
    const { session, open, order } = await place();
    const runner = open();
    const outcome = await runner.ensureRun(order(1, 'ends'), unwatched);
    await runner.cancel(session, 1, 'operator');
    expect(await open().ensureRun(order(1, 'ends'), unwatched)).toEqual(outcome);
  });

  it('knows every attempt that was started, and no other', async () => {
    const { runner, outcome, order, end, session } = await running(2);
    expect(await runner.record(session, 1)).toBeUndefined();
    expect(await runner.list()).toMatchObject([{ session, attempt: { epoch: 2 }, state: 'running' }]);
    await end(2);
    await outcome;
    await runner.ensureRun(order(3, 'ends'), unwatched);
    expect(await runner.list()).toEqual([
      { session, attempt: order(2, 'stays').attempt, state: 'ended' },
      { session, attempt: order(3, 'ends').attempt, state: 'ended' },
    ]);
  });
}
