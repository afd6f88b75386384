import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { until } from '../../helpers/until.ts';
import { lives, pidIn } from './look.ts';
import { createBench, orderOf, SESSION, watching, type Bench } from './runner-bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
});
afterEach(async () => bench.remove());

describe('an attempt whose records are removed while it runs', () => {
  const script = (): string[] => [
    'init',
    'say x',
    `child ${bench.file('child')}`,
    `count ${bench.file('cli')}`,
    `wait ${bench.file('never')}`,
  ];
  /** Resolves with the pids of the program and of its child. */
  const running = async (): Promise<readonly [number, number]> => [
    await until(() => pidIn(bench.file('cli'))),
    await until(() => pidIn(bench.file('child'))),
  ];

  it('is ended and lost', async () => {
    const outcome = bench.runner().ensureRun(orderOf(script()), watching());
    const [cli, child] = await running();
    await rm(bench.logs, { recursive: true });
    expect(await outcome).toMatchObject({
      kind: 'lost',
      sentence:
        "The attempt's records were removed while it ran, so it was ended: what it did last is unknown.",
      turns: 1,
    });
    expect([await lives(cli), await lives(child)]).toEqual([false, false]);
    expect(bench.warnings).toContain('could not write the report of an attempt');
  });

  it('is ended when it is stopped before that was noticed', async () => {
    const runner = bench.runner();
    const outcome = runner.ensureRun(orderOf(script()), watching());
    const [cli, child] = await running();
    await rm(bench.logs, { recursive: true });
    await runner.cancel(SESSION, 1, 'operator');
    expect(['lost', 'stopped']).toContain((await outcome).kind);
    expect([await lives(cli), await lives(child)]).toEqual([false, false]);
  });
});
