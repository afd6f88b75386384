import type { z } from 'zod';
import { isText, value } from './values.ts';

/** A part of the day in minutes since midnight; `toMinute` before `fromMinute` is the next morning. */
export interface QuietHours {
  readonly fromMinute: number;
  readonly toMinute: number;
}

const HOURS = /^(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})$/;

export const quietHours: z.ZodType<QuietHours> = value(
  'two different times of the day in quotes, from and to, such as "22:00-07:00"',
  (found) => {
    const [, from, to] = (isText(found) ? HOURS.exec(found.trim()) : undefined) ?? [];
    const [fromMinute, toMinute] = [minuteIn(from), minuteIn(to)];
    if (fromMinute === undefined || toMinute === undefined || fromMinute === toMinute) return undefined;
    return { fromMinute, toMinute };
  },
);

function minuteIn(time: string | undefined): number | undefined {
  const [hours = 24, minutes = 60] = (time ?? '').split(':').map(Number);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : undefined;
}
