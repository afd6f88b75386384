import type { Instant } from '../core/attempt/index.ts';

/** The part of the day in which nobody is to be disturbed. */
export interface QuietHours {
  isQuiet(at: Instant): boolean;
}

/** Minutes of the day; `to` may lie before `from`: past midnight. */
export interface QuietSpan {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** In `timeZone`, or the machine's. */
export function createQuietHours({ fromMinute, toMinute }: QuietSpan, timeZone?: string): QuietHours {
  const format = new Intl.DateTimeFormat('en-GB', {
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
    ...(timeZone !== undefined && { timeZone }),
  });

  function minuteOfDay(ms: number): number {
    const parts = format.formatToParts(ms);
    const part = (type: 'hour' | 'minute'): number => Number(parts.find((each) => each.type === type)?.value);
    return part('hour') * 60 + part('minute');
  }

  return {
    isQuiet(at) {
      const minute = minuteOfDay(Date.parse(at));
      return fromMinute < toMinute
        ? minute >= fromMinute && minute < toMinute
        : minute >= fromMinute || minute < toMinute;
    },
  };
}
