import { describe, expect, it } from '@jest/globals';
import { createQuietHours } from '../../src/app/quiet-hours.ts';

const night = { fromMinute: 22 * 60, toMinute: 7 * 60 };

/** The instants of a span at which quiet begins or ends, looked at minute by minute. */
function changes(quiet: ReturnType<typeof createQuietHours>, from: string, to: string): readonly string[] {
  const found: string[] = [];
  let before = quiet.isQuiet(from);
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += 60_000) {
    const at = new Date(ms).toISOString();
    const now = quiet.isQuiet(at);
    if (now !== before) found.push(`${now ? 'quiet' : 'loud'} ${at.slice(5, 16)}`);
    before = now;
  }
  return found;
}

describe('quiet hours', () => {
  it('pass midnight, to the minute', () => {
    const quiet = createQuietHours(night, 'UTC');
    const at = (time: string): boolean => quiet.isQuiet(`2026-11-21T${time}Z`);
    expect(['21:59:59.999', '22:00:00.000', '23:59:59.000', '00:00:00.000'].map(at)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(['06:59:59.999', '07:00:00.000', '12:00:00.000'].map(at)).toEqual([true, false, false]);
  });

  it('lie within a day', () => {
    const quiet = createQuietHours({ fromMinute: 12 * 60 + 30, toMinute: 14 * 60 }, 'UTC');
    expect(changes(quiet, '2026-11-21T00:00:00.000Z', '2026-11-21T23:59:00.000Z')).toEqual([
      'quiet 11-21T12:30',
      'loud 11-21T14:00',
    ]);
  });

  it('may begin at midnight', () => {
    const quiet = createQuietHours({ fromMinute: 0, toMinute: 6 * 60 }, 'UTC');
    expect(changes(quiet, '2026-11-20T12:00:00.000Z', '2026-11-21T12:00:00.000Z')).toEqual([
      'quiet 11-21T00:00',
      'loud 11-21T06:00',
    ]);
  });

  it('are those of the zone', () => {
    const quiet = createQuietHours(night, 'Asia/Kolkata');
    expect(changes(quiet, '2026-11-21T00:00:00.000Z', '2026-11-21T23:59:00.000Z')).toEqual([
      'loud 11-21T01:30',
      'quiet 11-21T16:30',
    ]);
  });

  it.each([
    ['set forward', '2026-03-28', '2026-03-29', ['quiet 03-28T21:00', 'loud 03-29T05:00']],
    ['set back', '2026-10-24', '2026-10-25', ['quiet 10-24T20:00', 'loud 10-25T06:00']],
  ])('last from clock to clock when the clocks are %s', (_, from, to, expected) => {
    const quiet = createQuietHours(night, 'Europe/Berlin');
    expect(changes(quiet, `${from}T12:00:00.000Z`, `${to}T12:00:00.000Z`)).toEqual(expected);
  });

  it('end in an hour that the clocks leave out', () => {
    const quiet = createQuietHours({ fromMinute: 22 * 60, toMinute: 2 * 60 + 30 }, 'Europe/Berlin');
    expect(changes(quiet, '2026-03-28T12:00:00.000Z', '2026-03-29T12:00:00.000Z')).toEqual([
      'quiet 03-28T21:00',
      'loud 03-29T01:00',
    ]);
  });

  it('are those of the machine without a zone', () => {
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const [here, named] = [createQuietHours(night), createQuietHours(night, zone)];
    for (let hour = 0; hour < 24; hour += 1) {
      const at = `2026-11-21T${String(hour).padStart(2, '0')}:15:00.000Z`;
      expect(here.isQuiet(at)).toBe(named.isQuiet(at));
    }
  });
});
