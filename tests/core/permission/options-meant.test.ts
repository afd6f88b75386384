import { describe, expect, it } from '@jest/globals';
import { answersMeant, areNumbers, type Question } from '../../../src/core/permission/index.ts';

const asked = (question: string, labels: readonly string[], multiSelect = false): Question => ({
  ...{ question, multiSelect },
  options: labels.map((label) => ({ label })),
});

const said = (words: string, question: Question): unknown => answersMeant({ words }, [question]);
const ok = (byQuestion: Readonly<Record<string, string>>): object => ({ ok: true, answers: { byQuestion } });
const no = (fault: object): object => ({ ok: false, fault });

describe('where options are called by numbers, one is meant', () => {
  const workers = asked('Which?', ['4', '2', '1']);
  const rest = { code: 'which_option', question: 'Which?' };

  it.each([
    ['#1', '4'],
    ['#3', '1'],
    // Both readings are this one.
    ['2', '2'],
    // The only reading.
    ['4', '4'],
    ['3', '1'],
  ])('by %p', (words, meant) => {
    expect(said(words, workers)).toEqual(ok({ 'Which?': meant }));
    expect(said(words, { ...workers, multiSelect: true })).toEqual(ok({ 'Which?': meant }));
  });

  it.each(['1', '01', '1.', '1,'])('not by %p, which can be the one or the other', (words) => {
    const options = [
      { place: 1, label: '4' },
      { place: 3, label: '1' },
    ];
    expect(said(words, workers)).toEqual(no({ ...rest, said: words, options }));
  });

  it('nor by it as one of several', () => {
    const three = asked('Which?', ['3', '2', '1'], true);
    const options = [
      { place: 1, label: '3' },
      { place: 3, label: '1' },
    ];
    for (const words of ['1,2', '2 1', '#2, 1']) {
      expect(said(words, three)).toEqual(no({ ...rest, said: '1', options }));
    }
    expect(said('#1,#2', three)).toEqual(ok({ 'Which?': '3, 2' }));
  });

  it('also where the name of one of several questions is a list of numbers', () => {
    const questions = [asked('Which?', ['1, 2', '3, 4']), asked('And?', ['yes', 'no'])];
    const answers = { words: '3, 4' };
    expect(answersMeant(answers, questions)).toEqual({ ok: true, answers });
    expect(answersMeant({ words: '5, 6' }, questions)).toEqual(no({ code: 'which_question', questions: 2 }));
  });

  it('as numbers are written', () => {
    expect(said('2', asked('Which?', ['02', '01']))).toMatchObject(no({ code: 'which_option' }));
    expect(said('#2', asked('Which?', ['#2', '#1']))).toEqual(ok({ 'Which?': '#1' }));
    expect(said('#7', asked('Which?', ['#7', '#8']))).toEqual(ok({ 'Which?': '#7' }));
  });

  it('among several questions', () => {
    const meant = (words: string): unknown => answersMeant({ words }, [workers, asked('Who?', ['A'])]);
    expect(meant('4')).toMatchObject({ ok: true });
    for (const words of ['1', '2', '#1'])
      expect(meant(words)).toEqual(no({ code: 'which_question', questions: 2 }));
  });
});

describe('a name that is no number', () => {
  it('of which a looser reading fits two options means the very one alone', () => {
    const [a, b] = ['SQLite', 'sqlite'];
    for (const multiSelect of [false, true]) {
      const engines = asked('Which?', [a, b, 'None'], multiSelect);
      expect(said(b, engines)).toEqual(ok({ 'Which?': b }));
      const options = [
        { place: 1, label: a },
        { place: 2, label: b },
      ];
      expect(said(' SQLITE', engines)).toEqual(
        no({ code: 'which_option', question: 'Which?', said: 'SQLITE', options }),
      );
    }
    expect(said('None, SQLITE', asked('Which?', [a, b, 'None'], true))).toMatchObject(no({ said: 'SQLITE' }));
    expect(said('SQLITE, or so', asked('Which?', [a, b], true))).toEqual(ok({ 'Which?': 'SQLITE, or so' }));
  });

  it('together with others is not told as the name of another one', () => {
    const letters = asked('Which?', ['A', 'B', 'A, B'], true);
    expect(said('1,2', letters)).toEqual(ok({ 'Which?': 'B, A' }));
    for (const words of ['3', 'A, B']) expect(said(words, letters)).toEqual(ok({ 'Which?': 'A, B' }));
  });
});

it.each([
  ['1', true],
  [' 1, 2 3,4 ', true],
  ['99', true],
  ['#1', true],
  ['#1,#2 3', true],
  ['1,', true],
  ['1. ', true],
  ['100', false],
  ['#100', false],
  ['1.2', false],
  ['#', false],
  ['1;2', false],
  ['one', false],
  ['', false],
])('%p are numbers and nothing else: %p', (words, are) => {
  expect(areNumbers(words)).toBe(are);
});
