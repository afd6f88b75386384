import { describe, expect, it } from '@jest/globals';
import { allowedAt } from '../../../src/core/session/index.ts';
import {
  ann,
  completed,
  approve,
  auto,
  failed,
  gateOf,
  inTree,
  limited,
  listed,
  now,
  openOf,
  play,
  playInGit,
  rejection,
  report,
  required,
  retry,
  second,
  skip,
  start,
  unverified,
  type BareCommand,
} from '../../helpers/session-play.ts';

const database = [listed(1, { type: 'database' }), listed(2), listed(3)];

describe('gates', () => {
  it('opens a checkpoint after its type, whatever the leash', () => {
    const story = play(required, start(database), { type: 'approve', count: 'all' }, report(1));
    expect(now(story)).toBe('gate start/checkpoint 2');
    expect(openOf(story).leash).toBeUndefined();
  });

  it('still opens the checkpoint when the task was skipped after an attempt, not when before any', () => {
    expect(now(play(auto, start(database), report(1, failed), skip))).toBe('gate start/checkpoint 2');
    expect(now(play({ ...auto, mode: 'auto' }, start(database, true), skip, approve))).toBe('run 1 (task 2)');
  });

  it('opens a closing gate when the last task is a checkpoint', () => {
    const tasks = [listed(1), listed(2, { type: 'deployment' })];
    const end = play(auto, start(tasks), report(1), report(2));
    expect(now(end)).toBe('gate closing/checkpoint 2');
    const upTo = [start(tasks), report(1), report(2)];
    expect(now(play(auto, ...upTo, approve))).toBe('completed');
    expect(rejection(play(auto, ...upTo, skip))).toBe('not_allowed_here');
    expect(rejection(play(auto, ...upTo, { type: 'approve', count: 2 }))).toBe('count_not_allowed');
    expect(now(play(auto, ...upTo, retry, report(3)))).toBe('gate closing/rework 2');
  });

  it('gates a task whose dependency was skipped', () => {
    const tasks = [listed(1), listed(2, { dependsOn: [1] })];
    const story = play(auto, start(tasks), report(1, failed), skip);
    expect(now(story)).toBe('gate start/blocked 2');
    expect(openOf(story).tasks[1]?.status).toBe('blocked');
    expect(now(play(auto, start(tasks), report(1, failed), skip, approve))).toBe('run 2 (task 2)');
  });

  it('takes retry at a start gate for the completed task before it, and asks again before going on', () => {
    const rework = [start(), approve, report(1), { type: 'retry', words: 'again' } as const];
    expect(now(play(required, ...rework))).toBe('run 2 (task 1)');
    expect(now(play(required, ...rework, report(2)))).toBe('gate start/rework 2');
    expect(now(play(required, ...rework, report(2, failed), retry, report(3)))).toBe('gate start/rework 2');
    expect(now(play(required, ...rework, report(2), approve, report(3)))).toBe('gate start/required 3');
    expect(rejection(play(required, start(), retry))).toBe('not_allowed_here');
  });

  it('names what it takes', () => {
    const story = openOf(play(required, start(), approve, report(1)));
    if (story.phase.name !== 'waiting') throw new Error('no gate');
    expect(allowedAt(story, story.phase.gate)).toEqual(['approve', 'skip', 'retry']);
  });

  it('is over the working tree as it is when it opens, and shows the evidence of the task before it', () => {
    const shown = { ...completed, evidence: 'e1' };
    const story = playInGit(required, start(), approve, inTree(report(1, shown), 'h:u'));
    expect(gateOf(story)).toMatchObject({ kind: 'start', task: 2, tree: 'h:u', evidence: 'e1' });
    const failure = playInGit(required, start(), approve, report(1, { ...unverified, evidence: 'e2' }));
    expect(gateOf(failure)).toMatchObject({ kind: 'failure', task: 1, tree: 'h:t', evidence: 'e2' });
    expect(openOf(failure).tasks[0]).toMatchObject({ status: 'failed', evidence: 'e2' });
  });

  it('lets the attempt begin over the tree that was decided about', () => {
    const { phase } = openOf(playInGit(required, start(), approve));
    expect(phase).toMatchObject({ name: 'running', attempt: { tree: 'h:t', previous: undefined } });
    const again = openOf(playInGit(required, start(), approve, report(1, failed), retry)).phase;
    expect(again).toMatchObject({ attempt: { epoch: 2, previous: 1, continues: 1 } });
  });
});

describe('the leash', () => {
  it('frees this task and the next ones, then asks again', () => {
    const three = [start(), { type: 'approve', count: 2 } as const];
    expect(now(play(required, ...three, report(1)))).toBe('run 2 (task 2)');
    expect(now(play(required, ...three, report(1), report(2)))).toBe('gate start/required 3');
    expect(now(play(required, start(), { type: 'approve', count: 1 }, report(1)))).toBe(
      'gate start/required 2',
    );
  });

  it('of all frees the rest of the list, but no explicit task', () => {
    const tasks = [listed(1), listed(2), listed(3, { requiresApproval: true })];
    const story = play(required, start(tasks), { type: 'approve', count: 'all' }, report(1), report(2));
    expect(now(story)).toBe('gate start/explicit 3');
  });

  it('counts every task that begins under it, and lets a limit pass', () => {
    const tasks = [listed(1), listed(2, { type: 'testing' }), listed(3), listed(4)];
    const granted = [start(tasks), { type: 'approve', count: 3 } as const];
    expect(now(play(required, ...granted, report(1), report(2), report(3)))).toBe('gate start/required 4');
    expect(now(play(required, ...granted, report(1, limited), retry, report(2)))).toBe('run 3 (task 2)');
  });

  it('ends at a failure and at a skip', () => {
    const granted = [start(), { type: 'approve', count: 'all' } as const];
    expect(now(play(required, ...granted, report(1, failed), retry, report(2)))).toBe(
      'gate start/required 2',
    );
    expect(now(play(required, ...granted, report(1, limited), skip))).toBe('gate start/required 2');
  });
});

describe('an approval is for what was shown', () => {
  const gate1 = { type: 'approve', gate: 'g1' } as const;

  it('counts for the gate it names', () => {
    expect(now(play(required, start(), gate1))).toBe('run 1 (task 1)');
  });

  it('is refused for another gate, with who was first when that one was decided', () => {
    expect(rejection(play(required, start(), { type: 'approve', gate: 'g0' }))).toBe('stale_gate');
    const twice = play(required, start(), gate1, gate1);
    expect(twice.decision).toEqual({
      ok: false,
      rejection: { code: 'already_decided', decision: 'approve', by: ann, at: second(2) },
    });
    const later = play(required, start(), gate1, report(1), gate1);
    expect(rejection(later)).toBe('already_decided');
    expect(now(later)).toBe('gate start/required 2');
  });

  it('is refused when it was sent before the gate opened', () => {
    const early: BareCommand = { type: 'approve', sentAt: second(0) };
    expect(rejection(play(required, start(), early))).toBe('stale_gate');
    const late: BareCommand = { type: 'approve', sentAt: second(1) };
    expect(now(play(required, start(), late))).toBe('run 1 (task 1)');
  });

  it('is refused while nothing waits', () => {
    expect(rejection(play(required, start(), approve, approve))).toBe('nothing_waiting');
    expect(rejection(play(required, start(), approve, { type: 'approve', sentAt: second(0) }))).toBe(
      'nothing_waiting',
    );
  });

  it('remembers only the newest decisions', () => {
    const many = Array.from({ length: 25 }, () => [retry, report(0)]).flat();
    const commands: BareCommand[] = [start(), approve, report(1, failed)];
    many.forEach((command, index) => {
      commands.push(command.type === 'report' ? report(2 + (index - 1) / 2, failed) : command);
    });
    const session = openOf(play(required, ...commands));
    expect(session.decided).toHaveLength(20);
    expect(session.lastEpoch).toBe(26);
  });
});
