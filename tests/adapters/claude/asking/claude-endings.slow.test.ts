import { afterEach, describe, expect, it } from '@jest/globals';
import {
  bash,
  drop,
  fail,
  nearLimit,
  say,
  use,
  usageLimit,
  type ModelScript,
  type Step,
} from '../../../../src/demo/model-script.ts';
import {
  allow,
  createAskingBench,
  deny,
  inTurn,
  SESSION,
  type AskingBench,
  type AskingBenchOptions,
} from './asking-bench.ts';

// How attempts of the real CLI end; with another version of it as in `claude-facts.slow.test.ts`.

let bench: AskingBench | undefined;
afterEach(async () => bench?.close());

async function benchFor(script: ModelScript, options?: AskingBenchOptions): Promise<AskingBench> {
  return (bench = await createAskingBench(script, options));
}

const again = { epoch: 2, continues: 1 };

describe('an attempt that plans', () => {
  it('has nothing to edit with, ends with its plan, and is carried out by the next', async () => {
    const script: ModelScript = ({ prompts, turn }) =>
      prompts.length > 1
        ? ([use('Write', { file_path: 'a.txt', content: 'done' }), bash('touch b')][turn] ?? say('Done.'))
        : ([bash('ls'), use('Write', { file_path: 'a.txt', content: 'early' })][turn] ??
          say('First a, then b.'));
    const there = await benchFor(script, { permissions: 'skip' });
    there.answer(({ tool, input }) =>
      tool === 'Bash' && input['command'] === 'ls' ? allow : deny('Only look.'),
    );
    await there.serve();
    expect(await there.run({ mode: 'plan' })).toMatchObject({ kind: 'planned' });
    expect((await there.runner().record(SESSION, 1))?.finalText).toBe('First a, then b.');
    const offered = there.api.requests[0]?.body.tools.map(({ name }) => name) ?? [];
    expect(offered).toEqual(expect.arrayContaining(['Bash', 'Read', 'AskUserQuestion']));
    for (const name of ['Edit', 'Write', 'NotebookEdit', 'EnterPlanMode', 'ExitPlanMode', 'Task', 'Agent'])
      expect(offered).not.toContain(name);
    expect(await there.file('a.txt')).toBeUndefined();
    expect(await there.run(again, { prompt: 'Carry it out.' })).toMatchObject({ kind: 'completed' });
    expect([await there.file('a.txt'), await there.file('b')]).toEqual(['done', '']);
  });
});

describe('trouble', () => {
  it.each<[string, Step]>([
    ['an overloaded API', fail(529, 'Overloaded')],
    ['a fault of the API', fail(500)],
    ['too many requests', fail(429)],
    ['a lost connection', drop()],
    ['a connection lost in mid-answer', drop('mid-stream')],
  ])('of passing kind is no failure (%s)', async (_name, step) => {
    const there = await benchFor(inTurn(bash('touch a'), step));
    await there.serve();
    expect(await there.run()).toMatchObject({ kind: 'unreachable', resumable: true });
  });

  it.each([400, 403, 404])('of another kind is one (%s)', async (status) => {
    const there = await benchFor(() => fail(status));
    expect(await there.run()).toMatchObject({ kind: 'failed' });
  });

  it('of passing kind lets the conversation go on where it stood', async () => {
    let down = true;
    const there = await benchFor(({ turnsInAll, prompts }) => {
      if (turnsInAll === 0) return bash('echo x >> count.txt');
      return down ? fail(529) : say(`Went on: ${prompts.at(-1) ?? ''}`);
    });
    await there.serve();
    expect(await there.run()).toMatchObject({ kind: 'unreachable' });
    down = false;
    expect(await there.run(again, { prompt: 'Go on.' })).toMatchObject({ kind: 'completed' });
    expect(await there.file('count.txt')).toBe('x\n');
  });
});

describe('the usage', () => {
  const soon = Math.floor(Date.now() / 1000) + 3600;

  it('is told when it comes near the limit', async () => {
    const there = await benchFor(() => nearLimit(say('Done.'), 0.92, soon), { subscriber: true });
    expect(await there.run()).toMatchObject({
      kind: 'completed',
      warning: { limit: 'five_hour', utilization: 0.92, resetsAt: new Date(soon * 1000).toISOString() },
    });
  });

  it('ends an attempt at the limit, with the time', async () => {
    const there = await benchFor(inTurn(bash('touch a'), usageLimit(soon)), { subscriber: true });
    await there.serve();
    expect(await there.run()).toMatchObject({
      kind: 'limited',
      resetsAt: new Date(soon * 1000).toISOString(),
      resumable: true,
    });
  });
});

it('a budget that is used up ends the attempt', async () => {
  const there = await benchFor(inTurn(bash('touch a'), bash('touch b'), bash('touch c')));
  await there.serve();
  expect(await there.run({}, { maxBudgetUsd: 0.0001 })).toMatchObject({ kind: 'failed', failure: 'budget' });
});
