import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../src/core/attempt/index.ts';
import type { GateRules } from '../../../src/core/gate/index.ts';
import {
  approve,
  auto,
  completed,
  failed,
  gateOf,
  listed,
  moved,
  now,
  openOf,
  pause,
  play,
  playInGit,
  report,
  required,
  resume,
  retry,
  second,
  skip,
  start,
  undone,
  type BareCommand,
} from '../../helpers/session-play.ts';

const session: GateRules = { ...auto, sessionUsd: 0.5 };
const day: GateRules = { ...auto, dayUsd: 2 };
/** Asked after so much was spent today. */
const today = (command: BareCommand, todayUsd: number): BareCommand => ({ ...command, seen: { todayUsd } });

describe('a budget', () => {
  it('of a session is asked about before the next task once it is reached', () => {
    expect(now(play(session, start(), report(1)))).toBe('run 2 (task 2)');
    const story = play(session, start(), report(1), report(2));
    expect(now(story)).toBe('gate start/budget 3');
    expect(gateOf(story)).toMatchObject({ budget: { of: 'session', limitUsd: 0.5, spentUsd: 0.5 } });
  });

  it('is passed for one task by an approval, and asked about before the next', () => {
    const four = start([1, 2, 3, 4].map((n) => listed(n)));
    const reached = [four, report(1), report(2)] as const;
    expect(now(play(session, ...reached, approve))).toBe('run 3 (task 3)');
    const next = play(session, ...reached, approve, report(3));
    expect(now(next)).toBe('gate start/budget 4');
    expect(gateOf(next)).toMatchObject({ budget: { spentUsd: 0.75 } });
    expect(now(play(session, ...reached, skip))).toBe('gate start/budget 4');
  });

  it('is passed by no leash', () => {
    const leashed = [start(), { type: 'approve', count: 'all' } as const];
    const rules = { ...session, mode: 'required' } as const;
    expect(now(play(rules, ...leashed, report(1), report(2)))).toBe('gate start/budget 3');
    expect(openOf(play(rules, ...leashed, report(1), report(2))).leash).toBeUndefined();
    const four = start([1, 2, 3, 4].map((n) => listed(n)));
    const again = [four, report(1), report(2), { type: 'approve', count: 'all' } as const, report(3)];
    expect(now(play(session, ...again))).toBe('gate start/budget 4');
  });

  it('of a day counts what other sessions spent', () => {
    expect(now(play(day, today(start(), 1.99)))).toBe('run 1 (task 1)');
    const story = play(day, today(start(), 2));
    expect(now(story)).toBe('gate start/budget 1');
    expect(gateOf(story)).toMatchObject({ budget: { of: 'day', limitUsd: 2, spentUsd: 2 } });
    expect(now(play(day, start(), today(report(1), 2.4)))).toBe('gate start/budget 2');
    expect(now(play(day, start(), pause, report(1), today(resume, 2)))).toBe('gate start/budget 2');
  });

  it('is named after what is owed, the beginning and a task left out, but before a checkpoint', () => {
    const poor = { ...required, sessionUsd: 0.1 };
    expect(now(play({ ...poor, sessionUsd: 0 }, start()))).toBe('gate start/begin 1');
    expect(now(play(poor, start(), approve, report(1), retry, report(2)))).toBe('gate start/rework 2');
    const blocked = start([listed(1), listed(2, { dependsOn: [1] })]);
    const dear = report(1, { ...failed, costUsd: 1 });
    expect(now(play(poor, blocked, approve, dear, skip))).toBe('gate start/blocked 2');
    const checkpoint = start([listed(1, { type: 'database' }), listed(2, { requiresApproval: true })]);
    expect(now(play(poor, checkpoint, approve, report(1)))).toBe('gate start/budget 2');
    expect(now(play(required, checkpoint, approve, report(1)))).toBe('gate start/checkpoint 2');
  });

  it('does not hold up another attempt of a task that has begun, nor the end', () => {
    const dear: Outcome = { ...failed, costUsd: 9 };
    expect(now(play(session, start(), report(1, dear), retry))).toBe('run 2 (task 1)');
    expect(now(play(session, start([listed(1)]), report(1, { ...completed, costUsd: 9 })))).toBe('completed');
  });

  it('is said again when the gate opens anew about the same, and not about something else', () => {
    const rules = { ...session, sessionUsd: 0.25 };
    const renew: BareCommand = { type: 'renew', session: 'S', gate: 'g2', seen: { tree: 'h:1', moved } };
    const renewed = gateOf(playInGit(rules, start(), report(1), renew));
    expect(renewed).toMatchObject({ id: 'g3', why: 'budget', budget: { spentUsd: 0.25 } });
    const undoneOnce = gateOf(playInGit(rules, start(), report(1), ...undone));
    expect(undoneOnce).toMatchObject({ why: 'undone' });
    expect('budget' in undoneOnce && undoneOnce.budget).toBeFalsy();
  });
});

describe('a warning of the usage', () => {
  const warning = { limit: 'five_hour', utilization: 0.92, resetsAt: second(6) };
  const warned: Outcome = { ...completed, warning };
  const shown = (...commands: readonly BareCommand[]): unknown => gateOf(play(required, ...commands)).warning;

  it('is shown before the next task', () => {
    expect(shown(start(), approve, report(1, warned))).toEqual(warning);
    const failing = [start(), approve, report(1, { ...failed, warning })] as const;
    expect(shown(...failing)).toBeUndefined();
    expect(shown(...failing, skip)).toEqual(warning);
  });

  it('is shown until the limit is reset, and for good where that is not told', () => {
    const waiting = [start(), approve, report(1, { ...failed, warning }), pause, resume] as const;
    expect(shown(...waiting, skip)).toBeUndefined();
    const timeless = { limit: 'seven_day' };
    const later = [start(), approve, report(1, { ...failed, warning: timeless }), pause, resume] as const;
    expect(shown(...later, skip)).toEqual(timeless);
  });

  it('is over with the next attempt that was not warned', () => {
    const unwarned = [start(), approve, report(1, { ...failed, warning }), retry, report(2)] as const;
    expect(openOf(play(required, ...unwarned)).warning).toBeUndefined();
    expect(shown(...unwarned)).toBeUndefined();
  });

  it('is that of the moment when its gate opens anew', () => {
    const renew: BareCommand = { type: 'renew', session: 'S', gate: 'g3', seen: { tree: 'h:1', moved } };
    const at = [start(), approve, report(1, warned)] as const;
    expect(gateOf(playInGit(required, ...at, renew)).warning).toEqual(warning);
    const late = playInGit(required, ...at, pause, resume, renew);
    expect(gateOf(late).warning).toBeUndefined();
  });
});
