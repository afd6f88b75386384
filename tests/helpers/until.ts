import { setTimeout as wait } from 'node:timers/promises';

/** Looks again and again until `look` gives something; the test's own time limit ends it otherwise. */
export async function until<T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await wait(20);
  }
}
