import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createLocalTime } from '../../src/app/local-time.ts';
import { dayOf, nextAt } from '../../src/app/wall-time.ts';

const BERLIN = 'Europe/Berlin';
const zones = ['UTC', BERLIN, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Chatham'];
const HOUR = 3_600_000;

const instants = fc
  .date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
/** Also on the days on which clocks are set. */
const settings = fc
  .tuple(
    fc.constantFrom('2026-03-08', '2026-03-28', '2026-03-29', '2026-10-03', '2026-10-04', '2026-10-25'),
    fc.integer({ min: -24 * 60, max: 48 * 60 }),
  )
  .map(([day, minutes]) => new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000).toISOString());
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((numbers) => numbers.map((n) => String(n).padStart(2, '0')).join(':'));

describe('the next time a clock shows', () => {
  it.each([
    ['later today', '18:00', '2026-11-21T09:30:00.000Z', '2026-11-21T17:00:00.000Z'],
    ['tomorrow', '08:00', '2026-11-21T09:30:00.000Z', '2026-11-22T07:00:00.000Z'],
    ['tomorrow, where it is that now', '10:30', '2026-11-21T09:30:00.000Z', '2026-11-22T09:30:00.000Z'],
    ['in the night before a short day', '00:15', '2026-03-28T22:30:00.000Z', '2026-03-28T23:15:00.000Z'],
    ['on a short day', '09:00', '2026-03-28T23:30:00.000Z', '2026-03-29T07:00:00.000Z'],
    ['at a time that is left out', '02:30', '2026-03-28T12:00:00.000Z', '2026-03-29T01:00:00.000Z'],
    ['on a long day', '09:00', '2026-10-24T22:30:00.000Z', '2026-10-25T08:00:00.000Z'],
    ['after a long day', '00:10', '2026-10-24T22:15:00.000Z', '2026-10-25T23:10:00.000Z'],
    ['that comes again', '02:30', '2026-10-25T00:45:00.000Z', '2026-10-25T01:30:00.000Z'],
    ['that came twice', '02:30', '2026-10-25T01:45:00.000Z', '2026-10-26T01:30:00.000Z'],
  ])('%s', (_, time, now, expected) => {
    expect(nextAt(time, now, BERLIN)).toBe(expected);
  });

  it('lies ahead, not further than a day, and the clock shows it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.oneof(instants, settings), times, (zone, now, time) => {
        const at = nextAt(time, now, zone);
        const aheadMs = Date.parse(at) - Date.parse(now);
        expect(aheadMs).toBeGreaterThan(0);
        expect(aheadMs).toBeLessThanOrEqual(26 * HOUR);
        const shown = createLocalTime(() => at, zone)(at);
        // (Where the clocks leave it out, the moment at which they do.)
        if (Number(time.slice(0, 2)) > 3) expect(shown).toBe(time);
        else expect(shown >= time).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('is the first one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.oneof(instants, settings),
        times,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (zone, now, time, share) => {
          const at = Date.parse(nextAt(time, now, zone));
          const from = Math.ceil(Date.parse(now) / 60_000) * 60_000;
          const between = from + Math.floor(((at - 1 - from) * share) / 60_000) * 60_000;
          if (between <= Date.parse(now) || between >= at) return;
          const instant = new Date(between).toISOString();
          expect(createLocalTime(() => instant, zone)(instant)).not.toBe(time);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('the day', () => {
  it.each([
    ['2026-11-21T22:59:59.999Z', BERLIN, '20261121'],
    ['2026-11-21T23:00:00.000Z', BERLIN, '20261122'],
    ['2026-12-31T23:30:00.000Z', 'Pacific/Kiritimati', '20270101'],
    ['2027-01-01T04:00:00.000Z', 'America/New_York', '20261231'],
  ])('of %s in %s', (at, zone, day) => {
    expect(dayOf(at, zone)).toBe(day);
  });

  it('is that of the machine without a zone', () => {
    const at = '2026-11-21T22:59:59.999Z';
    expect(dayOf(at, undefined)).toBe(dayOf(at, new Intl.DateTimeFormat().resolvedOptions().timeZone));
  });
});
