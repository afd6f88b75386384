import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../app/ports/clock.ts';

/** The machine's clock, in its own time zone. */
export function createSystemClock(): Clock {
  return {
    now: () => new Date().toISOString(),
    localStamp() {
      const now = new Date();
      const two = (n: number): string => String(n).padStart(2, '0');
      const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
      return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
    },
    async wait(ms, signal) {
      await wait(ms, undefined, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    },
  };
}
