import { describe, expect, it } from '@jest/globals';
import { asksLive, whichDatabase } from '../../helpers/asking-fakes.ts';
import { asking, running, spoil, statusOf } from './ask-stage.ts';
import { codeOf } from './stage.ts';

const workers = {
  ...{ question: 'How many workers?', multiSelect: false },
  options: ['4', '2', '1'].map((label) => ({ label })),
};
const howMany = { ...whichDatabase, input: { questions: [workers] } };

describe('a question', () => {
  it('is told with its options', async () => {
    const { webhook } = await asking(whichDatabase);
    const { gate, message } = await statusOf(webhook);
    expect(gate).toMatchObject({
      allowed: ['answer', 'deny', 'stop'],
      call: {
        kind: 'question',
        questions: [
          {
            ...{ question: 'Which database?', header: 'Database', multi_select: false },
            options: [
              { label: 'SQLite', description: 'One file' },
              { label: 'Postgres', description: 'A server' },
            ],
          },
        ],
      },
    });
    expect(message).toContain('Which database?\n1. SQLite: One file\n2. Postgres: A server');
  });

  it('that cannot be shown can be answered in words', async () => {
    const { webhook, live } = await asking(whichDatabase);
    await spoil(webhook, whichDatabase);
    const { gate, message } = await statusOf(webhook);
    expect(gate).toMatchObject({ allowed: ['answer', 'deny', 'stop'], call: { shown: false } });
    expect(message).toMatch(/Which database\?\n⚠️ .*Your own words are an answer/);
    expect(codeOf(await webhook.post('answer', { words: 'SQLite' }))).toBe('ok');
    expect(await live.reply).toMatchObject({ input: { answers: { 'Which database?': 'SQLite' } } });
  });

  it.each([
    ['answer', { option: 2 }, { 'Which database?': 'Postgres' }],
    ['answer', { words: 'sqlite' }, { 'Which database?': 'SQLite' }],
    ['answer', { words: 'None of them.' }, { 'Which database?': 'None of them.' }],
    ['answer', { answers: { 'Which database?': 'Postgres' } }, { 'Which database?': 'Postgres' }],
    ['command', { command: '/answer 1' }, { 'Which database?': 'SQLite' }],
  ])('is answered by %s %j', async (name, body, answers) => {
    const { webhook, live } = await asking(whichDatabase);
    expect(codeOf(await webhook.post(name, body))).toBe('ok');
    expect(await live.reply).toEqual({ decision: 'allow', input: { ...whichDatabase.input, answers } });
  });

  it.each([
    ['answer', { option: 7 }, 'no_such_option', /^There is no option 7: "Which database\?" has 2 options\. /],
    ['answer', { words: '7' }, 'no_such_option', /^There is no option 7/],
    ['command', { command: '/answer 7' }, 'no_such_option', /^There is no option 7/],
    [
      'answer',
      { option: [1, 2] },
      'one_option_only',
      /^Only one option of "Which database\?" can be chosen\./,
    ],
    [
      'answer',
      { answers: { 'Which databse?': '1' } },
      'no_such_question',
      /^Claude does not ask "Which databse\?"\. Did you mean "Which database\?"\?/,
    ],
  ])('is not answered by %s %j', async (name, body, code, message) => {
    const { webhook, live } = await asking(whichDatabase);
    const refused = await webhook.post(name, body);
    expect([codeOf(refused), refused.body['message']]).toEqual([
      `409 ${code}`,
      expect.stringMatching(message),
    ]);
    expect(refused.body['questions']).toEqual(code === 'no_such_question' ? ['Which database?'] : undefined);
    expect((await statusOf(webhook)).gate).toMatchObject({ id: live.gate });
    expect(codeOf(await webhook.post('answer', { words: 'it is 7' }))).toBe('ok');
    expect(await live.reply).toMatchObject({ input: { answers: { 'Which database?': 'it is 7' } } });
  });

  it('beside another is not answered by a number, and that refusal is repeated', async () => {
    const webhook = await running();
    const [question] = whichDatabase.input['questions'] as readonly object[];
    const input = { questions: [question, { ...question, question: 'Which cache?' }] };
    const live = await asksLive(webhook, { ...whichDatabase, input });
    const refused = await webhook.post('answer', { option: 1, request_id: 'once' });
    expect([codeOf(refused), refused.body['message']]).toEqual([
      '409 which_question',
      expect.stringContaining('Repeat the call with "answers": the text of each question with its answer.'),
    ]);
    const answers = { 'Which database?': '1', 'Which cache?': '2' };
    expect(codeOf(await webhook.post('answer', { answers }))).toBe('ok');
    expect(await live.reply).toMatchObject({
      input: { answers: { 'Which database?': 'SQLite', 'Which cache?': 'Postgres' } },
    });
    expect((await webhook.post('answer', { option: 1, request_id: 'once' })).body).toEqual(refused.body);
  });

  it('with several options chosen names them all', async () => {
    const webhook = await running();
    const [question] = whichDatabase.input['questions'] as readonly object[];
    const input = { questions: [{ ...question, multiSelect: true }] };
    const live = await asksLive(webhook, { ...whichDatabase, input });
    expect(codeOf(await webhook.post('answer', { option: [1, 2] }))).toBe('ok');
    const answers = { 'Which database?': 'SQLite, Postgres' };
    expect(await live.reply).toEqual({ decision: 'allow', input: { ...input, answers } });
  });

  it.each([
    ['answer', { option: 1 }, '4'],
    ['command', { command: '/answer #3' }, '1'],
    ['answer', { words: '#1' }, '4'],
  ])('whose options are called by numbers is answered by %s %j', async (name, body, answer) => {
    const { webhook, live } = await asking(howMany);
    const refused = await webhook.post('answer', { words: '1' });
    expect([codeOf(refused), refused.body['message']]).toEqual([
      '409 which_option',
      expect.stringContaining('"1" can be option 1 ("4") or the option called "1". Say "#1" or "#3".'),
    ]);
    expect(codeOf(await webhook.post(name, body))).toBe('ok');
    expect(await live.reply).toMatchObject({ input: { answers: { 'How many workers?': answer } } });
  });
});
