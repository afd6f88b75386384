import { describe, expect, it } from '@jest/globals';
import { formatDuration, parseDuration } from '../../../src/core/text/duration.ts';
import { nearestName } from '../../../src/core/text/nearest.ts';
import { shortened } from '../../../src/core/text/shortened.ts';

describe('durations', () => {
  it.each([
    ['90s', 90_000],
    ['10m', 600_000],
    [' 2h ', 7_200_000],
    ['500h', 1_800_000_000],
    ['501h', undefined],
    ['0s', undefined],
    ['10', undefined],
    ['1.5h', undefined],
    ['10 m', undefined],
    ['-1m', undefined],
    ['', undefined],
  ])('%j is %s ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    [0, '0:00'],
    [42_400, '0:42'],
    [723_000, '12:03'],
    [3_723_000, '1:02:03'],
    [-5, '0:00'],
  ])('%d ms reads %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('the nearest name', () => {
  const known = ['Requires Approval', 'Type', 'Timeout'];
  it.each([
    ['Requires Aproval', 'Requires Approval'],
    ['TIMEOUT', 'Timeout'],
    ['typ', 'Type'],
    ['Colour', undefined],
    ['', undefined],
  ])('to %j is %s', (written, name) => {
    expect(nearestName(written, known)).toBe(name);
  });

  it('is none among none', () => {
    expect(nearestName('x', [])).toBeUndefined();
  });
});

describe('a long text', () => {
  it('is cut between characters', () => {
    expect(shortened('abcd', 4)).toBe('abcd');
    expect(shortened('abcde', 4)).toBe('abc…');
    expect(shortened('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦');
    expect(shortened('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2)).toBe('👩‍👩‍👧‍👦…');
    expect(shortened('x'.repeat(1_000_000), 3)).toBe('xx…');
  });
});
