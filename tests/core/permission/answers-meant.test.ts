import { describe, expect, it } from '@jest/globals';
import { answersMeant, type Question } from '../../../src/core/permission/index.ts';

const asked = (question: string, labels: readonly string[], multiSelect = false): Question => ({
  ...{ question, multiSelect },
  options: labels.map((label) => ({ label })),
});
const one = asked('Which?', ['SQLite', 'Postgres', '1', '42', 'Two  words\u200b']);
const several = asked('Where?', ['Web', 'iOS', 'Web, old', '80, 443'], true);
const cache = asked('And\tthe cache?', ['Redis', 'None']);

const said = (words: string, question: Question): unknown => answersMeant({ words }, [question]);
const ok = (byQuestion: Readonly<Record<string, string>>): object => ({ ok: true, answers: { byQuestion } });
const no = (fault: object): object => ({ ok: false, fault });

describe('what an operator means', () => {
  it.each([
    ['2', 'Postgres'],
    [' 2 ', 'Postgres'],
    ['02', 'Postgres'],
    ['#2', 'Postgres'],
    [' #02, ', 'Postgres'],
    ['2.', 'Postgres'],
    ['#1', 'SQLite'],
    ['#3', '1'],
    // Only one reading there is.
    ['42', '42'],
    ['42.', '42'],
    ['POSTGRES', 'Postgres'],
    ['two words', 'Two  words\u200b'],
    ['002', '002'],
    ['#100', '#100'],
    ['2.5', '2.5'],
    ['# 2', '# 2'],
    ['2, or else 1', '2, or else 1'],
    ['it is 7', 'it is 7'],
    [' two more words ', ' two more words '],
    ['', ''],
  ])('by %p where one may be chosen', (words, meant) => {
    expect(said(words, one)).toEqual(ok({ 'Which?': meant }));
  });

  it.each([
    ['1', 'Web'],
    ['1,2', 'Web, iOS'],
    ['2 1', 'iOS, Web'],
    ['1 , 2,3', 'Web, iOS, Web, old'],
    ['2 , web', 'iOS, Web'],
    ['1,1,web', 'Web'],
    ['web, old', 'Web, old'],
    ['ios, 80, 443, web', 'iOS, 80, 443, Web'],
    ['80, 443', '80, 443'],
    ['web, 9', 'web, 9'],
    ['1, 9, or so', '1, 9, or so'],
    ['1,', 'Web'],
    ['1, 3.', 'Web, Web, old'],
    ['#2,#1', 'iOS, Web'],
    ['#2 1', 'iOS, Web'],
    ['#1, ios', 'Web, iOS'],
    ['', ''],
  ])('by %p where several may be chosen', (words, meant) => {
    expect(said(words, several)).toEqual(ok({ 'Where?': meant }));
  });

  it('by options that differ in capitals alone', () => {
    const files = asked('Which?', ['Makefile', 'makefile'], true);
    expect(said('Makefile, makefile', files)).toEqual(ok({ 'Which?': 'Makefile, makefile' }));
    expect(said('makefile', files)).toEqual(ok({ 'Which?': 'makefile' }));
  });

  it('is left as it is where it is not known what was asked', () => {
    expect(answersMeant({ words: '2' }, [])).toEqual({ ok: true, answers: { words: '2' } });
    const byQuestion = { 'Who?': '2' };
    expect(answersMeant({ byQuestion }, [])).toEqual(ok(byQuestion));
  });

  it('is words to all of several questions', () => {
    for (const words of ['Start over.', '42', 'ios', '2 of the first']) {
      expect(answersMeant({ words }, [one, several])).toEqual({ ok: true, answers: { words } });
    }
  });

  it('is told for each question by itself, of which one may have no answer', () => {
    expect(answersMeant({ byQuestion: { 'Which?': '2', 'Where?': '1,2' } }, [one, several])).toEqual(
      ok({ 'Which?': 'Postgres', 'Where?': 'Web, iOS' }),
    );
    expect(answersMeant({ byQuestion: { 'Where?': 'ios' } }, [one, several])).toEqual(
      ok({ 'Where?': 'iOS' }),
    );
  });

  it('is told for a question as that was shown', () => {
    expect(answersMeant({ byQuestion: { 'and the cache?': '1' } }, [cache])).toEqual(
      ok({ [cache.question]: 'Redis' }),
    );
    const upper = asked('WHICH?', ['MySQL']);
    expect(answersMeant({ byQuestion: { 'WHICH?': '1' } }, [one, upper])).toEqual(ok({ 'WHICH?': 'MySQL' }));
  });

  it('may be about anything', () => {
    for (const question of ['__proto__', 'constructor']) {
      const meant = answersMeant({ words: '1' }, [asked(question, ['A'])]);
      expect(meant).toEqual({ ok: true, answers: { byQuestion: expect.anything() } });
      expect(JSON.stringify(meant)).toContain(JSON.stringify({ [question]: 'A' }));
      const missing = answersMeant({ byQuestion: Object.fromEntries([[question, '1']]) }, [one]);
      expect(missing).toMatchObject({ fault: { code: 'no_such_question', said: question } });
    }
  });
});

describe('what names nothing of what was asked', () => {
  it.each([
    ['0', '0'],
    ['7', '7'],
    [' 00 ', '00'],
    ['99', '99'],
    ['2, 7', '7'],
    ['42 6', '6'],
  ])('is %p where one of five may be chosen', (words, missing) => {
    expect(said(words, one)).toEqual(
      no({ code: 'no_such_option', question: 'Which?', said: missing, options: 5 }),
    );
  });

  it.each(['1,2', '1 2', '42, 1', '2,2'])('is %p where one may be chosen, and these are several', (words) => {
    expect(said(words, one)).toEqual(no({ code: 'one_option_only', question: 'Which?' }));
  });

  it.each(['1, 9', '9 1', '5'])('is %p where several of four may be chosen', (words) => {
    expect(said(words, several)).toMatchObject(no({ code: 'no_such_option', options: 4 }));
  });

  it('is a number to several questions', () => {
    for (const words of ['1', '9', '1, 2', '1 2 3', '#1']) {
      expect(answersMeant({ words }, [one, several, cache])).toEqual(
        no({ code: 'which_question', questions: 3 }),
      );
    }
  });

  it('is a text that fits two questions, or one that is answered already', () => {
    const upper = asked('WHICH?', ['A']);
    const fault = { code: 'no_such_question', questions: ['Which?', 'WHICH?'] };
    expect(answersMeant({ byQuestion: { 'which?': '#1' } }, [one, upper])).toEqual(
      no({ ...fault, said: 'which?' }),
    );
    for (const byQuestion of [
      { 'Where?': '1', 'where? ': '2' },
      { 'where? ': '1', 'Where?': '2' },
    ]) {
      expect(answersMeant({ byQuestion }, [one, several])).toEqual(
        no({ code: 'no_such_question', said: 'where? ', questions: ['Which?', 'Where?'] }),
      );
    }
  });

  it('is a question that was not asked, and a fault in any answer', () => {
    expect(answersMeant({ byQuestion: { 'Which?': '2', 'Whose?': '2' } }, [one, several])).toEqual(
      no({ code: 'no_such_question', said: 'Whose?', questions: ['Which?', 'Where?'] }),
    );
    expect(answersMeant({ byQuestion: { 'Which?': '2', 'Where?': '8' } }, [one, several])).toEqual(
      no({ code: 'no_such_option', question: 'Where?', said: '8', options: 4 }),
    );
  });
});
