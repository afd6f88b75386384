import { describe, expect, it } from '@jest/globals';
import { oneLine, plainText } from '../../../src/core/text/plain-text.ts';

describe('text from outside', () => {
  it.each([
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['a cleared screen', 'a\u001b[2J\u001b[Hb', 'ab'],
    ['a window title', 'a\u001b]0;title\u0007b', 'ab'],
    ['a link', '\u001b]8;;https://evil.example\u001b\\text\u001b]8;;\u001b\\', 'text'],
    ['the one-byte form of Escape', 'a\u009b31mb', 'ab'],
    ['a bell and a backspace', 'a\u0007\bb', 'ab'],
    ['a carriage return that would overwrite the line', '✅ done\rx', '✅ done\nx'],
    ['text that runs backwards', 'a\u202etxt.exe\u202c', 'atxt.exe'],
    ['isolates and hidden characters', '\u2066a\u2069\u200bb\ufeffc\u{e0041}', 'abc'],
    ['tabs', 'a\tb', 'a  b'],
  ])('loses %s', (_, written, plain) => {
    expect(plainText(written)).toBe(plain);
  });

  it('keeps what says something', () => {
    const text = 'Größe – 日本語 👩‍👩‍👧‍👦 ⏸️\nsecond line';
    expect(plainText(text)).toBe(text);
  });

  it('fits on one line', () => {
    expect(oneLine(' a\r\n b\n\tc ')).toBe('a b c');
  });
});
