import { describe, expect, it } from '@jest/globals';
import { firstLines } from '../../../src/adapters/terminal/first-lines.ts';

describe('a longer text', () => {
  it('is cut after some lines, and says how many follow', () => {
    expect(firstLines('a\n\nb\nc', { lines: 3, width: 9 })).toEqual(['a', 'b', 'c']);
    expect(firstLines('a\nb\nc', { lines: 1, width: 9 })).toEqual(['a', '… 2 more lines']);
    expect(firstLines('one two three four', { lines: 1, width: 9 })).toEqual(['one two', 'three', 'four']);
    expect(firstLines('a b c d e f g\nh', { lines: 1, width: 3 })).toEqual([
      'a b',
      'c d',
      'e f',
      '… 2 more lines',
    ]);
    expect(firstLines(' \n', { lines: 1, width: 9 })).toEqual([]);
  });
});
