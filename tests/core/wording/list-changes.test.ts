import { expect, it } from '@jest/globals';
import type { ListChange } from '../../../src/core/session/index.ts';
import { listChanges } from '../../../src/core/wording/list-changes.ts';

const change = (number: number, how: ListChange['change'], begun = false): ListChange => ({
  number,
  title: `Task\n${number}`,
  change: how,
  begun,
});

it.each<readonly [string, readonly ListChange[], string]>([
  ['one', [change(3, 'changed')], 'task 3 changed'],
  [
    'each kind, what stays as it was at the end',
    [
      change(1, 'removed', true),
      change(2, 'changed', true),
      change(3, 'changed'),
      change(4, 'removed'),
      change(5, 'moved'),
      change(6, 'added'),
    ],
    'task 3 changed, task 4 is gone, task 5 moved, task 6 is new, task 1 has begun and stays as it was, task 2 has begun and stays as it was',
  ],
  [
    'many',
    Array.from({ length: 20 }, (_, n) => change(n + 1, 'added')),
    `${Array.from({ length: 8 }, (_, n) => `task ${n + 1} is new`).join(', ')} and 12 more`,
  ],
])('an edited list: %s', (_, changes, words) => {
  expect(listChanges(changes)).toBe(words);
});
