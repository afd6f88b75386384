import type { UsageWarning } from '../attempt/index.ts';
import { oneLine } from '../text/plain-text.ts';
import { shortened } from '../text/shortened.ts';
import type { Local } from './local.ts';

const LONGEST_NAME = 40;

/** `92 % of the five-hour limit is used; it resets at 18:00`: no full stop at the end. */
export function usageWarning({ limit, utilization, resetsAt }: UsageWarning, local?: Local): string {
  const name = nameOf(limit);
  const used =
    utilization === undefined
      ? `${name} is nearly reached`
      : `${percentOf(utilization)} % of ${name} is used`;
  return resetsAt === undefined || !local ? used : `${used}; it resets at ${local(resetsAt)}`;
}

/** Never more than is used. */
const percentOf = (utilization: number): number => Math.floor(Math.max(0, utilization) * 100 + 1e-6);

function nameOf(limit: string): string {
  return KNOWN.get(limit) ?? `the limit "${shortened(oneLine(limit), LONGEST_NAME)}"`;
}

const KNOWN: ReadonlyMap<string, string> = new Map([
  ['five_hour', 'the five-hour limit'],
  ['seven_day', 'the weekly limit'],
  ['seven_day_opus', 'the weekly limit for Opus'],
  ['seven_day_sonnet', 'the weekly limit for Sonnet'],
  ['overage', 'the extra usage'],
]);
