const UNITS = [
  { name: 'day', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
] as const;

/** A wait as people say it, in its two largest units: `under a minute`, `4 min`, `2 h 10 min`, `3 days 4 h`. */
export function howLong(ms: number): string {
  const parts: string[] = [];
  let rest = ms;
  for (const { name, ms: unit } of UNITS) {
    const n = Math.floor(rest / unit);
    rest -= n * unit;
    if (n > 0) parts.push(`${n} ${name === 'day' && n > 1 ? 'days' : name}`);
    else if (parts.length > 0) break;
  }
  return parts.slice(0, 2).join(' ') || 'under a minute';
}
