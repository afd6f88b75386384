import { describe, expect, it } from '@jest/globals';
import { createLocalTime, since } from '../../src/app/local-time.ts';

describe('the time as an operator reads it', () => {
  const local = createLocalTime(() => '2026-11-21T09:30:00.000Z', 'Europe/Berlin');

  it.each([
    ['today', '2026-11-21T16:02:59.999Z', '17:02'],
    ['at midnight today', '2026-11-20T23:00:00.000Z', '00:00'],
    ['just before that', '2026-11-20T22:59:59.999Z', 'Fri 20 Nov 23:59'],
    ['tomorrow, though not yet in Greenwich', '2026-11-21T23:30:00.000Z', 'Sun 22 Nov 00:30'],
    ['in summer', '2026-07-01T07:05:00.000Z', 'Wed 1 Jul 09:05'],
  ])('%s', (_, at, text) => {
    expect(local(at)).toBe(text);
  });

  it('is of today as long as the clock says so', () => {
    let now = '2026-11-21T22:59:59.999Z';
    const moving = createLocalTime(() => now, 'Europe/Berlin');
    expect(moving('2026-11-21T16:02:00.000Z')).toBe('17:02');
    now = '2026-11-21T23:00:00.000Z';
    expect(moving('2026-11-21T16:02:00.000Z')).toBe('Sat 21 Nov 17:02');
  });

  it('is that of the machine without a zone', () => {
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const now = (): string => '2026-11-21T09:30:00.000Z';
    const at = '2026-07-01T07:05:00.000Z';
    expect(createLocalTime(now)(at)).toBe(createLocalTime(now, zone)(at));
  });
});

describe('the time between two instants', () => {
  it('is none when the clock was set back', () => {
    expect(since('2026-11-21T09:30:00.000Z', '2026-11-21T09:30:01.500Z')).toBe(1_500);
    expect(since('2026-11-21T09:30:00.000Z', '2026-11-21T09:29:00.000Z')).toBe(0);
  });
});
