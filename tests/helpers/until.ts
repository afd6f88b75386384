import { setTimeout as wait } from 'node:timers/promises';

/** Far longer than anything takes; a test that waits in vain must end some time. */
const LIMIT_MS = 40_000;

/** Looks again and again until `look` gives something. */
export async function until<T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const start = performance.now();
  while (performance.now() - start < LIMIT_MS) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await wait(20);
  }
  throw new Error(`in vain: ${look.toString()}`);
}
