import { describe, expect, it } from '@jest/globals';
import { decodeUtf8 } from '../../../src/adapters/task-files/decode-utf8.ts';

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part)));

describe('bytes as text', () => {
  it.each([
    ['', ''],
    ['naïve — 🟢', 'naïve — 🟢'],
    ['\uFEFFwith a mark', 'with a mark'],
    ['\uFFFD is a character', '\uFFFD is a character'],
  ])('reads %j', (written, text) => {
    expect(decodeUtf8(Buffer.from(written))).toEqual({ ok: true, text });
  });

  it.each([
    ['Latin-1', bytes('one\nna', [0xef], 've'), 'one\nna', '0xEF'],
    ['an overlong form', bytes('a', [0xc0, 0x80]), 'a', '0xC0'],
    ['a surrogate', bytes('ab', [0xed, 0xa0, 0x80]), 'ab', '0xED'],
    ['a cut end', bytes('é', [0xe2, 0x82]), 'é', '0xE2'],
    ['after replacement characters', bytes('\uFFFDa\uFFFD\uFFFD', [0xff]), '\uFFFDa\uFFFD\uFFFD', '0xFF'],
    ['behind a byte order mark', bytes('\uFEFFa', [0xff]), 'a', '0xFF'],
    ['before a NUL', bytes('a', [0xff, 0]), 'a', '0xFF'],
  ])('finds the first byte that is wrong: %s', (_, input, before, byte) => {
    expect(decodeUtf8(input)).toEqual({
      ok: false,
      before,
      problem: `the byte ${byte} is not UTF-8: save the file as UTF-8`,
    });
  });

  it.each([
    ['in text', bytes('ab\n', [0], 'c'), 'ab\n'],
    ['before a wrong byte', bytes('a', [0, 0xff]), 'a'],
  ])('takes a NUL as the sign of a binary file: %s', (_, input, before) => {
    expect(decodeUtf8(input)).toEqual({
      ok: false,
      before,
      problem: 'this is a binary file: a task file is text',
    });
  });

  it.each([
    ['little', [0xff, 0xfe]],
    ['big', [0xfe, 0xff]],
  ])('knows UTF-16, %s end first', (_, mark) => {
    const problem = 'the file is UTF-16: save it as UTF-8';
    expect(decodeUtf8(bytes(mark, [0x23, 0]))).toEqual({ ok: false, before: '', problem });
  });
});
