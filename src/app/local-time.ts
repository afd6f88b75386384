import type { Instant } from '../core/attempt/index.ts';

/** An instant on the operator's clock. */
export type LocalTime = (at: Instant) => string;

/** `17:02` today, `Sun 22 Nov 17:02` on any other day; without a zone, the machine's. */
export function createLocalTime(now: () => Instant, timeZone?: string): LocalTime {
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...zone });
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', ...zone });
  return (at) => {
    const date = new Date(at);
    const name = day.format(date).replace(',', '');
    const today = name === day.format(new Date(now())).replace(',', '');
    return today ? time.format(date) : `${name} ${time.format(date)}`;
  };
}

/** Milliseconds between two instants; never negative. */
export const since = (from: Instant, to: Instant): number => Math.max(0, Date.parse(to) - Date.parse(from));
