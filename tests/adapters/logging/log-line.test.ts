import { describe, expect, it } from '@jest/globals';
import { jsonLine, plainData, textLine, zoned } from '../../../src/adapters/logging/log-line.ts';

const AT = new Date(Date.UTC(2026, 10, 21, 8, 30, 1, 123));
const fact = (value: unknown): string =>
  textLine(AT, 'info', 'm', plainData({ key: value }, false)).replace(/^.* m ?/, '');

describe('a line of text', () => {
  it.each([
    ['plain/path-1.log', 'key=plain/path-1.log'],
    ['two words', 'key="two words"'],
    ['', 'key=""'],
    ['say "no"', String.raw`key="say \"no\""`],
    ['line\nbreak', String.raw`key="line\nbreak"`],
    ['a=b', 'key="a=b"'],
    [5, 'key=5'],
    [12n, 'key=12'],
    [true, 'key=true'],
    [null, 'key=null'],
    [undefined, ''],
    [Symbol('mark'), ''],
    [() => 1, ''],
    [['a', 1], 'key=["a",1]'],
    [{ deep: { er: new Error('why') } }, 'key={"deep":{"er":"why"}}'],
    [Object.assign(new Error('EACCES: no'), { code: 'EACCES' }), 'key="EACCES: no"'],
    [new Date(0), 'key=1970-01-01T00:00:00.000Z'],
    [new Date(NaN), 'key=null'],
  ])('shows %p as %s', (value, expected) => {
    expect(fact(value)).toBe(expected);
  });

  it('says so of a cycle, and shows what merely occurs twice', () => {
    const own: Record<string, unknown> = {};
    own['own'] = own;
    const twice = { a: 1 };
    expect(fact(own)).toBe('key="(cannot be shown)"');
    expect(fact([twice, twice])).toBe('key=[{"a":1},{"a":1}]');
  });

  it('stays one line without control characters, whatever the message holds', () => {
    const line = textLine(AT, 'info', 'a\nb\rc\u001b[31m\u0085\u2028', {});
    expect(line.slice(zoned(AT).length)).toBe(String.raw` info  a\nb\rc\u001b[31m\u0085\u2028`);
  });
});

it('names the instant in the local zone with its offset', () => {
  expect(zoned(AT)).toMatch(/^2026-11-2[012]T\d\d:\d\d:01\.123[+-]\d\d:\d\d$/);
  expect(new Date(zoned(AT)).getTime()).toBe(AT.getTime());
});

it('lets no data take the place of the time, the level or the message in JSON', () => {
  expect(JSON.parse(jsonLine(AT, 'warn', 'm', { at: 1, task: 2 }))).toEqual({
    at: zoned(AT),
    level: 'warn',
    message: 'm',
    task: 2,
  });
});
