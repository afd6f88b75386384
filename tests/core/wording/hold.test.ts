import { describe, expect, it } from '@jest/globals';
import type { UsageWarning } from '../../../src/core/attempt/index.ts';
import type { Hold } from '../../../src/core/gate/index.ts';
import { reasonOf } from '../../../src/core/wording/gate-reason.ts';
import { heldSince, holdReason } from '../../../src/core/wording/hold.ts';
import { usageWarning } from '../../../src/core/wording/usage-warning.ts';
import { openOf, play, required, start } from '../../helpers/session-play.ts';

const local = (at: string): string => at.slice(11, 16);
const hold: Hold = { cause: 'usage', since: '2026-11-21T14:02:00.000Z', tries: 0 };
const timed: Hold = { ...hold, resumeAt: '2026-11-21T18:00:00.000Z' };

describe('what holds a task up', () => {
  it('is told with its times where those are known', () => {
    expect(holdReason(timed, local)).toBe(
      'the usage limit holds it up since 14:02. It goes on by itself at 18:00, in the same conversation; "retry" does it now, "wait 09:00" at another time.',
    );
    expect(holdReason(timed)).toBe(
      'the usage limit holds it up. It goes on by itself once the limit is over, in the same conversation; "retry" does it now, "wait 09:00" at another time.',
    );
    expect(holdReason({ ...timed, cause: 'trouble' })).toMatch(/goes on by itself after a while, /);
  });

  it('may wait for a person', () => {
    expect(holdReason({ ...hold, cause: 'trouble', tries: 5 }, local)).toBe(
      'trouble with the API holds it up since 14:02, and it was tried again 5 times. It goes on in the same conversation when you say so: "retry".',
    );
  });

  it.each([
    [1, 'once'],
    [2, 'twice'],
    [3, '3 times'],
  ])('was tried again: %i', (tries, often) => {
    expect(heldSince({ ...hold, tries })).toBe(
      `the usage limit holds it up, and it was tried again ${often}`,
    );
  });

  it('is why its gate waits', () => {
    const open = openOf(play(required, start()));
    const gate = { kind: 'limit', id: 'g', openedAt: hold.since, digest: 'd', task: 2, epoch: 1 } as const;
    expect(reasonOf(open, { ...gate, ...timed }, undefined, local)).toBe(holdReason(timed, local));
  });
});

describe('a warning about the usage', () => {
  it.each<readonly [UsageWarning, string]>([
    [
      { limit: 'five_hour', utilization: 0.929, resetsAt: timed.resumeAt },
      '92 % of the five-hour limit is used; it resets at 18:00',
    ],
    [{ limit: 'seven_day', utilization: 0.29 }, '29 % of the weekly limit is used'],
    [{ limit: 'five_hour' }, 'the five-hour limit is nearly reached'],
    [{ limit: 'new\u202elimit', utilization: -1 }, '0 % of the limit "newlimit" is used'],
    [{ limit: 'constructor' }, 'the limit "constructor" is nearly reached'],
  ])('%j', (warning, told) => {
    expect(usageWarning(warning, local)).toBe(told);
  });

  it('names no time where no clock is known', () => {
    expect(usageWarning({ limit: 'five_hour', utilization: 1, resetsAt: timed.resumeAt })).toBe(
      '100 % of the five-hour limit is used',
    );
  });
});
