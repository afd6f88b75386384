import { describe, expect, it } from '@jest/globals';
import { attemptBudget } from '../../src/app/budget.ts';
import type { GateRules } from '../../src/core/gate/index.ts';
import type { Outcome } from '../../src/core/attempt/index.ts';
import { openGates, type OpenSession } from '../../src/core/session/index.ts';
import {
  auto,
  completed,
  failed,
  openOf,
  play,
  report,
  retry,
  start as started,
} from '../helpers/session-play.ts';
import { createStage, now, openStage, quiet, start, taskNumbered, type Disk, type Stage } from './stage.ts';

const costing = (costUsd: number, outcome: Outcome = completed): Outcome => ({ ...outcome, costUsd });

/** A session whose first task has had two attempts. */
const after = (...costs: readonly number[]): OpenSession =>
  openOf(play(auto, started(), ...costs.flatMap((cost, n) => [report(n + 1, costing(cost, failed)), retry])));

describe('what an attempt may cost', () => {
  it.each<[string, { budgetUsd?: number }, Partial<GateRules>, number, [string, number] | undefined]>([
    ['nothing is set', {}, {}, 0, undefined],
    ['its task has a budget', { budgetUsd: 2 }, {}, 0, ['task', 1.25]],
    ['the session has one', {}, { sessionUsd: 5 }, 0, ['session', 4.25]],
    ['the day has one', {}, { dayUsd: 3 }, 2.5, ['day', 0.5]],
    ['all have', { budgetUsd: 2 }, { sessionUsd: 1, dayUsd: 3 }, 2.5, ['session', 0.25]],
    ['the budget of its task is used up', { budgetUsd: 0.5 }, {}, 0, ['task', 0.25]],
    ['it is used up but for a rounding', { budgetUsd: 0.7501 }, {}, 0, ['task', 0.7502]],
    ['the others are', {}, { sessionUsd: 0.75, dayUsd: 1 }, 1.5, undefined],
  ])('where %s', (_, task, rules, todayUsd, expected) => {
    const budget = attemptBudget({ number: 1, ...task }, after(0.5, 0.25), todayUsd, rules);
    expect(budget?.of).toBe(expected?.[0]);
    if (expected !== undefined) expect(budget?.usd).toBeCloseTo(expected[1], 9);
  });

  it('says all of the budget that sets it', () => {
    expect(attemptBudget({ number: 1 }, after(0.5), 0.75, { sessionUsd: 5, dayUsd: 1 })).toEqual({
      ...{ of: 'day', limitUsd: 1, usd: 0.25 },
    });
  });
});

interface Options {
  readonly rules?: Partial<GateRules>;
  readonly costs?: readonly number[];
  readonly disk?: Disk;
  readonly budgetUsd?: number;
  readonly zone?: string;
}

const optionsOf = ({ rules, costs = [0.4, 0.4, 0.4], disk, budgetUsd, zone = 'UTC' }: Options) => ({
  ...(disk && { disk }),
  rules: { ...auto, ...rules },
  tasks: [1, 2, 3].map((number) => taskNumbered(number, { budgetUsd })),
  script: Object.fromEntries(costs.map((cost, n) => [n + 1, [{ outcome: costing(cost) }]])),
  deps: () => ({ zone }),
});

async function spending(options: Options): Promise<Stage> {
  const stage = await openStage(optionsOf(options));
  await stage.ask(start);
  return stage;
}

const gateIn = ({ service }: Stage) => openGates(service.read())[0];
const spentOn = ({ disk }: Stage) => disk.kept.loaded.state.spending;

describe('the budget of a session', () => {
  it('is asked about before the next task once it is spent, and again after each', async () => {
    const stage = await spending({ rules: { sessionUsd: 0.5 } });
    expect(now(stage.service.read())).toBe('gate start 3');
    expect(gateIn(stage)).toMatchObject({
      ...{ why: 'budget', budget: { of: 'session', limitUsd: 0.5, spentUsd: 0.8 } },
    });
    await stage.ask({ type: 'approve' });
    expect(now(stage.service.read())).toBe('completed');
  });

  it('leaves each attempt what is left of it, and nothing to measure by beyond it', async () => {
    const stage = await spending({ rules: { sessionUsd: 0.5 } });
    await stage.ask({ type: 'approve' });
    const budgets = stage.runner.started.map(({ maxBudgetUsd }) => maxBudgetUsd);
    expect(budgets).toEqual([0.5, expect.closeTo(0.1), undefined]);
  });
});

describe('the budget of a task', () => {
  it('is what each of its attempts has left, and it has the same again when it is used up', async () => {
    const stage = await openStage({
      ...optionsOf({ budgetUsd: 1 }),
      script: { 1: [0.3, 0.75, 0.1].map((cost) => ({ outcome: costing(cost, failed) })) },
    });
    await stage.ask(start);
    await stage.ask({ type: 'retry' });
    await stage.ask({ type: 'retry' });
    const budgets = stage.runner.started.map(({ maxBudgetUsd }) => maxBudgetUsd);
    expect(budgets).toEqual([1, expect.closeTo(0.7), expect.closeTo(0.95)]);
  });
});

describe('the budget of a day', () => {
  it('counts what other sessions of the day have spent, also after a restart', async () => {
    const rules = { dayUsd: 1.5 };
    const stage = await spending({ rules });
    expect(now(stage.service.read())).toBe('completed');
    expect(spentOn(stage)).toEqual({ day: '20261121', usd: expect.closeTo(1.2) });
    await stage.service.close();
    const next = createStage(optionsOf({ rules, disk: stage.disk }));
    await next.service.recover();
    await next.ask(start);
    await next.ask({ type: 'approve' });
    expect(gateIn(next)).toMatchObject({
      ...{ task: 2, why: 'budget', budget: { of: 'day', limitUsd: 1.5, spentUsd: expect.closeTo(1.6) } },
    });
    expect(next.runner.started[0]?.maxBudgetUsd).toBeCloseTo(0.3);
  });

  it.each([
    ['UTC', 14.5 * 3_600_000, '20261122'],
    ['Europe/Berlin', 13.5 * 3_600_000, '20261122'],
    ['Europe/Berlin', 13 * 3_600_000, '20261121'],
  ])('begins anew at midnight (%s, %p)', async (zone, ms, day) => {
    const stage = await openStage({
      ...optionsOf({ rules: { dayUsd: 0.4 }, zone }),
      script: { 1: [{ outcome: { ...costing(0.4), durationMs: 0 } }], 2: [{}], 3: [{}] },
    });
    await stage.ask(start);
    expect(gateIn(stage)).toMatchObject({ why: 'budget', budget: { of: 'day' } });
    stage.disk.clock.advance(ms);
    await stage.ask({ type: 'approve' });
    stage.runner.end(2, costing(0.1));
    await quiet();
    const isNew = day === '20261122';
    expect(spentOn(stage)).toEqual({ day, usd: isNew ? 0.1 : 0.5 });
    expect(now(stage.service.read())).toBe(isNew ? 'run 3' : 'gate start 3');
    expect(stage.runner.started[1]?.maxBudgetUsd).toBe(isNew ? 0.4 : undefined);
  });
});
