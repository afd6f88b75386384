import { describe, expect, it } from '@jest/globals';
import { decideBack } from '../../../src/core/session/decide-back.ts';
import { decide } from '../../../src/core/session/index.ts';
import {
  approve,
  asking,
  auto,
  completed,
  failed,
  gateOf,
  inTree,
  limited,
  listed,
  now,
  openOf,
  pause,
  play,
  playInGit,
  redo,
  rejection,
  report,
  required,
  restored,
  resume,
  retry,
  skip,
  stamped,
  start,
  stop,
  undo,
  undone,
  unverified,
  type BareCommand,
} from '../../helpers/session-play.ts';

const statuses = (story: ReturnType<typeof play>): string =>
  openOf(story)
    .tasks.map(({ status }) => status)
    .join(' ');

const second = [start(), approve, report(1)] as const;
const third = [...second, approve, report(2)] as const;

describe('undo', () => {
  const last = [listed(1), listed(2, { type: 'database' })];
  const gates: readonly (readonly [string, number, readonly BareCommand[]])[] = [
    ['gate start/required 2', 1, second],
    ['gate closing/checkpoint 2', 2, [start(last), approve, report(1), approve, report(2)]],
    ['gate doubt 1', 1, [start(), approve, report(1, asking)]],
    ['gate failure 1', 1, [start(), approve, report(1, failed)]],
    ['gate failure 1', 1, [start(), approve, report(1, unverified)]],
    ['gate limit 1', 1, [start(), approve, report(1, limited)]],
  ];

  it.each(gates)('at %s takes task %i back, and ends at a gate before it', (gate, task, story) => {
    expect(now(playInGit(required, ...story))).toBe(gate);
    expect(now(playInGit(required, ...story, undo))).toBe(`undo ${task}`);
    const after = playInGit(required, ...story, ...undone);
    expect(now(after)).toBe(`gate start/undone ${task}`);
    expect(openOf(after).tasks[task - 1]).toEqual({
      ...listed(task, task === 2 ? { type: 'database' } : {}),
      ...{ status: 'pending', costUsd: expect.any(Number), turns: expect.any(Number) },
      durationMs: expect.any(Number),
    });
  });

  it('keeps what it cost', () => {
    expect(openOf(playInGit(required, ...second, ...undone)).tasks[0]?.costUsd).toBe(completed.costUsd);
  });

  it('is repeated back to the first task, and no further', () => {
    expect(now(playInGit(required, ...third, ...undone))).toBe('gate start/undone 2');
    const first = playInGit(required, ...third, ...undone, ...undone);
    expect(now(first)).toBe('gate start/undone 1');
    expect(statuses(first)).toBe('pending pending pending');
    expect(rejection(playInGit(required, ...third, ...undone, ...undone, undo))).toBe('not_allowed_here');
  });

  it('passes over what was skipped before any attempt, and takes that back, too', () => {
    const story = playInGit(required, ...second, skip, ...undone);
    expect(now(story)).toBe('gate start/undone 1');
    expect(statuses(story)).toBe('pending pending pending');
  });

  it('takes back a task that was skipped after an attempt', () => {
    const story = [...second, approve, report(2, failed), skip];
    expect(now(playInGit(required, ...story))).toBe('gate start/required 3');
    expect(now(playInGit(required, ...story, ...undone))).toBe('gate start/undone 2');
  });

  it('of a task with several attempts goes back to before the first of them', () => {
    const several = [start(), approve, report(1, failed), retry, report(2), retry, report(3)];
    expect(openOf(playInGit(required, ...several)).tasks[0]).toMatchObject({ epoch: 3, firstEpoch: 1 });
    const again = playInGit(required, ...several, ...undone, approve);
    expect(openOf(again)).toMatchObject({
      tasks: [{ epoch: 4, firstEpoch: 4 }, {}, {}],
      phase: { attempt: { epoch: 4, continues: undefined, previous: undefined } },
    });
  });

  it('is not there before any attempt, nor without a repository', () => {
    expect(rejection(playInGit(required, start(), undo))).toBe('not_allowed_here');
    expect(rejection(playInGit(required, start(), skip, undo))).toBe('not_allowed_here');
    expect(rejection(play(required, ...second, undo))).toBe('not_allowed_here');
  });

  it('is refused with what it would overwrite, and done by force', () => {
    const check = { kind: 'moved', paths: ['a', 'b'], total: 20 } as const;
    expect(playInGit(required, ...second, { ...undo, check } as BareCommand).decision).toEqual({
      ok: false,
      rejection: { code: 'undo_moved', paths: ['a', 'b'], total: 20 },
    });
    const forced = { type: 'undo', force: true, check } as const;
    expect(now(playInGit(required, ...second, forced))).toBe('undo 1');
  });

  it('is refused with the reason where it cannot be done, also by force', () => {
    const check = { kind: 'impossible', sentence: 'A merge runs.' } as const;
    const story = playInGit(required, ...second, { type: 'undo', force: true, check });
    expect(story.decision).toEqual({
      ok: false,
      rejection: { code: 'undo_impossible', sentence: 'A merge runs.' },
    });
  });

  it('keeps what stands there under a name of its own', () => {
    const story = playInGit(required, ...second, undo);
    expect(openOf(story).phase).toMatchObject({ way: 'undo', keepAs: 'undo-g4', gate: { id: 'g3' } });
    expect(playInGit(required, ...second, ...undone).events).toContainEqual(
      expect.objectContaining({ type: 'task-undone', task: 1, keptAs: 'undo-g4' }),
    );
  });

  it('closes its gate: a second tap is told so', () => {
    const named = { ...undo, gate: 'g3' } as BareCommand;
    expect(rejection(playInGit(required, ...second, named, named))).toBe('already_decided');
    expect(rejection(playInGit(required, ...second, undo, approve))).toBe('nothing_waiting');
  });

  it('that could not be done opens the gate again, and says why', () => {
    const story = playInGit(required, ...second, undo, restored('No space.'));
    expect(now(story)).toBe('gate start/required 2');
    expect(gateOf(story)).toMatchObject({
      id: 'g5',
      renewed: { why: 'not-restored', sentence: 'No space.' },
    });
    expect(statuses(story)).toBe('completed pending pending');
    expect(openOf(story).redo).toEqual([]);
  });

  it('is told of once, and only by the session that asked for it', () => {
    expect(rejection(playInGit(required, ...second, restored()))).toBe('stale_report');
    const other = { type: 'restored', session: 'T' } as const;
    expect(rejection(playInGit(required, ...second, undo, other))).toBe('stale_report');
    expect(rejection(playInGit(required, ...second, ...undone, restored()))).toBe('stale_report');
    expect(rejection(playInGit(required, restored()))).toBe('stale_report');
  });

  it('goes on under a pause', () => {
    expect(now(playInGit(required, ...second, undo, pause))).toBe('paused undo 1');
    const paused = playInGit(required, ...second, undo, pause, restored());
    expect(now(paused)).toBe('paused gate start/undone 1');
    expect(now(playInGit(required, ...second, undo, pause, resume))).toBe('undo 1');
  });

  it('does not keep the session from being stopped', () => {
    expect(now(playInGit(required, ...second, undo, stop()))).toBe('stopped');
    expect(rejection(playInGit(required, ...second, undo, stop(), restored()))).toBe('stale_report');
  });

  it('owes the gate that was left: it opens again before anything later runs', () => {
    const explicit = [listed(1), listed(2), listed(3, { requiresApproval: true }), listed(4)];
    const atThree = [start(explicit), report(1), report(2)];
    expect(now(playInGit(auto, ...atThree))).toBe('gate start/explicit 3');
    const twice = [...atThree, ...undone, ...undone];
    expect(now(playInGit(auto, ...twice, approve, report(3)))).toBe('gate start/rework 2');
    expect(now(playInGit(auto, ...atThree, ...undone, skip))).toBe('gate start/rework 3');
    const leashed = { type: 'approve', count: 'all' } as const;
    expect(now(playInGit(auto, ...twice, leashed, report(3)))).toBe('gate start/rework 2');
  });

  it('owes nothing where no gate was passed', () => {
    const failure = [start(), report(1, failed), ...undone];
    expect(now(playInGit(auto, ...failure, approve, report(2)))).toBe('run 3 (task 2)');
  });

  it('never ends the session unseen', () => {
    const tasks = [listed(1, { type: 'backend' })];
    const closing = [start(tasks), approve, report(1)];
    expect(now(playInGit({ ...required, checkpointAfter: ['backend'] }, ...closing))).toBe(
      'gate closing/checkpoint 1',
    );
    const rework = [start([listed(1), listed(2, { type: 'database' })]), report(1), report(2)];
    const again = [...rework, ...undone, approve, report(3)];
    expect(now(playInGit(auto, ...again))).toBe('gate closing/rework 2');
  });
});

describe('what a decision took for granted', () => {
  it('is asked for again where there is nothing to go back to: that is a bug', () => {
    const session = openOf(play(required, start()));
    const gate = gateOf(play(required, start()));
    expect(() => decideBack({ ...stamped(undo, 9), type: 'undo' } as never, session, gate)).toThrow(
      'undo was allowed with nothing to go back to',
    );
  });

  it('may be lost while the tree is brought back: then the gate opens where it was decided', () => {
    const session = { ...openOf(playInGit(required, ...second, ...undone, redo)), redo: [] };
    const decision = decide(stamped(restored(), 9), session, required);
    expect(decision.ok && decision.events.at(-1)).toMatchObject({
      gate: { kind: 'start', why: 'undone', task: 1 },
    });
  });
});

it('an undone gate is over the tree that was brought back', () => {
  const story = playInGit(required, ...second, undo, inTree(restored(), 'h:old'));
  expect(gateOf(story).tree).toBe('h:old');
});
