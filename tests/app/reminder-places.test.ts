import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { duePlaces } from '../../src/app/reminder-places.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The hours after which one more is due. */
function hoursOf(firstMs: number, untilHours: number): readonly number[] {
  const hours: number[] = [];
  for (let ms = 0, passed = 0; ms <= untilHours * HOUR; ms += MINUTE) {
    const now = duePlaces(ms, firstMs).passed;
    if (now > passed) hours.push(ms / HOUR);
    passed = now;
  }
  return hours;
}

describe('the reminders of a gate', () => {
  it('are due after gaps that double, up to a day', () => {
    expect(hoursOf(HOUR / 2, 110)).toEqual([0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 55.5, 79.5, 103.5]);
  });

  it('never come more often than the first one', () => {
    expect(hoursOf(36 * HOUR, 120)).toEqual([36, 72, 108]);
  });

  it.each([
    ['at its time', 30 * MINUTE, { passed: 1, reached: 1 }],
    ['before its time', 30 * MINUTE - 1, { passed: 0, reached: 1 }],
    ['late', 60 * MINUTE, { passed: 1, reached: 1 }],
    ['three quarters of a gap late', 75 * MINUTE, { passed: 1, reached: 1 }],
    ['still later, so that it stands for the next one as well', 75 * MINUTE + 1, { passed: 1, reached: 2 }],
    ['before the gate was opened', 0, { passed: 0, reached: 0 }],
  ])('are counted when one comes %s', (_, waitedMs, places) => {
    expect(duePlaces(waitedMs, 30 * MINUTE)).toEqual(places);
  });

  it('only get more, one after another, and none is skipped twice', () => {
    const ms = fc.integer({ min: 0, max: 100 * 24 * HOUR });
    fc.assert(
      fc.property(ms, ms, fc.integer({ min: 1_000, max: 500 * HOUR }), (a, b, firstMs) => {
        const [early, late] = [duePlaces(Math.min(a, b), firstMs), duePlaces(Math.max(a, b), firstMs)];
        expect(late.passed).toBeGreaterThanOrEqual(early.passed);
        expect([early.passed, early.passed + 1]).toContain(early.reached);
      }),
    );
  });
});
