import { describe, expect, it } from '@jest/globals';
import { answerMeant } from '../../src/app/answer-meant.ts';
import type { Question } from '../../src/core/permission/index.ts';

const asked = (question: string, labels: readonly string[], multiSelect = false): Question => ({
  ...{ question, multiSelect },
  options: labels.map((label) => ({ label })),
});
const one = asked('Which?', ['SQLite', 'Postgres', '1']);
const several = asked('Where?', ['Web', 'iOS', 'Web, old'], true);

const said = (words: string, question: Question): unknown => answerMeant({ words }, [question]);

describe('what an operator means', () => {
  it.each([
    ['2', 'Postgres'],
    [' 2 ', 'Postgres'],
    // A name goes before a number.
    ['1', '1'],
    ['POSTGRES', 'Postgres'],
    ['0', '0'],
    ['4', '4'],
    ['002', '002'],
    ['1,2', '1,2'],
    ['Postgres, but small', 'Postgres, but small'],
    [' two words ', ' two words '],
  ])('by %p where one may be chosen', (words, meant) => {
    expect(said(words, one)).toEqual({ byQuestion: { 'Which?': meant } });
  });

  it.each([
    ['1', 'Web'],
    ['1,2', 'Web, iOS'],
    ['2 , web', 'iOS, Web'],
    ['1,1,web', 'Web'],
    ['web, old', 'Web, old'],
    ['1, 9', '1, 9'],
    ['1,', '1,'],
    ['', ''],
  ])('by %p where several may be chosen', (words, meant) => {
    expect(said(words, several)).toEqual({ byQuestion: { 'Where?': meant } });
  });

  it('is left as it is where it is not known what was asked, or that was more than one thing', () => {
    expect(answerMeant({ words: '2' })).toEqual({ words: '2' });
    expect(answerMeant({ words: '2' }, [])).toEqual({ words: '2' });
    expect(answerMeant({ words: '2' }, [one, several])).toEqual({ words: '2' });
  });

  it('is told for each question by itself', () => {
    const byQuestion = { 'Which?': '2', 'Where?': '1,2', 'Who?': '2' };
    expect(answerMeant({ byQuestion }, [one, several])).toEqual({
      byQuestion: { 'Which?': 'Postgres', 'Where?': 'Web, iOS', 'Who?': '2' },
    });
  });

  it('may be about anything', () => {
    const meant = answerMeant({ words: '1' }, [asked('__proto__', ['A'])]);
    expect(Object.entries('byQuestion' in meant ? meant.byQuestion : {})).toEqual([['__proto__', 'A']]);
  });
});
