import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readFile, stat } from 'node:fs/promises';
import type { Attempt } from '../../../src/core/attempt/index.ts';
import { createBench, orderOf, watching, type Bench } from './runner-bench.ts';
import { linesOf } from './look.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
});
afterEach(async () => bench.remove());

const all: Required<Attempt> = {
  epoch: 4,
  task: 2,
  conversation: 'c',
  continues: 3,
  previous: 2,
  tree: 'head:tree',
  words: 'Use tabs.',
  mode: 'plan',
  carriesOut: true,
  answers: 'gate',
  patience: { cause: 'usage', since: '2026-11-21T09:00:00.000Z', tries: 2 },
  orderedAt: '2026-11-21T09:30:15.000Z',
};

it('tells a later process everything of an attempt', async () => {
  const runner = bench.runner();
  await runner.ensureRun({ ...orderOf([]), attempt: all }, watching());
  expect(await bench.runner().list()).toMatchObject([{ attempt: all }]);
});

it('keeps what the attempt was given to spend, and for how long it waited', async () => {
  const budget = { of: 'day', limitUsd: 5 } as const;
  const watch = watching();
  watch.waited = 1;
  const order = orderOf(['result'], { maxBudgetUsd: 2, budget });
  expect(await bench.runner().ensureRun(order, watch)).toMatchObject({ waitedMs: 1 });
  expect(JSON.parse(await readFile(bench.ledger().order, 'utf8'))).toMatchObject({ budget });
  expect(await bench.runner().record(order.session, 1)).toMatchObject({ outcome: { waitedMs: 1 } });
});

it('says nothing where the answer to a call is what goes on', async () => {
  const order = orderOf(['say This would be a prompt.']);
  await bench.runner().ensureRun({ ...order, attempt: { ...order.attempt, answers: 'gate' } }, watching());
  expect(await readFile(bench.ledger().prompt, 'utf8')).toBe('');
});

it('lets an attempt ask, by files that only its owner reads', async () => {
  const runner = bench.runner({ permissions: 'ask', denyRules: ['Bash(rm:*)'], askWaitMs: 1000 });
  await runner.ensureRun(orderOf([`args ${bench.file('args')}`, 'result']), watching());
  const { settings, asking } = bench.ledger();
  for (const path of [settings, asking]) expect((await stat(path)).mode & 0o777).toBe(0o600);
  const given = await readFile(settings, 'utf8');
  expect(JSON.parse(given)).toMatchObject({
    disableAllHooks: false,
    hooks: { PreToolUse: [{ matcher: '*', hooks: [{ type: 'command', timeout: 61 }] }] },
    permissions: { deny: ['Bash(rm:*)'] },
  });
  const { token } = JSON.parse(await readFile(asking, 'utf8')) as { token: string };
  expect(token.length).toBeGreaterThan(40);
  expect(given + (await linesOf(bench.file('args'))).join()).not.toContain(token);
});

it('gives an attempt that asks nothing no such files', async () => {
  await bench.runner().ensureRun(orderOf(['result']), watching());
  expect(await linesOf(bench.ledger().asking)).toEqual([]);
});
