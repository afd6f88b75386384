import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '../../../src/core/attempt/index.ts';
import { allowedAt } from '../../../src/core/session/index.ts';
import { allow, ask, call, deferred, planFirst, planned } from '../../helpers/session-asks.ts';
import {
  approve,
  auto,
  failed,
  gateOf,
  inTree,
  limited,
  moved,
  now,
  openOf,
  pause,
  play,
  playInGit,
  redone,
  rejection,
  report,
  required,
  resume,
  retry,
  skip,
  start,
  touched,
  undone,
  type BareCommand,
  type Story,
} from '../../helpers/session-play.ts';

const begun = [start(planFirst)] as const;
const atPlan = [...begun, report(1, planned)] as const;

function attemptOf(story: Story): Attempt {
  const { phase } = openOf(story);
  if (phase.name !== 'running') throw new Error(`the session is ${now(story)}`);
  return phase.attempt;
}
const modeOf = (...commands: readonly BareCommand[]): string | undefined =>
  attemptOf(playInGit(auto, ...commands)).mode;

describe('a task that begins with a plan', () => {
  it('only looks at first, and then asks about its plan', () => {
    expect(modeOf(...begun)).toBe('plan');
    const story = playInGit(auto, ...atPlan);
    expect(now(story)).toBe('gate plan 1');
    expect(gateOf(story)).toMatchObject({ kind: 'plan', task: 1, epoch: 1, tree: 'h:t' });
    expect(allowedAt(openOf(story), gateOf(story))).toEqual(['approve', 'skip', 'retry', 'undo']);
    expect(openOf(story).tasks[0]).toMatchObject({ status: 'interrupted', costUsd: 0.25 });
  });

  it('does not concern the others', () => {
    expect(modeOf(...atPlan, approve, report(2))).toBeUndefined();
  });

  it('is done in the same conversation once its plan is approved', () => {
    const story = playInGit(auto, ...atPlan, approve);
    expect(attemptOf(story)).toMatchObject({
      ...{ epoch: 2, task: 1, conversation: 'c1', continues: 1, tree: 'h:t', mode: undefined },
    });
    expect(story.events).toContainEqual(expect.objectContaining({ type: 'plan-approved', task: 1 }));
    expect(now(playInGit(auto, ...atPlan, approve, report(2)))).toBe('run 3 (task 2)');
  });

  it('is planned once: what fails afterwards is done again, not planned again', () => {
    expect(modeOf(...atPlan, approve, report(2, failed), retry)).toBeUndefined();
    expect(modeOf(...atPlan, approve, report(2, limited), retry)).toBeUndefined();
  });

  it('is planned again with words, and before its plan is approved whatever happens', () => {
    const again = attemptOf(playInGit(auto, ...atPlan, { type: 'retry', words: 'smaller' }));
    expect(again).toMatchObject({ mode: 'plan', words: 'smaller', continues: 1 });
    expect(modeOf(...begun, report(1, failed), retry)).toBe('plan');
    expect(modeOf(...begun, ask(), report(1, deferred()), allow())).toBe('plan');
    expect(now(playInGit(auto, ...atPlan, retry, report(2, planned)))).toBe('gate plan 1');
  });

  it('can be left out, and taken back: then it is to be planned again', () => {
    expect(now(playInGit(auto, ...atPlan, skip))).toBe('run 2 (task 2)');
    expect(modeOf(...atPlan, ...undone, approve)).toBe('plan');
    expect(modeOf(...atPlan, approve, report(2, failed), ...undone, approve)).toBe('plan');
    expect(modeOf(...atPlan, approve, report(2, failed), ...undone, ...redone, retry)).toBeUndefined();
    expect(now(playInGit(auto, ...atPlan, ...undone, ...redone))).toBe('gate plan 1');
  });

  it('that was completed and is gone back to is not planned again', () => {
    const completedOnce = [start(planFirst), approve, report(1, planned), approve, report(2)] as const;
    expect(now(play(required, ...completedOnce))).toBe('gate start/required 2');
    expect(attemptOf(play(required, ...completedOnce, retry)).mode).toBeUndefined();
  });

  it('asks about its plan in every mode and on every leash, which ends there', () => {
    const story = play(required, start(planFirst), { type: 'approve', count: 'all' }, report(1, planned));
    expect(now(story)).toBe('gate plan 1');
    expect(openOf(story).leash).toBeUndefined();
  });

  it('takes no leash with its plan', () => {
    expect(rejection(play(auto, ...atPlan, { type: 'approve', count: 2 }))).toBe('count_not_allowed');
  });

  it('asks about its plan after a pause', () => {
    expect(now(play(auto, ...begun, pause, report(1, planned), resume))).toBe('gate plan 1');
  });

  it('does not do it over files that somebody touched', () => {
    expect(playInGit(auto, ...atPlan, touched(approve)).decision).toEqual({
      ok: false,
      rejection: { code: 'tree_moved', ...moved },
    });
    const renew: BareCommand = { type: 'renew', session: 'S', gate: 'g2', seen: { tree: 'h:1', moved } };
    expect(attemptOf(playInGit(auto, ...atPlan, renew, inTree(approve, 'h:1')))).toMatchObject({
      ...{ tree: 'h:1', mode: undefined, continues: 1 },
    });
  });

  it('may ask before it has planned', () => {
    expect(now(play(auto, ...begun, ask(call(1, { tool: 'WebFetch' }))))).toBe('run 1 (task 1), asks g2');
  });
});
