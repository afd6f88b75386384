import { describe, expect, it } from '@jest/globals';
import { readingProblem } from '../../../src/adapters/task-files/reading-problem.ts';

const failure = (code: string): Error => Object.assign(new Error(`${code}: open`), { code });

describe('a file that cannot be read', () => {
  it.each(['EACCES', 'EPERM'])('is a matter of permissions: %s', (code) => {
    expect(readingProblem(failure(code))).toMatch(/permi/);
  });

  it.each([failure('EIO'), new Error('a bug')])('is not explained away: %s', (error) => {
    expect(readingProblem(error)).toBeUndefined();
  });
});
