import { describe, expect, it } from '@jest/globals';
import { asksLive, whichDatabase } from '../../helpers/asking-fakes.ts';
import { until } from '../../helpers/until.ts';
import { answered, ended, running } from './running.ts';
import { type } from './type.ts';

describe('a question of the running attempt', () => {
  const reply = (answers: Readonly<Record<string, string>>, call = whichDatabase): object => ({
    decision: 'allow',
    input: { ...call.input, answers },
  });

  it.each([
    ['2', 'Postgres'],
    ['answer 1', 'SQLite'],
    ['#2', 'Postgres'],
    ['a neither of them', 'neither of them'],
  ])('is answered by "%s"', async (line, answer) => {
    const run = await answered(whichDatabase, [line]);
    expect(await run.live.reply).toEqual(reply({ 'Which database?': answer }));
    const text = await ended(run);
    expect(text).toContain('Claude asks you something\n   Which database?\n   1. SQLite: One file\n');
  });

  it('is answered by the key of an option', async () => {
    const { stage, code } = await running({ tty: true });
    const live = await asksLive(stage, whichDatabase);
    await stage.printed('[1-2, a] answer <number or words>');
    stage.timers.pass(700);
    stage.input.write('2');
    await until(() => {
      stage.timers.pass(250);
      return stage.text().includes('> answer #2');
    });
    expect(await live.reply).toEqual(reply({ 'Which database?': 'Postgres' }));
    stage.interrupts.emit('SIGTERM');
    expect(await code).toBe(143);
  });

  it('whose options are called by numbers is answered by the key of one', async () => {
    const options = ['4', '2', '1'].map((label) => ({ label }));
    const call = { ...whichDatabase, input: { questions: [{ question: 'How many?', options }] } };
    const { stage, code } = await running({ tty: true });
    const live = await asksLive(stage, call);
    await stage.printed('[1-3, a] answer <number or words>');
    stage.timers.pass(700);
    stage.input.write('1');
    await until(() => {
      stage.timers.pass(250);
      return stage.text().includes('> answer #1');
    });
    expect(await live.reply).toEqual(reply({ 'How many?': '4' }, call));
    stage.interrupts.emit('SIGTERM');
    expect(await code).toBe(143);
  });

  it('is answered by words without a command only when that is said', async () => {
    const run = await answered(whichDatabase, ['mysql', 'a mysql']);
    expect(await run.live.reply).toEqual(reply({ 'Which database?': 'mysql' }));
    expect(await ended(run)).toContain(
      '> mysql\n⚠️ "mysql" is not a command.\n   To answer in words: a mysql\n   The commands here are: answer, deny, pause, stop, details, logs, help, status.\n',
    );
  });

  it('is not answered by what is no option', async () => {
    const run = await answered(whichDatabase, ['7', 'answer 7', '1,2', 'yes', 'deny']);
    expect(await run.live.reply).toMatchObject({ decision: 'deny' });
    const text = await ended(run);
    expect(text.replace(/\s+/g, ' ')).toContain(
      'There is no option 7: "Which database?" has 2 options. To say just that, put it in words, for example "it is 7".',
    );
    expect(text).toContain('Only one option of "Which database?" can be chosen.');
    expect(text).toContain('"yes" is not a command.');
  });

  it('that cannot be shown is answered in words', async () => {
    const run = await running();
    const live = await asksLive(run.stage, whichDatabase);
    await run.stage.printed('Type one of: answer <number or words>');
    const [key, text] = [...run.stage.callBook.kept][0] ?? ['', ''];
    run.stage.callBook.kept.set(key, text.replace(/"digest":"\w+"/, '"digest":"other"'));
    type(run.stage, 'status');
    await run.stage.printed('Type one of: answer <words>, deny (let Claude decide), pause');
    type(run.stage, 'answer SQLite');
    expect(await live.reply).toEqual(reply({ 'Which database?': 'SQLite' }));
    await ended(run);
  });

  it('may have several answers', async () => {
    const [question] = whichDatabase.input['questions'] as readonly object[];
    const call = { ...whichDatabase, input: { questions: [{ ...question, multiSelect: true }] } };
    const run = await answered(call, ['2, 1']);
    expect(await run.live.reply).toEqual(reply({ 'Which database?': 'Postgres, SQLite' }, call));
    await ended(run);
  });

  it('may have any words as the answer to one of several questions', async () => {
    const [question] = whichDatabase.input['questions'] as readonly object[];
    const questions = [question, { ...question, question: 'Which cache?' }];
    const call = { ...whichDatabase, input: { questions } };
    const run = await answered(call, ['answer']);
    await run.stage.printed('Question 1 of 2');
    type(run.stage, '');
    await run.stage.printed('Nothing was typed.');
    type(run.stage, 'answer it is 9');
    await run.stage.printed('Question 2 of 2');
    type(run.stage, '/etc/cache');
    expect(await run.live.reply).toEqual(
      reply({ 'Which database?': 'it is 9', 'Which cache?': '/etc/cache' }, call),
    );
    await ended(run);
  });

  it('may be several, which are asked one after another', async () => {
    const [question] = whichDatabase.input['questions'] as readonly object[];
    const questions = [question, { ...question, question: 'Which cache?' }];
    const call = { ...whichDatabase, input: { questions } };
    const run = await answered(call, ['1', 'answer']);
    const { stage } = run;
    expect(stage.text().replace(/\s+/g, ' ')).toContain(
      'it answers. Type "answer" alone: they are asked one after another.',
    );
    await stage.printed('Question 1 of 2');
    type(stage, 'back');
    await stage.printed('Type one of', stage.text().indexOf('> back'));
    type(stage, 'a');
    await stage.printed('Question 1 of 2', stage.text().indexOf('> back'));
    type(stage, '3');
    await stage.printed('There is no option 3: "Which database?" has 2 options.');
    type(stage, 'answer 4');
    await stage.printed('There is no option 4: "Which database?" has 2 options.');
    type(stage, '/status');
    await stage.printed('"status" can be typed at the gate: answer first, or type "back".');
    type(stage, '2');
    await stage.printed('Question 2 of 2');
    type(stage, 'none at all');
    expect(await run.live.reply).toEqual(
      reply({ 'Which database?': 'Postgres', 'Which cache?': 'none at all' }, call),
    );
    await ended(run);
  });
});
