import { describe, expect, it } from '@jest/globals';
import type { AnswerFault } from '../../../src/core/permission/index.ts';
import { answerFault } from '../../../src/core/wording/answer-fault.ts';
import { refusal } from '../../../src/core/wording/refusal.ts';

const long = 'Which of the many databases that there are today is to be used for this very project of ours?';

describe('an answer that names nothing of what was asked', () => {
  it.each<readonly [AnswerFault, string]>([
    [
      { code: 'no_such_option', question: 'Which\u001b[31m\ndatabase?', said: '7', options: 4 },
      'There is no option 7: "Which database?" has 4 options. To say just that, put it in words, for example "it is 7".',
    ],
    [
      { code: 'no_such_option', question: 'Sure?', said: '02', options: 1 },
      'There is no option 2: "Sure?" has 1 option. To say just that, put it in words, for example "it is 2".',
    ],
    [
      { code: 'one_option_only', question: long },
      'Only one option of "Which of the many databases that there are today is to be used for this very pr…" can be chosen. Name that one, or answer in words.',
    ],
    [
      { code: 'no_such_question', said: 'Which databse?', questions: ['Which cache?', 'Which database?'] },
      'Claude does not ask "Which databse?". Did you mean "Which database?"?',
    ],
    [
      { code: 'no_such_question', said: 'Why?\u0000', questions: ['Which database?', 'Where to?'] },
      'Claude does not ask "Why?". It asks "Which database?" and "Where to?".',
    ],
    [
      {
        ...{ code: 'which_option', question: 'How many?', said: '1' },
        options: [
          { place: 1, label: '4' },
          { place: 3, label: '1' },
        ],
      },
      '"1" can be option 1 ("4") or the option called "1". Say "#1" or "#3".',
    ],
    [
      {
        ...{ code: 'which_option', question: 'Which?', said: 'SQLITE' },
        options: ['SQLite', 'sqlite', 'sQLite'].map((label, n) => ({ place: n + 1, label })),
      },
      '"SQLITE" can be option 1 ("SQLite"), option 2 ("sqlite") or option 3 ("sQLite"). Say "#1", "#2" or "#3".',
    ],
    [
      { code: 'no_such_question', said: 'which DB? ', questions: ['Which db?', 'Where to?'] },
      'It is not clear which question "which DB?" is: name each question once, as it is asked.',
    ],
    [
      { code: 'which_question', questions: 2 },
      'Claude asks 2 questions at once, and a number alone does not say which of them it answers. Say in words which answer is to which.',
    ],
  ])('%j', (fault, sentence) => {
    expect(answerFault(fault)).toBe(sentence);
  });

  it('says how several questions are answered', () => {
    const words = {
      local: String,
      who: String,
      confirm: '',
      each: 'Use the buttons.',
      asked: 'answer',
    } as const;
    expect(refusal({ code: 'which_question', questions: 3 }, words)).toMatch(
      /^Claude asks 3 questions at once, .* it answers\. Use the buttons\.$/,
    );
  });

  it('names no more questions than can be read', () => {
    const questions = Array.from({ length: 9 }, (_, n) => `${n}${'?'.repeat(50_000)}`);
    const sentence = answerFault({ code: 'no_such_question', said: 'x'.repeat(50_000), questions });
    expect(sentence.length).toBeLessThan(500);
    expect(sentence).toMatch(/" and "3\?/);
    const options = questions.map((label, n) => ({ place: n + 1, label }));
    const said = 'x'.repeat(50_000);
    expect(answerFault({ code: 'which_option', question: '?', said, options }).length).toBeLessThan(600);
  });
});
