import { describe, expect, it } from '@jest/globals';
import { use, type Step } from '../../../src/demo/model-script.ts';
import { createAskingStages, inOrder, run, ran } from './asking-stage.ts';

const createStage = createAskingStages();

const option = (label: string): object => ({ label, description: `It is ${label}.` });
const DATABASE = {
  question: 'Which database?',
  header: 'Database',
  multiSelect: false,
  options: [option('SQLite'), option('Postgres'), option('None')],
};
const PARTS = {
  question: 'Which parts, "all" or some?',
  header: 'Parts',
  multiSelect: true,
  options: [option('Tables'), option('Indexes'), option('Views')],
};
const asks = (...questions: readonly object[]): Step => use('AskUserQuestion', { questions });

describe('a question, while the attempt waits', () => {
  it.each([
    ['the number of an option', DATABASE, { option: 2 }, '"Which database?"="Postgres"'],
    ['its name', DATABASE, { words: 'sqlite' }, '"Which database?"="SQLite"'],
    ['words', DATABASE, { words: 'MariaDB, as "ever"' }, '"Which database?"="MariaDB, as "ever""'],
    ['several options', PARTS, { option: [1, 3] }, '="Tables, Views"'],
    ['words for several', PARTS, { words: 'whatever is left' }, '="whatever is left"'],
    ['by its text', DATABASE, { answers: { 'Which database?': 'None' } }, '"Which database?"="None"'],
  ])('is answered by %s, and the model reads that', async (_, question, answer, read) => {
    const stage = await createStage({ script: inOrder(asks(question)) });
    await stage.begin();
    const gate = await stage.asks(question.question);
    expect(gate.call).toMatchObject({
      kind: 'question',
      live: true,
      questions: [{ question: question.question, multi_select: question.multiSelect }],
    });
    expect(gate.allowed).toEqual(['answer', 'deny', 'stop']);
    await stage.say('answer', { gate: gate.id, ...answer });
    await stage.completed();
    expect(stage.read()).toEqual([{ isError: false, text: expect.stringContaining(read) }]);
    expect(stage.prompts()).toHaveLength(1);
  });

  it('is not answered by what names nothing of it, and waits on', async () => {
    const stage = await createStage({ script: inOrder(asks(DATABASE)) });
    await stage.begin();
    const gate = await stage.asks(DATABASE.question);
    expect(await stage.refused('answer', { option: 7 })).toBe('no_such_option');
    expect(await stage.refused('answer', { option: [1, 2] })).toBe('one_option_only');
    expect(await stage.refused('answer', { answers: { 'Which databse?': '1' } })).toBe('no_such_question');
    expect(await stage.asks(DATABASE.question)).toMatchObject({ id: gate.id });
    await stage.say('answer', { words: 'it is 7' });
    await stage.completed();
    expect(stage.read()).toEqual([
      { isError: false, text: expect.stringContaining('"Which database?"="it is 7"') },
    ]);
  });

  it('is two at once, each with its answer', async () => {
    const stage = await createStage({ script: inOrder(asks(DATABASE, PARTS)) });
    await stage.begin();
    const { call } = await stage.asks(DATABASE.question);
    expect(call?.questions).toHaveLength(2);
    expect(await stage.refused('answer', { option: 1 })).toBe('which_question');
    await stage.say('answer', { answers: { [DATABASE.question]: '1', [PARTS.question]: '2, 3' } });
    await stage.completed();
    const [result] = stage.read();
    expect(result?.text).toContain('"Which database?"="SQLite"');
    expect(result?.text).toContain('="Indexes, Views"');
  });

  it('may be left to the model', async () => {
    const stage = await createStage({ script: inOrder(asks(DATABASE), run('one')) });
    await stage.begin();
    const first = await stage.asks(DATABASE.question);
    expect(await stage.refused('allow')).toBe('not_allowed_here');
    await stage.say('deny', { words: 'Decide yourself.' });
    await stage.asks(ran('one'), first);
    expect(stage.read()).toEqual([
      { isError: true, text: expect.stringContaining('The operator leaves this to you: Decide yourself.') },
    ]);
    await stage.say('deny');
    await stage.completed();
    expect(await stage.state()).toMatchObject({ tasks: [{ status: 'completed' }] });
  });
});

describe('a question that nobody answers', () => {
  it.each([
    ['an option', DATABASE, { option: 2 }, '"Which database?"="Postgres"'],
    ['several options', PARTS, { option: [1, 3] }, '="Tables, Views"'],
    ['words', DATABASE, { words: 'MariaDB' }, '"Which database?"="MariaDB"'],
  ])('waits on, and %s goes into the same conversation', async (_, question, answer, read) => {
    const stage = await createStage({ script: inOrder(asks(question)), wait: '1s' });
    await stage.begin();
    const live = await stage.asks(question.question);
    const kept = await stage.kept(question.question);
    expect(kept).toMatchObject({ id: live.id, call: { kind: 'question', shown: true } });
    expect(kept.allowed).toContain('answer');
    await stage.say('answer', { gate: kept.id, ...answer });
    await stage.completed();
    expect(stage.read()).toEqual([{ isError: false, text: expect.stringContaining(read) }]);
    expect(stage.prompts()).toHaveLength(1);
  });

  it('waits on over restarts: while the attempt waits, and after it has ended', async () => {
    const stage = await createStage({ script: inOrder(asks(DATABASE)), wait: '5s' });
    const service = await stage.begin();
    const live = await stage.asks(DATABASE.question);
    service.kill('SIGKILL');
    await service.ended;
    const second = await stage.serve();
    expect(await stage.kept(DATABASE.question)).toMatchObject({ id: live.id });
    second.kill('SIGKILL');
    await second.ended;
    await stage.serve();
    expect(await stage.kept(DATABASE.question)).toMatchObject({ id: live.id, call: { shown: true } });
    await stage.say('answer', { option: 1 });
    await stage.completed();
    expect(stage.read()).toEqual([
      { isError: false, text: expect.stringContaining('"Which database?"="SQLite"') },
    ]);
  });

  it('is left to the model after the attempt has ended', async () => {
    const stage = await createStage({ script: inOrder(asks(DATABASE)), wait: '1s' });
    await stage.begin();
    await stage.kept(DATABASE.question);
    await stage.say('deny', { words: 'Decide yourself.' });
    await stage.completed();
    expect(stage.read()).toEqual([
      { isError: true, text: expect.stringContaining('The operator leaves this to you: Decide yourself.') },
    ]);
  });
});

it('a question that stays open after a restart while the attempt waits is answered there', async () => {
  const stage = await createStage({ script: inOrder(asks(DATABASE)) });
  const service = await stage.begin();
  const live = await stage.asks(DATABASE.question);
  service.kill('SIGKILL');
  await service.ended;
  await stage.serve();
  await stage.say('answer', { gate: live.id, option: 3 });
  await stage.completed();
  expect(stage.read()).toEqual([
    { isError: false, text: expect.stringContaining('"Which database?"="None"') },
  ]);
  expect(stage.api.requests).toHaveLength(2);
});
