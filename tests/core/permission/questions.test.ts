import { describe, expect, it } from '@jest/globals';
import { readQuestions } from '../../../src/core/permission/index.ts';

const options = [{ label: 'SQLite', description: 'One file' }, { label: 'Postgres' }];

describe('the questions of Claude', () => {
  it('are read with what they offer', () => {
    const preview = { label: 'Other', preview: 'x' };
    const questions = [
      { question: 'Which database?', header: 'Database', multiSelect: false, options },
      { question: 'Which extras?', multiSelect: true, options: [preview] },
      { question: 'Sure?', options },
    ];
    expect(readQuestions({ questions, answers: {} })).toEqual([
      { question: 'Which database?', header: 'Database', multiSelect: false, options },
      { question: 'Which extras?', multiSelect: true, options: [{ label: 'Other' }] },
      { question: 'Sure?', multiSelect: false, options },
    ]);
  });

  it.each<[string, unknown]>([
    ['none', undefined],
    ['an empty list', []],
    ['no list', {}],
    ['no question', [7]],
    ['nothing', [null]],
    ['no text', [{ options }]],
    ['an empty text', [{ question: ' ', options }]],
    ['a text that is no name', [{ question: '__proto__', options }]],
    ['no options', [{ question: 'a' }]],
    ['an empty list of options', [{ question: 'a', options: [] }]],
    ['an option without a label', [{ question: 'a', options: [{}] }]],
    ['an option that is a text', [{ question: 'a', options: ['x'] }]],
    ['a description that is no text', [{ question: 'a', options: [{ label: 'x', description: 7 }] }]],
    ['two options of one name', [{ question: 'a', options: [{ label: 'x' }, { label: 'x' }] }]],
    [
      'two questions of one text',
      [
        { question: 'a', options },
        { question: 'a', options },
      ],
    ],
    ['a header that is no text', [{ question: 'a', header: 7, options }]],
    ['a choice that is neither yes nor no', [{ question: 'a', multiSelect: 'yes', options }]],
    ['one that is wrong among good ones', [{ question: 'a', options }, { question: 'b' }]],
  ])('with %s are malformed', (_what, questions) => {
    expect(readQuestions({ questions })).toBeUndefined();
  });
});
