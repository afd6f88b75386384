import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { until } from '../../helpers/until.ts';
import { exists, lives, pidIn } from './look.ts';
import { createBench, orderOf, SESSION, watching, type Bench } from './runner-bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
});
afterEach(async () => bench.remove());

const hold = (): string => `wait ${bench.file('never')}`;

describe('cancel', () => {
  it('leaves nothing of the attempt, its tools in sessions of their own included', async () => {
    const runner = bench.runner();
    const script = ['init', 'say x', `child ${bench.file('tool')}`, `count ${bench.file('program')}`, hold()];
    const outcome = runner.ensureRun(orderOf(script), watching());
    const program = await until(() => pidIn(bench.file('program')));
    const tool = (await pidIn(bench.file('tool'))) ?? 0;
    const wrapper = (await pidIn(bench.ledger().pid)) ?? 0;
    expect(await Promise.all([program, tool, wrapper].map(lives))).toEqual([true, true, true]);
    await runner.cancel(SESSION, 1, 'operator');
    expect(await Promise.all([program, tool, wrapper].map(lives))).toEqual([false, false, false]);
    expect(await outcome).toMatchObject({ kind: 'stopped', resumable: true });
    expect(await exists(bench.ledger().status)).toBe(true);
  });

  it('kills what ignores being asked', async () => {
    const runner = bench.runner({ graces: { interruptMs: 100, terminateMs: 100 } });
    const script = ['ignore SIGINT SIGTERM', `count ${bench.file('program')}`, hold()];
    const outcome = runner.ensureRun(orderOf(script), watching());
    const program = await until(() => pidIn(bench.file('program')));
    await runner.cancel(SESSION, 1, 'operator');
    expect(await lives(program)).toBe(false);
    expect(await outcome).toMatchObject({ kind: 'stopped' });
    expect(await readFile(bench.ledger().status, 'utf8')).toBe('137\n');
  });

  it('counts a success in the grace period', async () => {
    const runner = bench.runner();
    const outcome = runner.ensureRun(
      orderOf(['onint', 'init', 'say x', `count ${bench.file('program')}`, hold()]),
      watching(),
    );
    await until(() => pidIn(bench.file('program')));
    await runner.cancel(SESSION, 1, 'operator');
    expect(await outcome).toMatchObject({ kind: 'completed' });
  });

  it('keeps the first cause', async () => {
    const runner = bench.runner();
    const outcome = runner.ensureRun(orderOf([`count ${bench.file('program')}`, hold()]), watching());
    await until(() => pidIn(bench.file('program')));
    await Promise.all([runner.cancel(SESSION, 1, 'timeout'), until(() => exists(bench.ledger().cancel))]);
    await runner.cancel(SESSION, 1, 'operator');
    expect(await outcome).toMatchObject({ kind: 'timed-out' });
  });

  it('changes nothing about an attempt that has ended', async () => {
    const runner = bench.runner();
    const outcome = await runner.ensureRun(orderOf(['init', 'exit 3']), watching());
    await runner.cancel(SESSION, 1, 'operator');
    expect(outcome).toMatchObject({ kind: 'failed', failure: 'crashed' });
    expect(await exists(bench.ledger().cancel)).toBe(false);
  });

  it('ends an attempt that another process started', async () => {
    const first = bench.runner();
    first.ensureRun(orderOf([`count ${bench.file('program')}`, hold()]), watching()).catch(() => undefined);
    const program = await until(() => pidIn(bench.file('program')));
    await first.detach();
    await bench.runner().cancel(SESSION, 1, 'operator');
    expect(await lives(program)).toBe(false);
  });

  it('leaves processes alone that carry no mark', async () => {
    const bystander = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    try {
      const runner = bench.runner();
      const outcome = runner.ensureRun(orderOf([`count ${bench.file('program')}`, hold()]), watching());
      await until(() => pidIn(bench.file('program')));
      await runner.cancel(SESSION, 1, 'operator');
      await outcome;
      expect(await lives(bystander.pid ?? 0)).toBe(true);
    } finally {
      bystander.kill('SIGKILL');
    }
  });
});

it('ends what an attempt left running, and says so', async () => {
  const script = ['init', `child ${bench.file('server')}`, 'say Started the server.', 'result'];
  const outcome = await bench.runner().ensureRun(orderOf(script), watching());
  expect(outcome).toMatchObject({ kind: 'completed' });
  expect(await lives((await pidIn(bench.file('server'))) ?? 0)).toBe(false);
  expect(await readFile(`${bench.logs}/${SESSION}/task-1-output.log`, 'utf8')).toContain(
    '(left running by the attempt and ended: 1 ',
  );
  expect(bench.warnings).toEqual(['ended what an attempt left running']);
});
