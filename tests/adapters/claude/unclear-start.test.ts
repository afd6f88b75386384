import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createProcessTable } from '../../../src/adapters/claude/create-process-table.ts';
import { launchWrapper } from '../../../src/adapters/claude/launch.ts';
import { readStatus, voidStart } from '../../../src/adapters/claude/ledger-state.ts';
import { publishOrder, type Order } from '../../../src/adapters/claude/order.ts';
import { WRAPPER } from '../../../src/adapters/claude/wrapper.ts';
import { until } from '../../helpers/until.ts';
import { exists, linesOf, lives, pidIn } from './look.ts';
import { createBench, orderOf, SESSION, STAND_IN, watching, type Bench } from './runner-bench.ts';

// Greenlight and the wrapper may die at any moment of a start: these are the moments.
let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
});
afterEach(async () => bench.remove());

const table = createProcessTable();
const SHELLS = ['/bin/sh', '/bin/dash', '/bin/bash'].filter((shell) => existsSync(shell));
const script = (): string[] => [`count ${bench.file('starts')}`, 'init', 'say Done.', 'result'];
const starts = async (): Promise<number> => (await linesOf(bench.file('starts'))).length;

/** The ledger as a starter leaves it that dies right after publishing it. */
async function publish(launcher: Order['launcher'] = { pid: 1, identity: 'long dead' }): Promise<void> {
  const { attempt } = orderOf([]);
  await publishOrder(
    bench.ledger(),
    {
      attempt,
      position: 1,
      title: 'Add invoices',
      startedAt: new Date().toISOString(),
      projectDirectory: bench.project,
      cwd: bench.project,
      timeoutMs: 600_000,
      silenceMs: 600_000,
      marker: `${SESSION}/1/test`,
      argv: [],
      logOffset: 0,
      launcher,
    },
    `${script().join('\n')}\n`,
  );
}

async function launch(): Promise<void> {
  const env = { PATH: process.env['PATH'] ?? '', GREENLIGHT_ATTEMPT: `${SESSION}/1/test` };
  const command = [process.execPath, STAND_IN];
  await launchWrapper(
    bench.ledger(),
    { projectDirectory: bench.project, cwd: bench.project, command, env },
    table,
  );
}

describe('an attempt whose starter died', () => {
  it('before the wrapper came is lost, and a late wrapper runs nothing', async () => {
    await publish();
    expect(await bench.runner().ensureRun(orderOf(script()), watching())).toMatchObject({ kind: 'lost' });
    await launch();
    expect(await readFile(bench.ledger().status, 'utf8')).toBe('void\n');
    expect(await bench.runner().ensureRun(orderOf(script()), watching())).toMatchObject({ kind: 'lost' });
    expect(await bench.runner().list()).toMatchObject([{ session: SESSION, state: 'lost' }]);
    expect(await starts()).toBe(0);
  });

  it('while its wrapper was on its way is followed', async () => {
    await publish();
    const runner = bench.runner({ graces: { startMs: 60_000 } });
    const outcome = runner.ensureRun(orderOf(script()), watching());
    await launch();
    expect(await outcome).toMatchObject({ kind: 'completed' });
    expect(await starts()).toBe(1);
  });
});

describe('a wrapper', () => {
  /** The wrapper without a starter that names it: what it is told is its standard input. */
  const wrap = (shell: string, input: string, text = WRAPPER): Promise<unknown> => {
    const args = ['-c', text, 'wrapper', bench.ledger().directory, bench.project, ''];
    const env = { PATH: process.env['PATH'], GREENLIGHT_ATTEMPT: `${SESSION}/1/test` };
    const child = spawn(shell, [...args, process.execPath, STAND_IN], { cwd: bench.project, env });
    child.stdin.on('error', () => undefined).end(input);
    return once(child, 'close');
  };

  it.each(SHELLS)('in %s runs nothing when its starter died before naming it', async (shell) => {
    await publish();
    await wrap(shell, '');
    expect(await starts()).toBe(0);
    expect(await bench.runner().ensureRun(orderOf(script()), watching())).toMatchObject({ kind: 'lost' });
  });

  it.each(SHELLS)('in %s runs nothing when another is named, whatever it is told', async (shell) => {
    await publish();
    await writeFile(bench.ledger().pid, '1 another\n');
    await wrap(shell, 'go\n');
    expect(await starts()).toBe(0);
  });

  it.each(SHELLS)('in %s runs when its starter died after naming it', async (shell) => {
    await publish();
    // The shell that becomes the wrapper names itself, as the starter would.
    const named = `printf '%s me\\n' "$$" >"$1/pid"\n${WRAPPER}`;
    await wrap(shell, '', named);
    expect(await starts()).toBe(1);
    expect(await readFile(bench.ledger().status, 'utf8')).toBe('0\n');
  });

  it.each(SHELLS)('in %s says why its starter could not name it', async (shell) => {
    await publish();
    await wrap(shell, 'nolink\n');
    expect(await bench.runner().ensureRun(orderOf(script()), watching())).toMatchObject({
      failure: 'not-started',
      sentence: expect.stringContaining('hard links'),
    });
  });
});

it('does not take a status for one before its line has its end', async () => {
  await publish();
  await writeFile(bench.ledger().pid, '1 long dead\n');
  for (const unfinished of ['', '0', '12']) {
    await writeFile(bench.ledger().status, unfinished);
    expect(readStatus(bench.ledger())).toBeUndefined();
  }
  await writeFile(bench.ledger().status, '12\n');
  expect(readStatus(bench.ledger())).toMatchObject({ kind: 'exited', code: 12 });
});

it('waits for a starter that lives', async () => {
  const launcher = { pid: process.pid, identity: (await table.identityOf(process.pid)) ?? '' };
  await publish(launcher);
  const outcome = bench.runner({ graces: { startMs: 0 } }).ensureRun(orderOf(script()), watching());
  await launch();
  expect(await outcome).toMatchObject({ kind: 'completed' });
});

it('lets exactly one of the wrapper and those who give the attempt up decide', async () => {
  await publish();
  const given = Promise.all([voidStart(bench.ledger(), 'lost'), voidStart(bench.ledger(), 'lost')]);
  await Promise.all([given, launch()]);
  const won = (await given).filter(Boolean).length;
  expect(won).toBeLessThanOrEqual(1);
  expect(await starts()).toBe(1 - won);
});

it('gives an attempt up whose wrapper cannot be spawned', async () => {
  await publish();
  const start = {
    projectDirectory: bench.project,
    cwd: bench.project,
    command: ['true'],
    env: { PATH: '/nowhere' },
  };
  await launchWrapper(bench.ledger(), start, table);
  const outcome = await bench.runner().ensureRun(orderOf(script()), watching());
  expect(outcome).toMatchObject({ kind: 'failed', failure: 'not-started' });
});

describe('a cancellation', () => {
  it('of an epoch that was never ordered keeps it from starting', async () => {
    const runner = bench.runner();
    await runner.cancel(SESSION, 1, 'operator');
    expect(await runner.ensureRun(orderOf(script()), watching())).toMatchObject({ kind: 'stopped' });
    expect(await runner.list()).toEqual([]);
    expect(await starts()).toBe(0);
  });

  it('before the wrapper came keeps it from running anything', async () => {
    await publish();
    await bench.runner().cancel(SESSION, 1, 'operator');
    await launch();
    expect(await bench.runner().ensureRun(orderOf(script()), watching())).toMatchObject({ kind: 'stopped' });
    expect(await starts()).toBe(0);
  });

  it('that the wrapper finds when it has shown itself keeps it from running anything', async () => {
    await publish();
    await writeFile(bench.ledger().cancel, 'operator\n');
    await launch();
    expect(await readFile(bench.ledger().status, 'utf8')).toBe('cancelled\n');
    expect(await bench.runner().ensureRun(orderOf(script()), watching())).toMatchObject({ kind: 'stopped' });
    expect(await starts()).toBe(0);
  });

  it('in whose middle Greenlight died is carried out by the next one', async () => {
    const order = orderOf(['init', 'say x', `count ${bench.file('starts')}`, `wait ${bench.file('never')}`]);
    const first = bench.runner();
    first.ensureRun(order, watching()).catch(() => undefined);
    await until(async () => (await starts()) > 0);
    await first.detach();
    await writeFile(bench.ledger().cancel, 'operator\n');
    expect(await bench.runner().ensureRun(order, watching())).toMatchObject({
      kind: 'stopped',
      resumable: true,
    });
  });
});

describe('kill -9', () => {
  it('of the wrapper and the program loses the attempt', async () => {
    const runner = bench.runner();
    const order = orderOf(['init', 'say x', `count ${bench.file('starts')}`, `wait ${bench.file('never')}`]);
    const outcome = runner.ensureRun(order, watching());
    const program = await until(() => pidIn(bench.file('starts')));
    process.kill((await pidIn(bench.ledger().pid)) ?? 0, 'SIGKILL');
    process.kill(program, 'SIGKILL');
    expect(await outcome).toMatchObject({ kind: 'lost', resumable: true });
    expect(await runner.list()).toMatchObject([{ state: 'lost' }]);
    expect(await bench.runner().ensureRun(order, watching())).toMatchObject({ kind: 'lost' });
    expect(await starts()).toBe(1);
  });

  it('of the wrapper alone does not free the directory before the program has ended', async () => {
    const runner = bench.runner();
    const watch = watching();
    const order = orderOf([
      `count ${bench.file('starts')}`,
      `wait ${bench.file('go')}`,
      'init',
      'say late',
      'result',
    ]);
    const outcome = runner.ensureRun(order, watch);
    const program = await until(() => pidIn(bench.file('starts')));
    process.kill((await pidIn(bench.ledger().pid)) ?? 0, 'SIGKILL');
    const second = await runner.ensureRun(orderOf(['init'], { epoch: 2 }), watching());
    expect(second).toMatchObject({ failure: 'not-started' });
    expect((await runner.list())[0]).toMatchObject({ state: 'running' });
    await bench.touch('go');
    expect(await outcome).toMatchObject({ kind: 'lost' });
    expect(await lives(program)).toBe(false);
    expect(await exists(bench.ledger().status)).toBe(false);
    expect(watch.seen.at(-1)).toMatchObject({ turns: 1 });
  });
});
