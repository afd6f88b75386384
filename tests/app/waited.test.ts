import { describe, expect, it } from '@jest/globals';
import { waitedMs } from '../../src/app/waited.ts';
import { ask, allow, call } from '../helpers/session-asks.ts';
import { approve, play, required, second, start, stop, type BareCommand } from '../helpers/session-play.ts';

/** The `n`th command comes `n` seconds after nine. */
const waited = (n: number, ...commands: readonly BareCommand[]): number =>
  waitedMs(play(required, start(), approve, ...commands).session, second(n));

describe('the time that an attempt has waited for a person', () => {
  it('is none while nothing is asked', () => {
    expect([waited(9), waitedMs({ state: 'idle' }, second(9))]).toEqual([0, 0]);
  });

  it('is counted while something is', () => {
    expect([waited(3, ask()), waited(9, ask())]).toEqual([0, 6_000]);
  });

  it('is counted once for several calls, from the first to the last', () => {
    // Asked at 3 and 4, answered at 5 and 6.
    const asked = [ask(call(1)), ask(call(2)), allow({ gate: 'g3' })] as const;
    expect(waited(9, ...asked)).toBe(6_000);
    expect(waited(9, ...asked, allow({ gate: 'g4' }))).toBe(3_000);
  });

  it('is summed up', () => {
    expect(waited(20, ask(call(1)), allow(), ask(call(2)), allow(), ask(call(3)))).toBe(
      1_000 + 1_000 + 13_000,
    );
  });

  it('is kept of an attempt that is being ended', () => {
    // Asked at 3, stopped at 4.
    expect(waited(9, ask(), stop(1))).toBe(1_000);
  });

  it('is counted up to its end only, whenever that is looked at', () => {
    expect([waited(5, ask()), waited(2, ask())]).toEqual([2_000, 0]);
  });
});
