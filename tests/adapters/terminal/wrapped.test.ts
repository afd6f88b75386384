import { describe, expect, it } from '@jest/globals';
import {
  wrapped,
  wrappedChoices,
  wrappedLine,
  wrappedTightly,
} from '../../../src/adapters/terminal/wrapped.ts';
import { styleFor } from '../../../src/adapters/terminal/style.ts';

describe('a long line', () => {
  it('is broken between words', () => {
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapped('one two three', 13)).toEqual(['one two three']);
  });

  it.each([
    ['   Why: so it is', ['   Why: so', '   it is']],
    ['   | said by it', ['   | said', '   | by it']],
    ['- a thing done', ['- a thing', '  done']],
    ['⚠️ It was so', ['⚠️ It was', '   so']],
    ['Plain words', ['Plain', 'words']],
  ])('goes on below its text: %s', (line, expected) => {
    expect(wrappedLine(line, 10)).toEqual(expected);
  });

  it('keeps a word that is wider than a line, so that it can be copied', () => {
    expect(wrapped('see /a/very/long/path now', 8)).toEqual(['see', '/a/very/long/path', 'now']);
    expect(wrappedTightly('see abcdefghij now', 4)).toEqual(['see', 'abcd', 'efgh', 'ij', 'now']);
  });

  it('counts what is shown', () => {
    const bold = styleFor({ isTTY: true }, undefined).bold('one two');
    expect(wrapped(bold, 7)).toEqual([bold]);
    expect(wrappedTightly('日本語日本', 4)).toEqual(['日本', '語日', '本']);
    expect(wrapped('e\u0301te\u0301 a\u0300', 5)).toHaveLength(1);
  });
});

describe('choices', () => {
  it('stay in one piece each', () => {
    expect(wrappedChoices('[a] approve  [r] retry (task 1 again)  [q] stop', 24)).toBe(
      '[a] approve\n[r] retry (task 1 again)\n[q] stop',
    );
  });
});
