import { describe, expect, it } from '@jest/globals';
import { createRounds, type RoundsDeps } from '../../src/app/rounds.ts';
import { deferred, quiet } from './stage.ts';

/** Rounds whose waits end when the test says so. */
function bench(look: RoundsDeps['look'], more: Partial<RoundsDeps> = {}) {
  const waits: number[] = [];
  const failures: string[] = [];
  let end = (): void => undefined;
  const rounds = createRounds({
    look,
    againMs: 5,
    onFailure: (error) => failures.push(String(error)),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        waits.push(ms);
        end = resolve;
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve());
      }),
    ...more,
  });
  async function next(): Promise<void> {
    end();
    await quiet();
  }
  return { rounds, waits, failures, next };
}

describe('rounds', () => {
  it('look, and wait for as long as that said, until they are stopped', async () => {
    let looks = 0;
    const { rounds, waits, next } = bench(async () => (looks += 1));
    rounds.start();
    await quiet();
    await next();
    expect(waits).toEqual([1, 2]);
    await rounds.stop();
    await next();
    expect([looks, waits]).toEqual([2, [1, 2]]);
  });

  it('tell a failure once, until a look succeeds again', async () => {
    const works = [false, false, true, false];
    const { rounds, waits, failures, next } = bench(async () => {
      if (works.shift() !== true) throw new Error(`full ${works.length}`);
      return 9;
    });
    rounds.start();
    for (const left of [3, 2, 1, 0]) {
      await next();
      expect(works).toHaveLength(left);
    }
    expect(waits).toEqual([5, 5, 9, 5]);
    expect(failures).toEqual(['Error: full 3', 'Error: full 0']);
    await rounds.stop();
  });

  it('look at nothing when they are stopped before the first look', async () => {
    const begun = deferred();
    let looks = 0;
    const { rounds } = bench(async () => (looks += 1), { begin: () => begun.promise });
    rounds.start();
    const stopped = rounds.stop();
    begun.resolve();
    await stopped;
    expect(looks).toBe(0);
  });

  it('look at once', () => {
    let looks = 0;
    bench(async () => (looks += 1)).rounds.start();
    expect(looks).toBe(1);
  });

  it('are not stopped before the look that is under way has ended', async () => {
    const looking = deferred<number>();
    const { rounds } = bench(() => looking.promise);
    let isStopped = false;
    rounds.start();
    const stopped = rounds.stop().then(() => (isStopped = true));
    await quiet();
    expect(isStopped).toBe(false);
    looking.resolve(1);
    await stopped;
  });

  it('that never began stop at once', async () => {
    await expect(bench(async () => 1).rounds.stop()).resolves.toBeUndefined();
  });
});
