import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { untilToday } from '../../src/app/wall-time.ts';
import { createLocalTime } from '../../src/app/local-time.ts';

describe('today at a time of the operator', () => {
  it.each([
    ['in winter', '18:00', '2026-11-21T09:30:00.000Z', 'Europe/Berlin', '2026-11-21T17:00:00.000Z'],
    ['in summer', '18:00', '2026-07-01T09:30:00.000Z', 'Europe/Berlin', '2026-07-01T16:00:00.000Z'],
    ['that is over', '08:00', '2026-11-21T09:30:12.345Z', 'Europe/Berlin', '2026-11-21T07:00:00.000Z'],
    ['at half an hour', '18:00', '2026-11-21T09:30:00.000Z', 'Asia/Kolkata', '2026-11-21T12:30:00.000Z'],
    [
      'where it is tomorrow',
      '18:00',
      '2026-11-21T20:00:00.000Z',
      'Pacific/Kiritimati',
      '2026-11-22T04:00:00.000Z',
    ],
    [
      'where it is yesterday',
      '18:00',
      '2026-11-21T02:00:00.000Z',
      'America/Los_Angeles',
      '2026-11-21T02:00:00.000Z',
    ],
    ['at midnight', '00:00', '2026-11-20T23:00:00.000Z', 'Europe/Berlin', '2026-11-20T23:00:00.000Z'],
    ['in the last minute', '23:59', '2026-11-21T22:59:59.999Z', 'Europe/Berlin', '2026-11-21T22:59:00.000Z'],
    ['on the last day', '18:00', '2026-12-31T23:30:00.000Z', 'Europe/Berlin', '2027-01-01T17:00:00.000Z'],
  ])('%s', (_, time, now, zone, expected) => {
    expect(untilToday(time, now, zone)).toBe(expected);
  });

  it.each([
    ['before the clocks are set forward', '01:59', '2026-03-28T23:30:00.000Z', '2026-03-29T00:59:00.000Z'],
    ['as they are', '02:30', '2026-03-28T23:30:00.000Z', '2026-03-29T01:00:00.000Z'],
    ['first thing in what is left out', '02:00', '2026-03-28T23:30:00.000Z', '2026-03-29T01:00:00.000Z'],
    ['after it', '03:00', '2026-03-28T23:30:00.000Z', '2026-03-29T01:00:00.000Z'],
    ['in the evening of that day', '18:00', '2026-03-28T23:30:00.000Z', '2026-03-29T16:00:00.000Z'],
    ['early on that day, asked late', '01:00', '2026-03-29T20:00:00.000Z', '2026-03-29T00:00:00.000Z'],
    ['twice, asked before', '02:30', '2026-10-24T22:30:00.000Z', '2026-10-25T00:30:00.000Z'],
    ['twice, asked between', '02:30', '2026-10-25T00:45:00.000Z', '2026-10-25T01:30:00.000Z'],
    ['twice, asked after', '02:30', '2026-10-25T09:00:00.000Z', '2026-10-25T01:30:00.000Z'],
    [
      'on the evening after they were set back',
      '18:00',
      '2026-10-24T23:00:00.000Z',
      '2026-10-25T17:00:00.000Z',
    ],
  ])('%s', (_, time, now, expected) => {
    expect(untilToday(time, now, 'Europe/Berlin')).toBe(expected);
  });

  it('where the clocks are set by half an hour, and elsewhere than in Europe', () => {
    expect(untilToday('02:10', '2026-10-03T14:00:00.000Z', 'Australia/Lord_Howe')).toBe(
      '2026-10-03T15:30:00.000Z',
    );
    expect(untilToday('18:00', '2026-03-08T06:00:00.000Z', 'America/New_York')).toBe(
      '2026-03-08T22:00:00.000Z',
    );
  });

  it('is what the clock shows then, wherever it hangs', () => {
    const zones = ['UTC', 'Asia/Kathmandu', 'Pacific/Chatham', 'America/St_Johns', 'Africa/Casablanca'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({
          min: new Date('2026-01-01T00:00:00Z'),
          max: new Date('2027-12-31T00:00:00Z'),
          noInvalidDate: true,
        }),
        // Clocks are set at night.
        fc.integer({ min: 5, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        (zone, date, hour, minute) => {
          const now = date.toISOString();
          const time = [hour, minute].map((n) => String(n).padStart(2, '0')).join(':');
          expect(createLocalTime(() => now, zone)(untilToday(time, now, zone))).toBe(time);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is that of the machine without a zone', () => {
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const now = '2026-07-01T09:30:00.000Z';
    expect(untilToday('18:00', now, undefined)).toBe(untilToday('18:00', now, zone));
  });
});
