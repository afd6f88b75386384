import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { canonical } from '../../../../src/core/permission/index.ts';
import { bash, say, use, useAll, type ModelScript } from '../../../../src/demo/model-script.ts';
import { until } from '../../../helpers/until.ts';
import {
  allow,
  call,
  createAskingBench,
  defer,
  deny,
  inTurn,
  toldLast,
  type AskingBench,
  type AskingBenchOptions,
} from './asking-bench.ts';

// What Greenlight relies on in the Claude CLI, each with the real program.

let bench: AskingBench | undefined;
afterEach(async () => bench?.close());

async function benchFor(script: ModelScript, options?: AskingBenchOptions): Promise<AskingBench> {
  return (bench = await createAskingBench(script, options));
}

const question = {
  questions: [
    {
      question: 'Which database?',
      header: 'Database',
      multiSelect: false,
      options: [
        { label: 'SQLite', description: 'One file' },
        { label: 'Postgres', description: 'A server' },
      ],
    },
  ],
};
const answered = {
  decision: 'allow',
  input: { ...question, answers: { 'Which database?': 'SQLite' } },
} as const;

describe('a call that is asked about', () => {
  it('runs when it is allowed', async () => {
    const there = await benchFor(inTurn(bash('echo hi > note.txt'), say('Done.')));
    await there.serve();
    expect(await there.run()).toMatchObject({ kind: 'completed' });
    expect(await there.file('note.txt')).toBe('hi\n');
    expect(there.asked).toMatchObject([
      {
        session: '20261121-093015',
        epoch: 1,
        tool: 'Bash',
        cwd: there.project,
        subagent: false,
        isLast: true,
      },
    ]);
    expect(there.decisions()).toEqual(['allow']);
    expect(there.warnings).toEqual([]);
  });

  it('runs with what the answer puts in its place', async () => {
    const there = await benchFor(inTurn(bash('echo one > note.txt')));
    there.answer(() => ({ decision: 'allow', input: { command: 'echo two > note.txt' } }));
    await there.serve();
    expect(await there.run()).toMatchObject({ kind: 'completed' });
    expect(await there.file('note.txt')).toBe('two\n');
  });

  it('does not run when it is denied, which is no failure, and Claude hears why', async () => {
    const there = await benchFor(inTurn(bash('touch a'), say('Then not.')));
    there.answer(() => deny('Not on a Friday.'));
    await there.serve();
    expect(await there.run()).toMatchObject({ kind: 'completed' });
    expect(await there.file('a')).toBeUndefined();
    expect(toldLast(there).join()).toContain('Not on a Friday.');
    expect((await there.runner().record('20261121-093015', 1))?.refusedTools).toEqual([]);
  });

  it('is asked about also when it only reads', async () => {
    const there = await benchFor(
      inTurn(
        useAll([
          { tool: 'Bash', input: { command: 'ls', description: 'Look' } },
          { tool: 'Read', input: { file_path: '/etc/hostname' } },
        ]),
      ),
    );
    there.answer(() => deny('No.'));
    await there.serve();
    await there.run();
    expect(new Set(there.asked.map(({ tool }) => tool))).toEqual(new Set(['Bash', 'Read']));
    expect(toldLast(there).every((text) => text.includes('No.'))).toBe(true);
  });

  it('is put off when nobody answers, and goes on with the answer', async () => {
    const there = await benchFor(inTurn(bash('echo x >> count.txt'), say('Done.')));
    there.answer(() => defer);
    await there.serve();
    const outcome = await there.run();
    const [asking] = there.asked;
    const digest = createHash('sha256').update(canonical(asking?.input)).digest('hex');
    expect(outcome).toMatchObject({
      kind: 'deferred',
      resumable: true,
      call: { id: asking?.id, kind: 'permission', tool: 'Bash', digest, detail: 'echo x >> count.txt' },
    });
    there.answer(() => allow);
    const goingOn = { epoch: 2, continues: 1, answers: 'gate' };
    expect(await there.run(goingOn, { prompt: 'is not sent' })).toMatchObject({ kind: 'completed' });
    expect(there.asked.map(({ id }) => id)).toEqual([asking?.id, asking?.id]);
    expect(there.asked[1]?.input).toEqual(asking?.input);
    expect(await there.file('count.txt')).toBe('x\n');
    expect(there.api.requests.at(-1)?.conversation.prompts).toEqual(['Do the task.']);
  });

  it('may be put off again, and be denied then', async () => {
    const there = await benchFor(inTurn(bash('touch a'), say('Then not.')));
    there.answer(() => defer);
    await there.serve();
    await there.run();
    expect(await there.run({ epoch: 2, continues: 1, answers: 'gate' })).toMatchObject({ kind: 'deferred' });
    there.answer(() => deny('Never.'));
    expect(await there.run({ epoch: 3, continues: 2, answers: 'gate' })).toMatchObject({ kind: 'completed' });
    expect(toldLast(there).join()).toContain('Never.');
    expect(await there.file('a')).toBeUndefined();
  });
});

describe('calls side by side', () => {
  it('are asked one after another; only the last can be put off', async () => {
    const there = await benchFor(inTurn(useAll([call('touch a'), call('touch b')]), say('Done.')));
    there.answer(() => defer);
    await there.serve();
    const outcome = await there.run();
    expect(there.asked.map(({ isLast }) => isLast)).toEqual([false, true]);
    expect(there.decisions()).toEqual(['deny', 'defer']);
    expect(outcome).toMatchObject({ kind: 'deferred', call: { id: there.asked[1]?.id } });
    there.answer(() => allow);
    await there.run({ epoch: 2, continues: 1, answers: 'gate' });
    expect(toldLast(there)[0]).toContain('alone');
    expect(toldLast(there)[1]).not.toContain('missing');
    expect([await there.file('a'), await there.file('b')]).toEqual([undefined, '']);
  });
});

describe('a question of Claude', () => {
  it('is offered, and answered live', async () => {
    const there = await benchFor(inTurn(use('AskUserQuestion', question), say('SQLite, then.')));
    there.answer(() => answered);
    await there.serve();
    expect(await there.run()).toMatchObject({ kind: 'completed' });
    expect(toldLast(there).join()).toContain('"Which database?"="SQLite"');
  });

  it('is put off and answered later', async () => {
    const there = await benchFor(inTurn(use('AskUserQuestion', question), say('SQLite, then.')));
    there.answer(() => defer);
    await there.serve();
    expect(await there.run()).toMatchObject({
      kind: 'deferred',
      call: { kind: 'question', tool: 'AskUserQuestion', detail: 'Which database?' },
    });
    there.answer(() => answered);
    const goingOn = { epoch: 2, continues: 1, answers: 'gate' };
    expect(await there.run(goingOn)).toMatchObject({ kind: 'completed' });
    expect(toldLast(there).join()).toContain('"Which database?"="SQLite"');
  });
});

describe('while Greenlight is away', () => {
  it('a call waits for it to come back', async () => {
    const there = await benchFor(inTurn(bash('touch a')));
    there.answer(() => new Promise(() => undefined));
    const first = await there.serve();
    const outcome = there.run();
    await until(() => there.asked.length === 1);
    await first.close();
    there.answer(() => allow);
    await there.serve();
    expect(await outcome).toMatchObject({ kind: 'completed' });
    expect(await there.file('a')).toBe('');
    expect(new Set(there.asked.map(({ name }) => name)).size).toBe(1);
  });
});
