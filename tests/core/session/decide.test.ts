import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../src/core/attempt/index.ts';
import {
  approve,
  asking,
  auto,
  completed,
  failed,
  limited,
  listed,
  now,
  openOf,
  pause,
  play,
  rejection,
  report,
  required,
  resume,
  redo,
  reload,
  retry,
  skip,
  start,
  stop,
  unchanged,
  undo,
  unleash,
  unverified,
  type BareCommand,
} from '../../helpers/session-play.ts';

const restore: BareCommand = { type: 'restore', attempts: [] };

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
    expect(now(play(required, start(), stop(), start()))).toBe('gate start/begin 1');
  });

  it.each([approve, skip, retry, undo, redo, reload([]), unleash, pause, resume, stop(), restore])(
    'refuses $type without a session',
    (command) => {
      expect(rejection(play(required, command))).toBe('no_session');
    },
  );
});

describe('after an attempt', () => {
  const outcomes: readonly (readonly [string, Outcome])[] = [
    ['failure', failed],
    ['failure', { ...failed, kind: 'timed-out' }],
    ['failure', { ...failed, kind: 'silent' }],
    ['failure', { ...failed, kind: 'lost' }],
    ['failure', { ...failed, kind: 'stopped' }],
    ['limit', limited],
    ['doubt', asking],
    ['doubt', unchanged],
    ['failure', unverified],
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
          allowed: outcome === failed ? ['retry', 'skip'] : ['retry', 'wait', 'skip'],
        },
      });
    }
    expect(rejection(play(auto, start(), report(1, asking), { type: 'approve', count: 2 }))).toBe(
      'count_not_allowed',
    );
  });

  it('does not call done what changed nothing, until somebody says so', () => {
    const story = play(auto, start(), report(1, unchanged));
    expect(openOf(story).tasks[0]?.status).toBe('interrupted');
    expect(now(play(auto, start(), report(1, unchanged), approve))).toBe('run 2 (task 2)');
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
