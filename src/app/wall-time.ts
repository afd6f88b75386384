import type { Instant } from '../core/attempt/index.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A clock on the wall, in milliseconds as if it stood in Greenwich. */
type Wall = (ms: number) => number;

/**
 * Today at `time` (`18:00`) on the operator's clock; without a zone, the machine's. Of a time that comes twice today
 * the next one; of one that the clocks leave out the moment they do.
 */
export function untilToday(time: string, now: Instant, zone: string | undefined): Instant {
  const wall = wallClock(zone);
  const nowMs = Date.parse(now);
  const wanted = Math.floor(wall(nowMs) / DAY_MS) * DAY_MS + minuteOf(time) * MINUTE_MS;
  // No zone is a whole day away from Greenwich, and none sets its clocks twice in two days.
  const before = wanted - offsetAt(wanted - DAY_MS, wall);
  const after = wanted - offsetAt(wanted + DAY_MS, wall);
  const [first = leftOut(wanted, before, after, wall), second = first] = [before, after]
    .filter((ms, n, all) => wall(ms) === wanted && all.indexOf(ms) === n)
    .sort((a, b) => a - b);
  return new Date(first > nowMs ? first : second).toISOString();
}

/** When `time` comes next on the operator's clock. */
export function nextAt(time: string, now: Instant, zone: string | undefined): Instant {
  // (A day of 23 hours is not missed, and one of 25 not left too early.)
  const halfDays = [0, 1, 2, 3].map((n) => new Date(Date.parse(now) + (n * DAY_MS) / 2).toISOString());
  return halfDays.map((at) => untilToday(time, at, zone)).find((at) => at > now) ?? now;
}

/** The day on the operator's clock, `YYYYMMDD`. */
export const dayOf = (at: Instant, zone: string | undefined): string =>
  new Date(wallClock(zone)(Date.parse(at))).toISOString().slice(0, 10).replaceAll('-', '');

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const offsetAt = (ms: number, wall: Wall): number => wall(ms) - ms;

/** The first moment at which the clock shows more than `wanted`, which it never shows. */
function leftOut(wanted: number, one: number, other: number, wall: Wall): number {
  let [earlier, later] = [Math.min(one, other), Math.max(one, other)];
  while (later - earlier > 1) {
    const middle = Math.floor((earlier + later) / 2);
    if (wall(middle) < wanted) earlier = middle;
    else later = middle;
  }
  return later;
}

function wallClock(timeZone: string | undefined): Wall {
  const format = new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
    ...(timeZone !== undefined && { timeZone }),
  });
  return (ms) => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
    return Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
  };
}
