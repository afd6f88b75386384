import { describe, expect, it } from '@jest/globals';
import type { Shown } from '../../../src/core/permission/index.ts';
import { questionLines, shownParts, type ShownParts } from '../../../src/core/wording/shown-call.ts';

describe('what a call would do', () => {
  it.each<readonly [Shown, Partial<ShownParts>]>([
    [{ kind: 'command', command: 'a\nb' }, { text: 'a\nb' }],
    [
      { kind: 'command', command: 'a', description: 'does\na' },
      { text: 'a', after: ['Claude calls it: does a'] },
    ],
    [
      { kind: 'edit', path: 'x\ny', diff: '-a\n+b' },
      { before: ['File: x y'], text: '-a\n+b' },
    ],
    [
      { kind: 'write', path: 'x', content: 'all' },
      { before: ['File: x', 'It is to hold:'], text: 'all' },
    ],
    [
      { kind: 'write', path: 'x', content: 'all', diff: '+all' },
      { before: ['File: x'], text: '+all' },
    ],
    [
      { kind: 'fetch', url: 'https://x', prompt: 'why' },
      { text: 'https://x', after: ['To find out: why'] },
    ],
    [{ kind: 'other', tool: 'X', input: '{\u001b[1m}' }, { text: '{}' }],
  ])('%j', (shown, parts) => {
    expect(shownParts(shown)).toEqual({ before: [], after: [], ...parts });
  });
});

describe('a question', () => {
  it('comes with its options, each on a line of its own', () => {
    const options = [{ label: 'SQLite', description: 'one\nfile' }, { label: 'Postgres' }];
    const lines = ['Which database?', '1. SQLite: one file', '2. Postgres'];
    expect(questionLines({ question: 'Which\ndatabase?', multiSelect: false, options })).toEqual(lines);
    expect(questionLines({ question: 'Which database?', multiSelect: true, options })).toEqual([
      ...lines,
      'Several may be chosen: 1,3',
    ]);
  });
});
