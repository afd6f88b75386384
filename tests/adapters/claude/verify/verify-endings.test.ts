import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createProcessTable } from '../../../../src/adapters/claude/create-process-table.ts';
import { parseIdentity } from '../../../../src/adapters/claude/ledger-state.ts';
import { endCommand } from '../../../../src/adapters/claude/terminate.ts';
import { until } from '../../../helpers/until.ts';
import { exists, linesOf, lives, pidIn } from '../look.ts';
import { createVerifyBench, SESSION, staying, type VerifyBench } from './verify-bench.ts';

let bench: VerifyBench;
beforeEach(async () => {
  bench = await createVerifyBench();
});
afterEach(async () => bench.remove());

const NEVER = new AbortController().signal;
const pidOf = (name: string): Promise<number> => until(() => pidIn(bench.file(name)));

/** A child that does not obey, and a grandchild in a session of its own whose parent is gone. */
const family = (): string =>
  `setsid sh -c '${staying(bench.file('grandchild')).slice("sh -c '".length, -1)}' & ${staying(bench.file('child'), 'TERM')}`;

describe('a command that takes too long', () => {
  it('is ended with all it started, whether that obeys or not, and the next one runs', async () => {
    const graces = { terminateMs: 200, lastMs: 200 };
    const verifications = bench.verify([family(), 'echo next'], { timeoutMs: 3000, graces });
    const pids = await Promise.all([pidOf('child'), pidOf('grandchild')]);
    expect(await verifications).toMatchObject([
      { passed: false, ended: 'timeout' },
      { passed: true, lastLines: ['next'] },
    ]);
    expect(await Promise.all(pids.map(lives))).toEqual([false, false]);
    expect(await bench.log()).toMatch(/\[took too long and was ended \(verify\.timeout\) after [\d:]+\]\n$/);
  });

  it('is asked first', async () => {
    const polite = `trap 'echo tidied up; exit 0' TERM; echo $$ >${bench.file('pid')}; while :; do sleep 0.05; done`;
    expect(await bench.verify([polite], { timeoutMs: 2000 })).toMatchObject([
      { passed: false, ended: 'timeout', lastLines: ['tidied up'] },
    ]);
  });

  it('is written down', async () => {
    const commands = [`echo run >>${bench.file('runs')}; sleep 1000`];
    const first = await bench.verify(commands, { timeoutMs: 1500 });
    expect(await bench.verify(commands)).toEqual(first);
    expect(await linesOf(bench.file('runs'))).toHaveLength(1);
  });
});

describe('the stop', () => {
  it('ends what runs and does not begin the rest', async () => {
    const stop = new AbortController();
    const graces = { terminateMs: 200, lastMs: 200 };
    const commands = ['echo first', family(), `touch ${bench.file('third')}`];
    const verifications = bench.verify(commands, { graces }, stop.signal);
    const pids = await Promise.all([pidOf('child'), pidOf('grandchild')]);
    stop.abort();
    expect(await verifications).toMatchObject([
      { passed: true },
      { passed: false, ended: 'stopped' },
      { passed: false, ended: 'stopped', durationMs: 0, lastLines: [] },
    ]);
    expect(await Promise.all(pids.map(lives))).toEqual([false, false]);
    expect(await exists(bench.file('third'))).toBe(false);
  });

  it('before the beginning begins nothing', async () => {
    const verifications = await bench.verify([`touch ${bench.file('first')}`], {}, AbortSignal.abort());
    expect(verifications).toMatchObject([{ ended: 'stopped' }]);
    expect(await exists(bench.file('first'))).toBe(false);
  });

  it('is no result: asked again, all of it runs', async () => {
    const stop = new AbortController();
    const commands = [
      `echo run >>${bench.file('runs')}`,
      `[ -e ${bench.file('go')} ] || ${staying(bench.file('pid'))}`,
    ];
    const stopped = bench.verify(commands, {}, stop.signal);
    await pidOf('pid');
    stop.abort();
    expect(await stopped).toMatchObject([{ passed: true }, { ended: 'stopped' }]);
    await writeFile(bench.file('go'), '');
    expect(await bench.verify(commands)).toMatchObject([{ passed: true }, { passed: true }]);
    expect(await linesOf(bench.file('runs'))).toHaveLength(2);
  });
});

describe('what a command leaves running', () => {
  it('is ended with it, and said', async () => {
    const commands = [
      `${staying(bench.file('server'))} & until [ -s ${bench.file('server')} ]; do sleep 0.05; done`,
      'true',
    ];
    expect(await bench.verify(commands)).toMatchObject([{ passed: true, exitCode: 0 }, { passed: true }]);
    expect(await lives(await pidOf('server'))).toBe(false);
    expect(await bench.log()).toMatch(/; it left [12] processes running, which were ended\]\n$/);
    expect(bench.warnings).toEqual(['ended what a verify command left running']);
  });

  it('is not waited for where it cannot be found', async () => {
    // Without the mark, and with its parent gone.
    const hidden = `(env -i PATH="$PATH" setsid sh -c 'echo $$ >${bench.file('hidden')}; exec sleep 1000' 9>&- &) ; until [ -s ${bench.file('hidden')} ]; do sleep 0.05; done`;
    try {
      expect(await bench.verify([hidden], { graces: { terminateMs: 200, lastMs: 200 } })).toMatchObject([
        { passed: true },
      ]);
    } finally {
      process.kill(await pidOf('hidden'), 'SIGKILL');
    }
  });
});

describe('at one time', () => {
  it('the commands of an epoch run once, however many ask for them', async () => {
    const verifier = bench.verifier();
    const commands = [`echo run >>${bench.file('runs')}`];
    const order = { session: SESSION, epoch: 1, commands };
    const [first, second] = await Promise.all([verifier.verify(order, NEVER), verifier.verify(order, NEVER)]);
    expect(second).toEqual(first);
    expect(first).toMatchObject([{ passed: true }]);
    expect(await linesOf(bench.file('runs'))).toHaveLength(1);
  });

  it('the stop of one who asked is that of all', async () => {
    const verifier = bench.verifier();
    const order = { session: SESSION, epoch: 1, commands: [staying(bench.file('pid'))] };
    const stop = new AbortController();
    const both = [verifier.verify(order, NEVER), verifier.verify(order, stop.signal)];
    await pidOf('pid');
    stop.abort();
    expect((await Promise.all(both)).flat()).toMatchObject([{ ended: 'stopped' }, { ended: 'stopped' }]);
  });

  it('only one holds the working directory', async () => {
    const holder = spawn('flock', [bench.project, 'sh', '-c', `echo held; exec sleep 1000`], {
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    try {
      await once(holder.stdout, 'data');
      expect(await bench.verify([`touch ${bench.file('ran')}`])).toMatchObject([
        {
          passed: false,
          ended: 'not-started',
          lastLines: [expect.stringContaining('holds the lock on the working directory')],
        },
      ]);
      expect(await exists(bench.file('ran'))).toBe(false);
    } finally {
      process.kill(-(holder.pid ?? 0), 'SIGKILL');
    }
  });

  it('a command holds the working directory', async () => {
    expect(await bench.verify([`flock -n ${bench.project} true`])).toMatchObject([
      { passed: false, exitCode: 1 },
    ]);
  });
});

describe('a Greenlight that is killed in the middle', () => {
  const commands = (): readonly string[] => [
    `echo run >>${bench.file('runs')}`,
    `[ -e ${bench.file('go')} ] || { ${family()}; }`,
  ];

  it('is followed by one that ends its command and runs all of them', async () => {
    const first = await bench.elsewhere(commands());
    const pids = await Promise.all([pidOf('child'), pidOf('grandchild')]);
    const gone = once(first, 'exit');
    first.kill('SIGKILL');
    await gone;
    expect(await Promise.all(pids.map(lives))).toEqual([true, true]);
    await writeFile(bench.file('go'), '');
    const graces = { terminateMs: 200, lastMs: 200 };
    expect(await bench.verify(commands(), { graces })).toMatchObject([{ passed: true }, { passed: true }]);
    expect(await Promise.all(pids.map(lives))).toEqual([false, false]);
    expect(await linesOf(bench.file('runs'))).toHaveLength(2);
    expect(bench.warnings).toEqual(['ended a verify command that an earlier process had started']);
  });

  it('named the command in its ledger', async () => {
    const first = await bench.elsewhere([`exec ${staying(bench.file('pid'))}`]);
    const pid = await pidOf('pid');
    first.kill('SIGKILL');
    const [named] = (await readFile(join(bench.folder, 'verify.pid'), 'utf8')).split(' ');
    expect(Number(named)).toBe(pid);
  });

  it('left a command that is ended by its name where environments cannot be read', async () => {
    const first = await bench.elsewhere([staying(bench.file('pid'))]);
    const pid = await pidOf('pid');
    first.kill('SIGKILL');
    const root = parseIdentity(await readFile(join(bench.folder, 'verify.pid'), 'utf8'));
    const ending = { table: createProcessTable(), mark: 'GREENLIGHT_ATTEMPT=none', wrapper: undefined, root };
    expect(await endCommand(ending, { terminateMs: 2000 })).toBe(true);
    expect(await lives(pid)).toBe(false);
    expect(await endCommand(ending, { terminateMs: 2000 })).toBe(false);
  });

  it('ends nothing that has its pid by chance', async () => {
    await bench.verify(['true']);
    const bystander = spawn('sleep', ['1000'], { stdio: 'ignore' });
    try {
      await writeFile(join(bench.folder, 'verify.pid'), `${String(bystander.pid)} of another time\n`);
      expect(await bench.verify(['echo other'])).toMatchObject([{ passed: true }]);
      expect(await lives(bystander.pid ?? 0)).toBe(true);
      expect(bench.warnings).toEqual([]);
    } finally {
      bystander.kill('SIGKILL');
    }
  });
});
