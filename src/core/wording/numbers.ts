import { formatDuration } from '../text/duration.ts';

export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** `once`, `twice`, `3 times`. */
export const times = (n: number): string => ['once', 'twice'][n - 1] ?? counted(n, 'time');

export const money = (usd: number): string => `$${usd.toFixed(2)}`;

/** What work took, in the order it is written everywhere; what is not known is left out. */
export function effort({
  durationMs,
  costUsd,
  turns,
}: {
  readonly durationMs?: number | undefined;
  readonly costUsd?: number | undefined;
  readonly turns?: number | undefined;
}): readonly string[] {
  return [
    ...(durationMs === undefined ? [] : [formatDuration(durationMs)]),
    ...(costUsd === undefined ? [] : [money(costUsd)]),
    ...(turns === undefined ? [] : [counted(turns, 'turn')]),
  ];
}

/** `1 and 2`, `1, 2 and 3`. */
export const enumerated = (items: readonly (string | number)[], last = 'and'): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${String(items.at(-1))}`;
