import { expect, it } from '@jest/globals';
import { somePaths } from '../../../src/core/wording/paths.ts';

it.each([
  [['a.txt'], undefined, 'a.txt'],
  [['a.txt', 'b.txt'], undefined, 'a.txt and b.txt'],
  [['a.txt', 'b.txt'], 5, 'a.txt, b.txt and 3 more'],
  [[], 1, '1 file'],
  [[], 7, '7 files'],
])('%j of %p are told as %p', (paths, total, told) => {
  expect(somePaths(paths, total)).toBe(told);
});
