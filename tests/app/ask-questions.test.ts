import { describe, expect, it } from '@jest/globals';
import type { OperatorCommand } from '../../src/core/operator/index.ts';
import { askIn, askingStage, keptOn, wants, type Asked } from './asking.ts';
import type { Stage } from './stage.ts';

const database = {
  question: 'Which database?',
  options: [{ label: 'SQLite', description: 'small' }, { label: 'Postgres' }],
};
const targets = {
  question: 'Where to?',
  multiSelect: true,
  options: ['Web', 'iOS', 'Web, old'].map((label) => ({ label })),
};

interface Questioned extends Asked {
  readonly stage: Stage;
  readonly input: Readonly<Record<string, unknown>>;
}

async function questioned(...questions: readonly object[]): Promise<Questioned> {
  const stage = await askingStage();
  const input = { questions };
  const asked = wants(stage, { tool: 'AskUserQuestion', input });
  expect(await asked.now()).toBe('waits');
  return { stage, input, ...asked };
}

const words = (text: string): OperatorCommand => ({ type: 'answer', answers: { words: text } });
const byQuestion = (texts: Readonly<Record<string, string>>): OperatorCommand => ({
  type: 'answer',
  answers: { byQuestion: texts },
});

describe('a question of Claude', () => {
  it('waits for an answer, and is kept as it is to be shown', async () => {
    const { stage } = await questioned(database);
    const { call } = askIn(stage);
    expect(call).toMatchObject({
      kind: 'question',
      detail: 'Which database?',
      why: 'Claude has a question.',
    });
    expect(call.cover).toBeUndefined();
    expect(keptOn(stage.disk, 'toolu_1').questions).toEqual([{ ...database, multiSelect: false }]);
  });

  it.each([
    ['the number of an option', '2', 'Postgres'],
    ['an option', ' sqlite ', 'SQLite'],
    ['words', 'Neither, use files.', 'Neither, use files.'],
    ['a number in words', 'it is 3', 'it is 3'],
  ])('is answered by %s', async (_, said, answer) => {
    const { stage, input, now } = await questioned(database);
    await stage.ask(words(said));
    expect(await now()).toEqual({
      decision: 'allow',
      input: { ...input, answers: { 'Which database?': answer } },
    });
  });

  it.each([
    ['1, 2', 'Web, iOS'],
    ['ios,ios', 'iOS'],
    ['Web, old', 'Web, old'],
    ['2, and the desktop', '2, and the desktop'],
  ])('of which several may be chosen is answered by "%s"', async (said, answer) => {
    const { stage, now } = await questioned(targets);
    await stage.ask(words(said));
    expect(await now()).toMatchObject({ input: { answers: { 'Where to?': answer } } });
  });

  it('among several has its own answer, and one may have none', async () => {
    const { stage, now } = await questioned(database, targets);
    await stage.ask(byQuestion({ 'Where to?': '1,2' }));
    expect(await now()).toMatchObject({
      decision: 'allow',
      input: { answers: { 'Where to?': 'Web, iOS' } },
    });
  });

  it('among several is answered by words to all of them, which Claude reads', async () => {
    const { stage, now } = await questioned(database, targets);
    await stage.ask(words('Start over.'));
    expect(await now()).toEqual({ decision: 'deny', reason: 'The operator answered: Start over.' });
  });

  it.each([
    ['no_such_option', [database], words('7'), { question: 'Which database?', said: '7', options: 2 }],
    ['one_option_only', [database], words('1, 2'), { question: 'Which database?' }],
    [
      'which_option',
      [{ ...database, options: ['4', '2', '1'].map((label) => ({ label })) }],
      words('1'),
      {
        ...{ question: 'Which database?', said: '1' },
        options: [
          { place: 1, label: '4' },
          { place: 3, label: '1' },
        ],
      },
    ],
    ['no_such_option', [targets], words('1 9'), { question: 'Where to?', said: '9', options: 3 }],
    ['which_question', [database, targets], words('1'), { questions: 2 }],
    [
      'no_such_question',
      [database, targets],
      byQuestion({ 'Which databse?': '1' }),
      { said: 'Which databse?', questions: ['Which database?', 'Where to?'] },
    ],
  ])('is not answered by what names nothing of it: %s', async (code, questions, answer, facts) => {
    const { stage, now } = await questioned(...questions);
    expect(await stage.ask(answer)).toMatchObject({ ok: false, rejection: { code, ...facts } });
    expect(await now()).toBe('waits');
    await stage.ask(byQuestion({ [questions[0]?.question ?? '']: '2' }));
    expect(await now()).toMatchObject({ decision: 'allow' });
  });

  it('is found beside a call that waits for leave', async () => {
    const stage = await askingStage();
    await wants(stage).now();
    const input = { questions: [database] };
    const asked = wants(stage, { id: 'toolu_2', tool: 'AskUserQuestion', input });
    await asked.now();
    expect(await stage.ask(words('7'))).toMatchObject({ rejection: { code: 'no_such_option' } });
    await stage.ask(words('2'));
    expect(await asked.now()).toMatchObject({ input: { answers: { 'Which database?': 'Postgres' } } });
  });

  it('has words of its own, whatever it is called', async () => {
    const { stage, input, now } = await questioned({ ...database, question: 'constructor' }, targets);
    await stage.ask(byQuestion({ 'Where to?': 'Web' }));
    expect(await now()).toEqual({
      decision: 'allow',
      input: { ...input, answers: { 'Where to?': 'Web' } },
    });
  });

  it('is left to Claude', async () => {
    const { stage, now } = await questioned(database);
    expect(await stage.ask({ type: 'allow' })).toMatchObject({ rejection: { code: 'not_allowed_here' } });
    await stage.ask({ type: 'deny', words: 'Decide yourself.' });
    const reason = 'The operator leaves this to you: Decide yourself.';
    expect(await now()).toEqual({ decision: 'deny', reason });
  });

  it('is left to Claude without a word', async () => {
    const { stage, now } = await questioned(database);
    await stage.ask({ type: 'deny' });
    expect(await now()).toEqual({ decision: 'deny', reason: 'The operator leaves this to you.' });
  });

  it('is answered as it was shown, without its secrets', async () => {
    const stage = await askingStage({
      deps: () => ({ redact: (text) => text.replaceAll('s3cret', '***') }),
    });
    const options = [{ label: 'Keep s3cret' }, { label: 'Make a new one' }];
    const asked = wants(stage, {
      tool: 'AskUserQuestion',
      input: { questions: [{ question: 'Is s3cret the key?', options }] },
    });
    await asked.now();
    expect(JSON.stringify([stage.service.read(), [...stage.disk.calls.values()]])).not.toContain('s3cret');
    await stage.ask(byQuestion({ 'Is *** the key?': '1' }));
    expect(await asked.now()).toMatchObject({
      input: { answers: { 'Is s3cret the key?': 'Keep s3cret' } },
    });
  });

  it('that is not known as it was shown is answered by the words as they are', async () => {
    const { stage, input, now } = await questioned(database);
    stage.disk.calls.clear();
    await stage.ask(words('2'));
    expect(await now()).toEqual({
      decision: 'allow',
      input: { ...input, answers: { 'Which database?': '2' } },
    });
  });

  it('is all that can be answered', async () => {
    const stage = await askingStage();
    expect(await stage.ask(words('2'))).toMatchObject({ rejection: { code: 'nothing_waiting' } });
    const asked = wants(stage);
    await asked.now();
    expect(await stage.ask(words('2'))).toMatchObject({ rejection: { code: 'not_allowed_here' } });
    expect(await stage.ask({ type: 'answer', answers: { words: '2' }, gate: 'gone' })).toMatchObject({
      rejection: { code: 'stale_gate' },
    });
    expect(await asked.now()).toBe('waits');
  });

  it('that cannot be read is denied', async () => {
    const stage = await askingStage();
    expect(
      await wants(stage, { tool: 'AskUserQuestion', input: { questions: 'Which?' } }).now(),
    ).toMatchObject({
      decision: 'deny',
      reason: expect.stringContaining('could not be read'),
    });
  });
});
