import { expect, it } from '@jest/globals';
import { shortPath } from '../../../src/core/text/short-path.ts';

it.each([
  ['src/a.ts', 20, 'src/a.ts'],
  ['src/deep/folder/a.ts', 10, '…lder/a.ts'],
  ['two\nlines\tand\u0007\u001b[31m a bell\u001b[0m', 40, 'two lines and a bell'],
  ['gpj.\u202eexe', 20, 'gpj.exe'],
  ['\u200b', 40, '(a name that cannot be shown)'],
  ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2, '…👩‍👩‍👧‍👦'],
  ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2, '👩‍👩‍👧‍👦👩‍👩‍👧‍👦'],
])('the path %j in %d characters', (path, length, shown) => {
  expect(shortPath(path, length)).toBe(shown);
});
