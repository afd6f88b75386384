/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** At least 0 and less than `limit`. */
  readonly below: (limit: number) => number;
  /** True in so many of a hundred cases. */
  readonly percent: (chance: number) => boolean;
  readonly pick: <T>(from: readonly [T, ...(readonly T[])]) => T;
}

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit) => next() * limit,
    percent: (chance) => next() * 100 < chance,
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
  };
}
