import { formatDuration } from '../text/duration.ts';

export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** `once`, `twice`, `3 times`. */
export const times = (n: number): string => ['once', 'twice'][n - 1] ?? counted(n, 'time');

export const money = (usd: number): string => `$${usd.toFixed(2)}`;

const SECOND_MS = 1000;

/** What work took without the wait for a person: `0:12 (4:05 waiting for you)`. */
export function workTime(durationMs: number, waitedMs = 0): string {
  const work = formatDuration(Math.max(0, durationMs - waitedMs));
  return waitedMs < SECOND_MS ? work : `${work} (${waitedForYou(waitedMs)})`;
}

export const waitedForYou = (waitedMs: number): string => `${formatDuration(waitedMs)} waiting for you`;

/** What work took, in the order it is written everywhere; what is not known is left out. */
export function effort({
  durationMs,
  waitedMs,
  costUsd,
  turns,
}: {
  readonly durationMs?: number | undefined;
  readonly waitedMs?: number | undefined;
  readonly costUsd?: number | undefined;
  readonly turns?: number | undefined;
}): readonly string[] {
  return [
    ...(durationMs === undefined ? [] : [workTime(durationMs, waitedMs)]),
    ...(costUsd === undefined ? [] : [money(costUsd)]),
    ...(turns === undefined ? [] : [counted(turns, 'turn')]),
  ];
}

/** `1 and 2`, `1, 2 and 3`. */
export const enumerated = (items: readonly (string | number)[], last = 'and'): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${String(items.at(-1))}`;
