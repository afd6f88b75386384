import { describe, expect, it } from '@jest/globals';
import { createChanges } from '../../src/app/changes.ts';
import { createFakeClock } from '../helpers/app-fakes.ts';
import { quiet } from './stage.ts';

function bench() {
  const clock = createFakeClock();
  const changes = createChanges(clock);
  const woken: string[] = [];
  const wait = (name: string, ms = 1_000, signal = new AbortController().signal): void =>
    void changes.next(ms, signal).then(() => woken.push(name));
  return { clock, changes, woken, wait };
}

describe('whoever waits for a change', () => {
  it('is woken by the next one, with all others, once', async () => {
    const { changes, woken, wait } = bench();
    wait('a');
    wait('b');
    await quiet();
    expect(woken).toEqual([]);
    changes.tell();
    changes.tell();
    await quiet();
    expect(woken.toSorted()).toEqual(['a', 'b']);
  });

  it('hears of one that comes at once', async () => {
    const { changes, woken, wait } = bench();
    wait('a');
    changes.tell();
    wait('later');
    await quiet();
    expect(woken).toEqual(['a']);
  });

  it('waits no longer than was said', async () => {
    const { clock, woken, wait } = bench();
    wait('a', 1_000);
    wait('b', 1_001);
    clock.advance(1_000);
    await quiet();
    expect(woken).toEqual(['a']);
  });

  it('waits no longer than is wanted', async () => {
    const { woken, wait } = bench();
    const [gone, before] = [new AbortController(), new AbortController()];
    before.abort();
    wait('a', 1_000, gone.signal);
    wait('b', 1_000, before.signal);
    await quiet();
    expect(woken).toEqual(['b']);
    gone.abort();
    await quiet();
    expect(woken).toEqual(['b', 'a']);
  });
});
