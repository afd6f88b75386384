const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** A timer of Node holds 2^31 ms, which is a little more. */
export const LONGEST_MS = 500 * UNIT_MS.h;

/** `90s`, `10m`, `2h` in milliseconds; undefined when `written` is no such duration from a second to 500 hours. */
export function parseDuration(written: string): number | undefined {
  const match = /^([1-9]\d{0,6})([smh])$/.exec(written.trim());
  if (!match) return undefined;
  const ms = Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
  return ms <= LONGEST_MS ? ms : undefined;
}

/** A length of time as a person reads it: `0:42`, `12:03`, `1:02:03`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
