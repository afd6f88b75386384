import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../src/core/attempt/index.ts';
import {
  approve,
  auto,
  failed,
  now,
  openOf,
  pause,
  play,
  rejection,
  report,
  required,
  resume,
  second,
  start,
  stop,
  type BareCommand,
} from '../../helpers/session-play.ts';

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

describe('a command that names a session', () => {
  const named = { session: 'another' };

  it.each([{ type: 'pause' }, { type: 'resume' }, { type: 'stop' }] as const)(
    '$type counts for no other session',
    (command) => {
      expect(rejection(play(required, start(), { ...command, ...named }))).toBe('stale_session');
      expect(now(play(required, start(), { ...command, ...named }))).toBe('gate start/begin 1');
    },
  );

  it('counts for that one', () => {
    const { id } = openOf(play(required, start()));
    expect(now(play(required, start(), { type: 'stop', session: id }))).toBe('stopped');
  });
});

describe('a shutdown that leaves nothing running', () => {
  const interrupt = (story: ReturnType<typeof play>, epoch = 1): BareCommand => ({
    type: 'interrupt',
    session: openOf(story).id,
    epoch,
  });
  const running = play(auto, start());

  it('ends the attempt and keeps the session open at a gate', () => {
    const stopping = play(auto, start(), interrupt(running));
    expect(now(stopping)).toBe('stopping 1 (shutdown)');
    expect(openOf(stopping).phase).toMatchObject({ cause: 'shutdown', closes: false });
    expect(now(play(auto, start(), interrupt(running), report(1, failed)))).toBe('gate failure 1');
  });

  it('changes nothing when that attempt is over or being ended', () => {
    expect(rejection(play(auto, start(), interrupt(running, 7)))).toBe('stale_report');
    expect(rejection(play(auto, start(), interrupt(running), interrupt(running)))).toBe('already');
  });
});

describe('stop', () => {
  const confirmed = (epoch: number | true): BareCommand => ({ type: 'stop', confirm: epoch });

  it('closes at once at a gate and under a pause', () => {
    expect(now(play(required, start(), stop()))).toBe('stopped');
    expect(now(play(auto, start(), pause, report(1), stop()))).toBe('stopped');
  });

  it('that was asked at a gate counts for that gate only', () => {
    const waiting = play(required, start());
    const { phase } = openOf(waiting);
    const gate = phase.name === 'waiting' ? phase.gate.id : '';
    expect(now(play(required, start(), { type: 'stop', gate }))).toBe('stopped');
    expect(rejection(play(required, start(), approve, { type: 'stop', gate, confirm: true }))).toBe(
      'already_decided',
    );
    expect(rejection(play(required, start(), { type: 'stop', gate: 'unheard-of' }))).toBe('stale_gate');
  });

  it('asks before it ends an attempt, and ends only the one that was named', () => {
    expect(play(auto, start(), stop()).decision).toEqual({
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
    const stopped = play(auto, start(), confirmed(1), report(1, { ...failed, kind: 'stopped' }));
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
    expect(rejection(play(auto, start(), overdue(1), stop()))).toBe('confirm_needed');
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
