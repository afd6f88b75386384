import { describe, expect, it } from '@jest/globals';
import { operatorName } from '../../../src/adapters/terminal/operator-name.ts';

describe('the name of the operator', () => {
  const nobody = (): string => {
    throw new Error('ENOENT: no such user');
  };

  it('is the one of the user database', () => {
    expect(operatorName({ USER: 'other' }, () => 'ann')).toBe('ann');
  });

  it.each([
    [{ USER: 'ann', LOGNAME: 'bo' }, 'ann'],
    [{ USER: '', LOGNAME: 'bo' }, 'bo'],
    [{}, `uid ${process.getuid?.() ?? 'unknown'}`],
  ])('without an entry there, from %j, is %s', (env, expected) => {
    expect(operatorName(env, nobody)).toBe(expected);
  });
});
