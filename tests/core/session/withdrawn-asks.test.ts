import { describe, expect, it } from '@jest/globals';
import {
  allow,
  ask,
  call,
  deferred,
  deny,
  planned,
  refuse,
  unreachable,
  use,
  waiting,
} from '../../helpers/session-asks.ts';
import {
  approve,
  asking,
  auto,
  completed,
  failed,
  limited,
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

/** Attempt 1 runs and asks at gate g2. */
const live = [start(), ask()] as const;

describe('what the attempt asked is withdrawn', () => {
  const both = [...live, ask(call(2))] as const;
  const withdrawn = (gates: readonly string[]) => expect.objectContaining({ type: 'asks-withdrawn', gates });
  const overdue: BareCommand = { type: 'overdue', session: 'S', epoch: 1, cause: 'timeout' };
  const interrupt: BareCommand = { type: 'interrupt', session: 'S', epoch: 1 };

  it.each([
    ['is stopped', 'stopping 1 (operator, closes)', stop(1)],
    ['is overdue', 'stopping 1 (timeout)', overdue],
    ['is interrupted', 'stopping 1 (shutdown)', interrupt],
  ])('when it %s', (_, after, command) => {
    const story = play(auto, ...both, command);
    expect(now(story)).toBe(after);
    expect(story.events).toContainEqual(withdrawn(['g2', 'g3']));
    expect(waiting(story)).toEqual([]);
  });

  it.each([completed, failed, limited, unreachable, planned, asking])('when it ends: $kind', (outcome) => {
    const story = play(required, start(), approve, ask(), ask(call(2)), report(1, outcome));
    expect(story.events).toContainEqual(withdrawn(['g3', 'g4']));
    expect(waiting(story)).toEqual(['g5']);
  });

  it('but for the call that it ends in', () => {
    const story = play(auto, ...both, report(1, deferred(call(2))));
    expect(story.events).toContainEqual(withdrawn(['g2']));
    expect(waiting(story)).toEqual(['g3']);
  });

  it('when it ends in that call with something else in it', () => {
    const story = play(auto, ...live, report(1, deferred(call(1, { digest: 'other' }))));
    expect(story.events).toContainEqual(withdrawn(['g2']));
    expect(waiting(story)).toEqual(['g3']);
  });

  it('but not what has its answer already, and nothing twice', () => {
    const story = play(auto, ...both, deny('no', 'g2'), stop(1), report(1, failed));
    expect(story.events.filter(({ type }) => type === 'asks-withdrawn')).toEqual([
      { type: 'asks-withdrawn', gates: ['g3'], at: second(5) },
    ]);
  });

  it('when a newer attempt is found, and stays when none is', () => {
    const attempt = { epoch: 2, task: 1, conversation: 'c', orderedAt: '' };
    const found: BareCommand = { type: 'restore', attempts: [attempt] };
    const story = play(auto, ...both, found);
    expect(now(story)).toBe('paused run 2 (task 1)');
    expect(story.events).toContainEqual(withdrawn(['g2', 'g3']));
    expect(waiting(play(auto, ...both, { type: 'restore', attempts: [] }))).toEqual(['g2', 'g3']);
    const ended = play(auto, ...live, pause, report(1, deferred()), found);
    expect(ended.events).toContainEqual(withdrawn(['g2']));
  });
});

describe('under a pause', () => {
  it('a call is asked, and can be refused by Greenlight, but not decided', () => {
    const paused = [start(), pause, ask()] as const;
    expect(now(play(auto, ...paused))).toBe('paused run 1 (task 1), asks g3');
    for (const command of [allow(), deny(), allow({ gate: 'g3' })]) {
      expect(rejection(play(auto, ...paused, command))).toBe('paused');
    }
    const refused = play(auto, ...paused, refuse('g3'));
    expect(now(refused)).toBe('paused run 1 (task 1)');
    expect(openOf(refused).answered).toMatchObject([{ gate: 'g3', answer: { kind: 'deny' } }]);
    expect(now(play(auto, ...paused, resume, allow({ gate: 'g3' })))).toBe('run 1 (task 1)');
  });

  it('an answer that was given is taken along', () => {
    expect(rejection(play(auto, ...live, allow(), pause, use()))).toBe('ok');
  });
});

describe('Greenlight itself', () => {
  it('refuses a call that cannot wait any longer, with words for Claude', () => {
    const story = play(auto, ...live, refuse('g2'));
    expect(now(story)).toBe('run 1 (task 1)');
    expect(openOf(story)).toMatchObject({
      answered: [{ gate: 'g2', answer: { kind: 'deny', reason: 'Ask again, alone.', by: 'greenlight' } }],
      decided: [{ gate: 'g2', decision: 'deny' }],
      grants: [],
    });
    expect(rejection(play(auto, ...live, refuse('g2'), allow({ gate: 'g2' })))).toBe('already_decided');
  });

  it('refuses nothing that was decided, or never asked, or is asked no more', () => {
    expect(rejection(play(auto, ...live, allow(), refuse('g2')))).toBe('stale_gate');
    expect(rejection(play(auto, ...live, refuse('g9')))).toBe('stale_gate');
    expect(rejection(play(auto, ...live, stop(1), refuse('g2')))).toBe('stale_report');
    expect(rejection(play(auto, ...live, report(1, deferred()), refuse('g2')))).toBe('stale_report');
  });
});

describe('stop, while a call waits', () => {
  it('ends the attempt once it is confirmed, also as an answer to the call', () => {
    expect(rejection(play(auto, ...live, stop()))).toBe('confirm_needed');
    expect(rejection(play(auto, ...live, { type: 'stop', gate: 'g2' }))).toBe('confirm_needed');
    expect(now(play(auto, ...live, { type: 'stop', gate: 'g2', confirm: 1 }))).toBe(
      'stopping 1 (operator, closes)',
    );
    expect(now(play(auto, ...live, stop(1), report(1, deferred())))).toBe('stopped');
  });

  it('decides the call that was to wait on after a pause', () => {
    const story = play(auto, ...live, pause, report(1, deferred()), stop());
    expect(now(story)).toBe('stopped');
    expect(story.events).toContainEqual(
      expect.objectContaining({ type: 'gate-decided', gate: 'g2', decision: 'stop' }),
    );
  });
});
