import type { Timers } from '../../../src/adapters/terminal/timers.ts';

export interface FakeTimers extends Timers {
  /** How many wait now. */
  readonly waiting: number;
  /** Lets time pass: calls back what is due, in order. */
  pass(ms: number): void;
}

export function createFakeTimers(): FakeTimers {
  let now = 0;
  const waiting = new Map<
    symbol,
    { at: number; readonly every: number | undefined; readonly call: () => void }
  >();
  const add = (ms: number, every: number | undefined, call: () => void): (() => void) => {
    const id = Symbol('timer');
    waiting.set(id, { at: now + ms, every, call });
    return () => waiting.delete(id);
  };
  return {
    get waiting() {
      return waiting.size;
    },
    after: (ms, call) => add(ms, undefined, call),
    every: (ms, call) => add(ms, ms, call),
    pass(ms) {
      now += ms;
      for (const [id, timer] of [...waiting]) {
        if (timer.at > now) continue;
        if (timer.every === undefined) waiting.delete(id);
        else timer.at += timer.every;
        timer.call();
      }
    },
  };
}
