import { describe, expect, it } from '@jest/globals';
import { answerCall } from '../../../src/core/session/decide-asks.ts';
import { allowedAt } from '../../../src/core/session/index.ts';
import {
  allow,
  answer,
  ask,
  askOf,
  call,
  deny,
  question,
  refuse,
  use,
  waiting,
} from '../../helpers/session-asks.ts';
import {
  ann,
  approve,
  asking,
  auto,
  failed,
  gateOf,
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
  stamped,
  start,
  stop,
  touched,
  undo,
  type BareCommand,
} from '../../helpers/session-play.ts';

/** Attempt 1 runs and asks at gate g2. */
const live = [start(), ask()] as const;

describe('a call of a running attempt', () => {
  it('waits at a gate of its own, and the attempt runs on', () => {
    const story = play(auto, ...live);
    expect(now(story)).toBe('run 1 (task 1), asks g2');
    expect(askOf(story)).toEqual({
      ...{ kind: 'ask', task: 1, epoch: 1, call: call(), live: true },
      ...{ id: 'g2', openedAt: second(2), digest: 'digest-1' },
    });
    expect(story.events.at(-1)).toMatchObject({ type: 'gate-opened', gate: { id: 'g2' } });
  });

  it('takes an answer and nothing else', () => {
    const story = openOf(play(auto, ...live));
    expect(allowedAt(story, askOf(play(auto, ...live)))).toEqual(['allow', 'deny']);
    for (const command of [approve, skip, retry, undo, answer()]) {
      expect(rejection(playInGit(auto, ...live, command))).toBe('not_allowed_here');
    }
    expect(rejection(play(auto, start(), ask(question), allow()))).toBe('not_allowed_here');
    const elsewhere = play(required, start());
    const taken = { ...stamped(deny(), 9), type: 'deny' } as const;
    expect(() => answerCall(taken, openOf(elsewhere), gateOf(elsewhere))).toThrow(
      'deny was allowed at a gate that asks about no call',
    );
  });

  it.each([
    ['allow', call(), allow(), { kind: 'allow' }],
    ['allow', call(), allow({ instead: 'npm ci' }), { kind: 'allow', instead: 'npm ci' }],
    ['deny', call(), deny(), { kind: 'deny' }],
    ['deny', call(), deny('not that one'), { kind: 'deny', reason: 'not that one' }],
    ['deny', question, deny(), { kind: 'deny' }],
    ['answer', question, answer(), { kind: 'answer', answers: { words: 'SQLite' } }],
  ] as const)('%s of %j by %j is kept, and the attempt runs on', (decision, asked, command, said) => {
    const story = play(auto, start(), ask(asked), command);
    expect(now(story)).toBe('run 1 (task 1)');
    expect(openOf(story).answered).toEqual([
      { gate: 'g2', task: 1, id: asked.id, digest: asked.digest, answer: said },
    ]);
    expect(openOf(story).decided).toEqual([{ gate: 'g2', decision, by: ann, at: second(3) }]);
  });

  it('takes another command for a shell command alone', () => {
    const edit = call(1, { tool: 'Edit' });
    expect(play(auto, start(), ask(edit), allow({ instead: 'rm -rf x' })).decision).toEqual({
      ok: false,
      rejection: { code: 'instead_not_allowed', tool: 'Edit' },
    });
    expect(rejection(play(auto, start(), ask(edit), allow()))).toBe('ok');
  });

  it('is asked once: neither again while it waits, nor once it has its answer', () => {
    expect(rejection(play(auto, ...live, ask()))).toBe('stale_report');
    expect(rejection(play(auto, ...live, ask(call(1, { digest: 'other' }))))).toBe('stale_report');
    expect(rejection(play(auto, ...live, allow(), ask()))).toBe('stale_report');
  });

  it('of another attempt, or of one that is being ended, is not heard', () => {
    expect(rejection(play(auto, start(), ask(call(), 2)))).toBe('stale_report');
    expect(rejection(play(auto, start(), { ...ask(), session: 'T' } as BareCommand))).toBe('stale_report');
    expect(rejection(play(auto, start(), stop(1), ask()))).toBe('stale_report');
    expect(rejection(play(required, start(), ask()))).toBe('stale_report');
    expect(rejection(play(auto, ask()))).toBe('stale_report');
  });

  it('is about no tree: the attempt is just changing it', () => {
    const story = playInGit(auto, ...live);
    expect(askOf(story).tree).toBeUndefined();
    expect(rejection(playInGit(auto, ...live, touched(allow())))).toBe('ok');
  });

  it('leaves a leash in force', () => {
    const story = play(required, start(), { type: 'approve', count: 2 }, ask(), allow(), report(1));
    expect(now(story)).toBe('run 2 (task 2)');
  });

  it('counts the time that was waited', () => {
    const waits = (...commands: readonly BareCommand[]): unknown => {
      const { phase } = openOf(play(auto, start(), ...commands));
      return phase.name === 'running' && phase.waits;
    };
    expect(waits()).toEqual([]);
    expect(waits(ask())).toEqual([{ from: second(2) }]);
    expect(waits(ask(), allow())).toEqual([{ from: second(2), to: second(3) }]);
    const both = [ask(), ask(call(2))] as const;
    expect(waits(...both, deny(undefined, 'g2'))).toEqual([{ from: second(2) }]);
    expect(waits(...both, deny(undefined, 'g2'), allow())).toEqual([{ from: second(2), to: second(5) }]);
    expect(waits(ask(), allow(), ask(call(2)), refuse('g4'))).toEqual([
      { from: second(2), to: second(3) },
      { from: second(4), to: second(5) },
    ]);
  });
});

describe('several calls at once', () => {
  const both = [...live, ask(call(2))] as const;

  it('wait each for itself, the longest first', () => {
    expect(waiting(play(auto, ...both))).toEqual(['g2', 'g3']);
    expect(play(auto, ...both, allow()).decision).toEqual({
      ok: false,
      rejection: { code: 'which_gate', gates: ['g2', 'g3'] },
    });
  });

  it('need no name where one of them alone takes such an answer, if that was there to be seen', () => {
    const mixed = [start(), ask(question), ask()] as const;
    expect(openOf(play(auto, ...mixed, allow())).answered).toMatchObject([{ gate: 'g3' }]);
    expect(openOf(play(auto, ...mixed, answer())).answered).toMatchObject([{ gate: 'g2' }]);
    expect(rejection(play(auto, ...mixed, deny()))).toBe('which_gate');
    expect(rejection(play(auto, ...mixed, skip))).toBe('not_allowed_here');
    expect(rejection(play(auto, ...mixed, allow({ sentAt: second(2) })))).toBe('stale_gate');
    expect(rejection(play(auto, ...mixed, allow({ sentAt: second(3) })))).toBe('ok');
  });

  it('are answered by their gates, and the last one by itself', () => {
    const story = play(auto, ...both, allow({ gate: 'g3' }));
    expect(now(story)).toBe('run 1 (task 1), asks g2');
    expect(openOf(story).answered).toMatchObject([{ id: 'toolu_2', gate: 'g3' }]);
    expect(now(play(auto, ...both, allow({ gate: 'g3' }), deny()))).toBe('run 1 (task 1)');
  });
});

describe('an answer', () => {
  it('that comes late is told who was first', () => {
    const twice = play(auto, ...live, deny('no', 'g2'), allow({ gate: 'g2' }));
    expect(twice.decision).toEqual({
      ok: false,
      rejection: { code: 'already_decided', decision: 'deny', by: ann, at: second(3) },
    });
    const later = play(auto, ...live, deny('no', 'g2'), ask(call(2)), allow({ gate: 'g2' }));
    expect(rejection(later)).toBe('already_decided');
    expect(now(later)).toBe('run 1 (task 1), asks g4');
  });

  it('that was sent before it was asked is not used, nor one to what is withdrawn', () => {
    expect(rejection(play(auto, ...live, allow({ sentAt: second(1) })))).toBe('stale_gate');
    expect(rejection(play(auto, ...live, allow({ sentAt: second(2) })))).toBe('ok');
    expect(rejection(play(auto, ...live, allow({ gate: 'g1' })))).toBe('stale_gate');
    expect(rejection(play(auto, ...live, stop(1), allow({ gate: 'g2' })))).toBe('stale_gate');
    expect(rejection(play(auto, ...live, report(1, failed), allow({ gate: 'g2' })))).toBe('stale_gate');
  });

  it('is refused where nothing is asked', () => {
    for (const command of [allow(), deny(), answer()]) {
      expect(rejection(play(auto, start(), command))).toBe('nothing_waiting');
      expect(rejection(play(required, start(), command))).toBe('not_allowed_here');
      expect(rejection(play(required, command))).toBe('no_session');
    }
  });
});

describe('an answer is taken along once', () => {
  const allowed = [...live, allow()] as const;

  it('by the asking that was first, as often as that one repeats itself', () => {
    const story = play(auto, ...allowed, use('hook-1'));
    expect(openOf(story).answered).toMatchObject([{ id: 'toolu_1', usedBy: 'hook-1' }]);
    expect(story.events.at(-1)).toMatchObject({ type: 'answer-used', call: 'toolu_1', usedBy: 'hook-1' });
    const again = play(auto, ...allowed, use('hook-1'), use('hook-1'));
    expect(again.decision).toEqual({ ok: true, events: [] });
    const other = play(auto, ...allowed, use('hook-1'), use('hook-2'));
    expect(rejection(other)).toBe('no_answer');
    expect(openOf(other).answered).toMatchObject([{ usedBy: 'hook-1' }]);
  });

  it('also when the CLI was killed in the middle of the call, and goes on with it', () => {
    const killed = [...allowed, use('hook-1'), report(1, { ...failed, kind: 'lost' }), retry];
    expect(rejection(play(auto, ...killed, use('hook-2', 'toolu_1', 2)))).toBe('no_answer');
    const early = [...allowed, report(1, { ...failed, kind: 'lost' }), retry];
    expect(rejection(play(auto, ...early, use('hook-2', 'toolu_1', 2)))).toBe('ok');
  });

  it('one for each call', () => {
    const two = [...allowed, ask(call(2)), deny('no')] as const;
    const story = play(auto, ...two, use('hook-2', 'toolu_2'));
    expect(openOf(story).answered).toMatchObject([{ id: 'toolu_1' }, { id: 'toolu_2', usedBy: 'hook-2' }]);
    expect(openOf(story).answered[0]?.usedBy).toBeUndefined();
  });

  it('by no attempt that is over or being ended, and not before it is given', () => {
    expect(rejection(play(auto, ...live, use()))).toBe('no_answer');
    expect(rejection(play(auto, ...allowed, use('hook-1', 'toolu_9')))).toBe('no_answer');
    expect(rejection(play(auto, ...allowed, stop(1), use()))).toBe('stale_report');
    expect(rejection(play(auto, ...allowed, report(1, failed), use()))).toBe('stale_report');
    expect(rejection(play(auto, ...allowed, { ...use(), session: 'T' } as BareCommand))).toBe('stale_report');
  });

  it('in its own task: with that it is forgotten', () => {
    const done = [...allowed, report(1)] as const;
    expect(openOf(play(auto, ...done)).answered).toEqual([]);
    expect(rejection(play(auto, ...done, use('hook-1', 'toolu_1', 2)))).toBe('no_answer');
    const settled = [...allowed, report(1, asking)] as const;
    expect(openOf(play(auto, ...settled)).answered).toHaveLength(1);
    expect(openOf(play(auto, ...settled, approve)).answered).toEqual([]);
    expect(openOf(play(auto, ...settled, skip)).answered).toEqual([]);
  });
});
