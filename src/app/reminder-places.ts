const LONGEST_GAP_MS = 86_400_000;
/** Nearer than this part of the gap before it, the next reminder is as good as told. */
const NEAR = 1 / 4;

/**
 * How many reminders a gate that has waited for `waitedMs` should have had. They are due after `firstMs`, then after gaps
 * of twice that, four times and so on, of at most a day (or of `firstMs`, if that is longer).
 */
export function duePlaces(
  waitedMs: number,
  firstMs: number,
): {
  readonly passed: number;
  /** The same and the next one, if it is so near that one told now stands for both. */
  readonly reached: number;
} {
  const longestMs = Math.max(LONGEST_GAP_MS, firstMs);
  let passed = 0;
  let gapMs = firstMs;
  let nextMs = firstMs;
  while (nextMs <= waitedMs) {
    passed += 1;
    gapMs = Math.min(gapMs * 2, longestMs);
    nextMs += gapMs;
  }
  return { passed, reached: nextMs - waitedMs < gapMs * NEAR ? passed + 1 : passed };
}
