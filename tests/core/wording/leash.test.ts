import { describe, expect, it } from '@jest/globals';
import type { Leash } from '../../../src/core/session/index.ts';
import { leashLine } from '../../../src/core/wording/leash.ts';
import { openOf, play, required, start } from '../../helpers/session-play.ts';

const open = openOf(play(required, start()));
const until = '2026-11-21T18:00:00.000Z';
const NOW = '2026-11-21T17:59:59.999Z';
const local = (at: string): string => at.slice(11, 16);

/** With a leash that was given when $1.00 had been spent. */
function line(leash: Partial<Leash>, spent = 1, at = NOW): string | undefined {
  const tasks = open.tasks.map((task, n) => ({ ...task, costUsd: n === 0 ? spent : 0 }));
  return leashLine({ ...open, tasks, leash: { tasks: 'all', grantedAtUsd: 1, ...leash } }, at, local);
}

describe('the line about a leash', () => {
  it('is missing when there is none', () => {
    expect(leashLine(open, NOW, local)).toBeUndefined();
  });

  it.each<readonly [Partial<Leash>, number, string]>([
    [{ tasks: 2 }, 1, 'leash: 2 more'],
    [{}, 1, 'leash: the rest of the list'],
    [{ until }, 1, 'leash: the rest of the list, until 18:00'],
    [{ tasks: 2, until, belowUsd: 2 }, 1.8, 'leash: 2 more, until 18:00, $1.20 left'],
    [{ belowUsd: 2 }, 1.005, 'leash: the rest of the list, $1.99 left'],
    [{ belowUsd: 0.3 }, 1.1, 'leash: the rest of the list, $0.20 left'],
    [{ belowUsd: 2 }, 2.995, 'leash: the rest of the list, less than $0.01 left'],
    [{ tasks: 2, belowUsd: 2 }, 3, 'leash: what it allows is spent, the next task asks'],
  ])('%j after $%d', (leash, spent, words) => {
    expect(line(leash, spent)).toBe(words);
  });

  it('tells that its time is over', () => {
    expect(line({ until }, 1, until)).toBe('leash: its time is over, the next task asks');
  });
});
