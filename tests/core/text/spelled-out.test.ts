import { describe, expect, it } from '@jest/globals';
import { deceives, spelledOut } from '../../../src/core/text/spelled-out.ts';

describe('a text that is decided about', () => {
  it.each([
    ['rm\u202efoo', 'rm⟨U+202E⟩foo'],
    ['a\u00a0b', 'a⟨U+00A0⟩b'],
    ['a\u0000b', 'a⟨U+0000⟩b'],
    ['a\rb', 'a⟨U+000D⟩b'],
    ['\u3164', '⟨U+3164⟩'],
    ['a\ud800', 'a⟨U+D800⟩'],
    ['\u{e0041}', '⟨U+E0041⟩'],
  ])('%j has what cannot be seen spelled out', (text, spelled) => {
    expect(deceives(text)).toBe(true);
    expect(spelledOut(text)).toBe(spelled);
  });

  it.each(['ls -l\n\tx', 'für 日本 ✔️ 👍'])('%j is as it looks', (text) => {
    expect(deceives(text)).toBe(false);
    expect(spelledOut(text)).toBe(text);
  });
});
