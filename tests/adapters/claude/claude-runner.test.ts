import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { DetachedError } from '../../../src/app/ports/runner.ts';
import { until } from '../../helpers/until.ts';
import { createBench, orderOf, SESSION, watching, type Bench } from './runner-bench.ts';
import { exists, linesOf } from './look.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
});
afterEach(async () => bench.remove());

const GOOD = ['init', 'say Working on it.', 'result'];

describe('ensureRun', () => {
  it('runs an attempt to its end and reports it', async () => {
    const watch = watching();
    const outcome = await bench
      .runner()
      .ensureRun(
        orderOf([
          'init',
          'tool {"id":"t1","name":"Write","input":{"file_path":"a.sql","content":"x"}}',
          'say Done.',
          'result',
        ]),
        watch,
      );
    expect(outcome).toMatchObject({
      kind: 'completed',
      asks: false,
      costUsd: 0.25,
      turns: 2,
      resumable: true,
    });
    expect(watch.seen.at(-1)).toMatchObject({
      turns: 2,
      tool: { name: 'Write', detail: 'a.sql' },
      costUsd: 0.25,
    });
    const record = await bench.runner().record(SESSION, 1);
    expect(record).toMatchObject({
      epoch: 1,
      task: 2,
      outcome,
      finalText: 'All done.',
      filesTouched: ['a.sql'],
    });
  });

  it('keeps what it writes from other users', async () => {
    await bench.runner().ensureRun(orderOf(GOOD), watching());
    const { directory, ...files } = bench.ledger();
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    for (const path of [
      files.order,
      files.prompt,
      files.transcript,
      files.stderr,
      files.pid,
      files.status,
      files.report,
    ]) {
      expect([path, (await stat(path)).mode & 0o777]).toEqual([path, 0o600]);
    }
  });

  it('lets the attempt create files with the umask of the operator', async () => {
    await bench.touch('ordinary');
    await bench.runner().ensureRun(orderOf([`count ${bench.project}/new`, ...GOOD]), watching());
    expect((await stat(`${bench.project}/new`)).mode).toBe((await stat(bench.file('ordinary'))).mode);
  });

  it('starts an epoch once, however many ask for it at once', async () => {
    const order = orderOf([`count ${bench.file('starts')}`, ...GOOD]);
    const runners = [bench.runner(), bench.runner(), bench.runner()];
    const outcomes = await Promise.all(runners.map((runner) => runner.ensureRun(order, watching())));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['completed', 'completed', 'completed']);
    expect(await linesOf(bench.file('starts'))).toHaveLength(1);
  });

  it('goes on in another runner after a detach', async () => {
    const order = orderOf([
      `count ${bench.file('starts')}`,
      'init',
      'say one',
      `wait ${bench.file('go')}`,
      'say two',
      'result',
    ]);
    const first = bench.runner();
    const left = first.ensureRun(order, watching());
    left.catch(() => undefined);
    await until(() => exists(bench.file('starts')));
    await first.detach();
    await expect(left).rejects.toBeInstanceOf(DetachedError);
    await expect(first.ensureRun(order, watching())).rejects.toBeInstanceOf(DetachedError);

    const second = bench.runner().ensureRun(order, watching());
    await bench.touch('go');
    expect(await second).toMatchObject({ kind: 'completed', turns: 2 });
    expect(await linesOf(bench.file('starts'))).toHaveLength(1);
    const log = await readFile(`${bench.logs}/${SESSION}/task-1-output.log`, 'utf8');
    expect(log.match(/^one$/gm)).toHaveLength(1);
    expect(log.match(/^=== Attempt/gm)).toHaveLength(1);
  });

  it('reports an attempt that ended while nobody watched', async () => {
    const order = orderOf([...GOOD, `wait ${bench.file('go')}`]);
    const first = bench.runner();
    const left = first.ensureRun(order, watching());
    left.catch(() => undefined);
    await until(() => exists(bench.ledger().pid));
    await first.detach();
    await bench.touch('go');
    await until(() => exists(bench.ledger().status));
    expect(await bench.runner().record(SESSION, 1)).toMatchObject({ outcome: { kind: 'completed' } });
    expect(await bench.runner().ensureRun(order, watching())).toMatchObject({ kind: 'completed' });
  });

  it('appends the next attempt of a task to its log', async () => {
    await bench.runner().ensureRun(orderOf(['init', 'say hunter2', 'result']), watching());
    await bench.runner().ensureRun(orderOf(GOOD, { epoch: 2 }), watching());
    const log = await readFile(`${bench.logs}/${SESSION}/task-1-output.log`, 'utf8');
    expect(log.match(/^=== Attempt \d/gm)).toEqual(['=== Attempt 1', '=== Attempt 2']);
    expect(log).toContain('***');
    expect(log).not.toContain('hunter2');
  });

  it("gives the preparation's answer when nothing is to be started", async () => {
    const refusal = { kind: 'failed', failure: 'superseded', sentence: 'changed', resumable: false } as const;
    const order = { ...orderOf(GOOD), prepare: async () => ({ ok: false, outcome: refusal }) as const };
    expect(await bench.runner().ensureRun(order, watching())).toEqual(refusal);
    expect(await bench.runner().record(SESSION, 1)).toBeUndefined();
  });

  it('tells that an attempt takes too long, and leaves ending it to the listener', async () => {
    const runner = bench.runner();
    const watch = watching((cause) => void runner.cancel(SESSION, 1, cause));
    const order = orderOf(['init', 'say x', `wait ${bench.file('never')}`], { timeoutMs: 1 });
    expect(await runner.ensureRun(order, watch)).toMatchObject({ kind: 'timed-out' });
    expect(watch.causes).toEqual(['timeout']);
  });

  it('tells that an attempt is silent', async () => {
    const runner = bench.runner({ silenceMs: 300 });
    const watch = watching((cause) => void runner.cancel(SESSION, 1, cause));
    expect(await runner.ensureRun(orderOf([`wait ${bench.file('never')}`]), watch)).toMatchObject({
      kind: 'silent',
    });
    expect(watch.causes).toEqual(['silence']);
  });

  it('ends one that stays after its result, which counts', async () => {
    const runner = bench.runner({ graces: { resultMs: 100 } });
    const outcome = await runner.ensureRun(orderOf([...GOOD, `wait ${bench.file('never')}`]), watching());
    expect(outcome).toMatchObject({ kind: 'completed' });
  });

  it('leaves out lines that are too long and goes on after them', async () => {
    const runner = bench.runner();
    const outcome = await runner.ensureRun(
      orderOf(['init', 'long 5000000', 'say short', 'result']),
      watching(),
    );
    expect(outcome).toMatchObject({ kind: 'completed', turns: 1 });
    expect((await runner.record(SESSION, 1))?.lastLines.join('\n')).toContain('left out');
  });
});

describe('a start that must not be', () => {
  it('refuses to skip permissions as root outside a sandbox', async () => {
    const runner = bench.runner({ sandboxed: false, asRoot: true });
    const outcome = await runner.ensureRun(orderOf(GOOD), watching());
    expect(outcome).toMatchObject({ kind: 'failed', failure: 'not-started' });
    expect(outcome.sentence).toContain('claude.sandboxed');
  });

  it('says that the program is missing', async () => {
    const outcome = await bench.runner({ command: ['no-such-claude'] }).ensureRun(orderOf(GOOD), watching());
    expect(outcome).toMatchObject({
      failure: 'not-started',
      sentence: expect.stringContaining('no-such-claude'),
    });
  });

  it('says that the working directory is missing', async () => {
    const outcome = await bench.runner().ensureRun(orderOf(GOOD, { workingDirectory: 'gone' }), watching());
    expect(outcome).toMatchObject({ failure: 'not-started' });
  });

  it.each(['link', 'link/deep', '..'])('refuses to work outside the project (%s)', async (path) => {
    await mkdir(bench.file('elsewhere/deep'), { recursive: true });
    await symlink('../elsewhere', `${bench.project}/link`);
    const outcome = await bench.runner().ensureRun(orderOf(GOOD, { workingDirectory: path }), watching());
    expect(outcome).toMatchObject({
      failure: 'not-started',
      sentence: 'The working directory of the task leads out of the project: nothing was started.',
    });
    expect(await exists(bench.ledger().directory)).toBe(false);
  });

  it('follows links within the project', async () => {
    await mkdir(`${bench.project}/..packages`);
    await symlink('..packages', `${bench.project}/link`);
    const order = orderOf(GOOD, { workingDirectory: 'link' });
    expect(await bench.runner().ensureRun(order, watching())).toMatchObject({ kind: 'completed' });
  });

  it('finds the directory busy while another attempt lives in it', async () => {
    const runner = bench.runner();
    const script = [`count ${bench.file('started')}`, ...GOOD, `wait ${bench.file('go')}`];
    const first = runner.ensureRun(orderOf(script), watching());
    await until(() => exists(bench.file('started')));
    const second = await runner.ensureRun(orderOf(GOOD, { epoch: 2 }), watching());
    expect(second).toMatchObject({ kind: 'failed', failure: 'not-started' });
    expect(await readFile(bench.ledger(2).status, 'utf8')).toBe('busy\n');
    await bench.touch('go');
    expect(await first).toMatchObject({ kind: 'completed' });
  });
});

describe('what the program is given', () => {
  it('is an environment without secrets, with the mark', async () => {
    const env = {
      PATH: process.env['PATH'],
      TELEGRAM_TOKEN: 'hunter2',
      DATABASE_PASSWORD: 'hunter2',
      GREENLIGHT_SECRET: 'hunter2',
      N8N_WEBHOOK_SECRET: 'hunter2',
      ANTHROPIC_API_KEY: 'sk-test',
    };
    await bench.runner({ env }).ensureRun(orderOf([`env ${bench.file('env')}`, ...GOOD]), watching());
    const given = JSON.parse(await readFile(bench.file('env'), 'utf8')) as Record<string, string>;
    expect(JSON.stringify(given)).not.toContain('hunter2');
    expect(given).toMatchObject({ ANTHROPIC_API_KEY: 'sk-test', IS_SANDBOX: '1' });
    expect(given['GREENLIGHT_ATTEMPT']).toMatch(/^20261121-093015\/1\//);
  });

  it('is the conversation to begin or to continue, and the model', async () => {
    const runner = bench.runner({ model: 'opus' });
    await runner.ensureRun(orderOf([`args ${bench.file('a')}`, ...GOOD]), watching());
    await runner.ensureRun(
      orderOf([`args ${bench.file('b')}`, ...GOOD], { epoch: 2, model: 'sonnet' }, 1),
      watching(),
    );
    const [fresh, resumed] = [
      await readFile(bench.file('a'), 'utf8'),
      await readFile(bench.file('b'), 'utf8'),
    ];
    expect(fresh).toContain('"--model","opus","--session-id"');
    expect(resumed).toContain('"--model","sonnet","--resume"');
  });
});
