import { describe, expect, it } from '@jest/globals';
import { allowedAt } from '../../../src/core/session/index.ts';
import type { Outcome } from '../../../src/core/attempt/index.ts';
import {
  ann,
  asking,
  auto,
  completed,
  failed,
  limited,
  listed,
  now,
  openOf,
  play,
  rejection,
  report,
  required,
  second,
  start,
  type BareCommand,
} from '../../helpers/session-play.ts';

const approve: BareCommand = { type: 'approve' };
const skip: BareCommand = { type: 'skip' };
const retry: BareCommand = { type: 'retry' };
const pause: BareCommand = { type: 'pause' };
const resume: BareCommand = { type: 'resume' };
const stop: BareCommand = { type: 'stop' };
const database = [listed(1, { type: 'database' }), listed(2), listed(3)];

describe('a session from start to end', () => {
  it('asks before each task and is completed after the last', () => {
    expect(now(play(required, start()))).toBe('gate start/begin 1');
    expect(now(play(required, start(), approve))).toBe('run 1 (task 1)');
    expect(now(play(required, start(), approve, report(1)))).toBe('gate start/required 2');
    const all = [start(), approve, report(1), approve, report(2), approve, report(3)];
    expect(now(play(required, ...all))).toBe('completed');
  });

  it('runs through without asking in auto mode', () => {
    expect(now(play(auto, start()))).toBe('run 1 (task 1)');
    expect(now(play(auto, start(), report(1), report(2), report(3)))).toBe('completed');
  });

  it('begins with a gate when the same list ran today already, even in auto mode', () => {
    expect(now(play(auto, start(undefined, true)))).toBe('gate start/begin 1');
  });

  it('asks to begin again when the first task was skipped before anything ran', () => {
    const tasks = [listed(1), listed(2, { type: 'documentation' })];
    expect(now(play(required, start(tasks), skip))).toBe('gate start/begin 2');
  });

  it('refuses a second start while open, and takes it when closed', () => {
    expect(rejection(play(required, start(), start()))).toBe('already_running');
    expect(now(play(required, start(), stop, start()))).toBe('gate start/begin 1');
  });

  it.each([approve, skip, retry, pause, resume, stop, { type: 'restore', attempts: [] } as BareCommand])(
    'refuses $type without a session',
    (command) => {
      expect(rejection(play(required, command))).toBe('no_session');
    },
  );
});

describe('after an attempt', () => {
  const outcomes: readonly (readonly [string, Outcome])[] = [
    ['failure', failed],
    ['failure', { ...failed, kind: 'timed-out' } as Outcome],
    ['failure', { ...failed, kind: 'silent' } as Outcome],
    ['failure', { ...failed, kind: 'lost' } as Outcome],
    ['failure', { ...failed, kind: 'stopped' } as Outcome],
    ['limit', limited],
    ['doubt', asking],
  ];

  it.each(outcomes)('opens a %s gate about the task, in every mode, never going on', (kind, outcome) => {
    expect(now(play(auto, start(), report(1, outcome)))).toBe(`gate ${kind} 1`);
    expect(now(play(required, start(), { type: 'approve', count: 'all' }, report(1, outcome)))).toBe(
      `gate ${kind} 1`,
    );
  });

  it('retries in the same conversation with the words', () => {
    const story = play(auto, start(), report(1, failed), { type: 'retry', words: 'use sqlite' });
    const { phase } = openOf(story);
    expect(phase).toMatchObject({
      name: 'running',
      attempt: { epoch: 2, task: 1, conversation: 'c1', continues: 1, words: 'use sqlite' },
    });
  });

  it('retries in a fresh conversation when none can be continued', () => {
    const unstarted: Outcome = { ...failed, resumable: false };
    const { phase } = openOf(play(auto, start(), report(1, unstarted), retry));
    expect(phase).toMatchObject({ attempt: { epoch: 2, conversation: 'c3', continues: undefined } });
  });

  it('goes on with the older conversation when a later attempt did not get one', () => {
    const busy: Outcome = { kind: 'failed', failure: 'not-started', sentence: 'Busy.', resumable: false };
    const { phase } = openOf(play(auto, start(), report(1, failed), retry, report(2, busy), retry));
    expect(phase).toMatchObject({ attempt: { epoch: 3, conversation: 'c1', continues: 1 } });
  });

  it('forgets a conversation that is gone', () => {
    const gone: Outcome = {
      kind: 'failed',
      failure: 'conversation-missing',
      sentence: 'Gone.',
      resumable: false,
    };
    const { phase } = openOf(play(auto, start(), report(1, failed), retry, report(2, gone), retry));
    expect(phase).toMatchObject({ attempt: { epoch: 3, conversation: 'c5', continues: undefined } });
  });

  it('never passes a failure or a limit by approval, nor takes a count for a doubt', () => {
    for (const outcome of [failed, limited]) {
      const story = play(auto, start(), report(1, outcome), approve);
      expect(story.decision).toEqual({
        ok: false,
        rejection: {
          code: 'not_allowed_here',
          kind: outcome === failed ? 'failure' : 'limit',
          allowed: ['retry', 'skip'],
        },
      });
    }
    expect(rejection(play(auto, start(), report(1, asking), { type: 'approve', count: 2 }))).toBe(
      'count_not_allowed',
    );
  });

  it('takes an answered doubt as done, or continues it with the answer, or skips it', () => {
    expect(now(play(required, start(), approve, report(1, asking), approve))).toBe('gate start/required 2');
    expect(now(play(required, start(), approve, report(1, asking), retry))).toBe('run 2 (task 1)');
    expect(now(play(required, start(), approve, report(1, asking), skip))).toBe('gate start/required 2');
  });

  it('ignores reports that are not about the present attempt', () => {
    const other: BareCommand = { type: 'report', session: 'T', epoch: 1, outcome: completed };
    for (const command of [report(2), report(0), other]) {
      expect(rejection(play(auto, start(), command))).toBe('stale_report');
    }
    expect(rejection(play(required, start(), report(1)))).toBe('stale_report');
    expect(rejection(play(required, report(1)))).toBe('stale_report');
  });
});

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

describe('pause and resume', () => {
  it('lets the running attempt finish, starts nothing more, and goes on at resume', () => {
    expect(now(play(auto, start(), pause))).toBe('paused run 1 (task 1)');
    expect(now(play(auto, start(), pause, report(1)))).toBe('paused between');
    expect(now(play(auto, start(), pause, report(1), resume))).toBe('run 2 (task 2)');
    expect(now(play(auto, start(), pause, report(1, failed), resume))).toBe('gate failure 1');
  });

  it('refuses decisions meanwhile and keeps the gate', () => {
    const story = play(required, start(), pause, approve);
    expect(rejection(story)).toBe('paused');
    expect(openOf(play(required, start(), pause, resume)).phase).toEqual(
      openOf(play(required, start())).phase,
    );
  });

  it('says so when nothing changes', () => {
    expect(play(auto, start(), pause, pause).decision).toEqual({
      ok: false,
      rejection: { code: 'already', what: 'paused' },
    });
    expect(play(auto, start(), resume).decision).toEqual({
      ok: false,
      rejection: { code: 'already', what: 'going on' },
    });
  });
});

describe('stop', () => {
  const confirmed = (epoch: number | true): BareCommand => ({ type: 'stop', confirm: epoch });

  it('closes at once at a gate and under a pause', () => {
    expect(now(play(required, start(), stop))).toBe('stopped');
    expect(now(play(auto, start(), pause, report(1), stop))).toBe('stopped');
  });

  it('asks before it ends an attempt, and ends only the one that was named', () => {
    expect(play(auto, start(), stop).decision).toEqual({
      ok: false,
      rejection: { code: 'confirm_needed', epoch: 1, task: 1 },
    });
    expect(now(play(auto, start(), confirmed(1)))).toBe('stopping 1 (operator, closes)');
    expect(now(play(auto, start(), confirmed(true)))).toBe('stopping 1 (operator, closes)');
    expect(rejection(play(auto, start(), report(1), confirmed(1)))).toBe('confirm_needed');
    expect(now(play(required, start(), approve, report(1), confirmed(1)))).toBe('stopped');
  });

  it('closes once the attempt has ended, which counts as completed when it completed', () => {
    const story = play(auto, start(), confirmed(1), report(1));
    expect(now(story)).toBe('stopped');
    expect(story.session.state === 'closed' && story.session.tasks[0]?.status).toBe('completed');
    const stopped = play(auto, start(), confirmed(1), report(1, { ...failed, kind: 'stopped' } as Outcome));
    expect(stopped.session.state === 'closed' && stopped.session.tasks[0]?.status).toBe('interrupted');
  });

  it('answers already while stopping', () => {
    expect(rejection(play(auto, start(), confirmed(1), confirmed(1)))).toBe('already');
  });
});

describe('an overdue attempt', () => {
  const overdue = (epoch: number, cause: 'timeout' | 'silence' = 'timeout'): BareCommand => ({
    type: 'overdue',
    session: 'S',
    epoch,
    cause,
  });
  const late: Outcome = { kind: 'timed-out', sentence: 'Too long.', resumable: true };

  it('is ended and then asked about', () => {
    expect(now(play(auto, start(), overdue(1)))).toBe('stopping 1 (timeout)');
    expect(now(play(auto, start(), overdue(1, 'silence')))).toBe('stopping 1 (silence)');
    expect(now(play(auto, start(), overdue(1), report(1, late)))).toBe('gate failure 1');
    expect(now(play(auto, start(), overdue(1), report(1)))).toBe('run 2 (task 2)');
  });

  it('is ended once, and never another attempt', () => {
    expect(rejection(play(auto, start(), overdue(1), overdue(1)))).toBe('already');
    expect(rejection(play(auto, start(), report(1), overdue(1)))).toBe('stale_report');
  });

  it('closes the session when stop is confirmed meanwhile, and keeps its cause', () => {
    const story = play(auto, start(), overdue(1), { type: 'stop', confirm: 1 });
    expect(now(story)).toBe('stopping 1 (timeout, closes)');
    expect(rejection(play(auto, start(), overdue(1), stop))).toBe('confirm_needed');
    expect(now(play(auto, start(), overdue(1), { type: 'stop', confirm: 1 }, report(1, late)))).toBe(
      'stopped',
    );
  });

  it('under a pause waits for resume', () => {
    const paused = [start(), pause, overdue(1), report(1, late)];
    expect(now(play(auto, ...paused))).toBe('paused between');
    expect(now(play(auto, ...paused, resume))).toBe('gate failure 1');
  });
});

describe('after lost state', () => {
  const found = (epoch: number, task = 1): BareCommand => ({
    type: 'restore',
    attempts: [
      { epoch: 1, task: 1, conversation: 'c', orderedAt: second(0) },
      { epoch, task, conversation: 'c', orderedAt: second(0) },
    ],
  });

  it('pauses, and takes up an attempt that the copy did not know', () => {
    const story = play(required, start(), found(2));
    expect(now(story)).toBe('paused run 2 (task 1)');
    expect(openOf(story).lastEpoch).toBe(2);
    expect(now(play(required, start(), found(2), report(2), resume))).toBe('gate start/required 2');
  });

  it('only pauses when the copy knew every attempt, and stays paused', () => {
    expect(now(play(required, start(), approve, { type: 'restore', attempts: [] }))).toBe(
      'paused run 1 (task 1)',
    );
    const paused = play(required, start(), pause, { type: 'restore', attempts: [] });
    expect(paused.decision).toEqual({ ok: true, events: [] });
  });

  it('leaves an attempt of an unknown task alone', () => {
    expect(now(play(required, start(), found(2, 99)))).toBe('paused gate start/begin 1');
  });
});
