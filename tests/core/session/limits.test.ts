import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../src/core/attempt/index.ts';
import { allowedAt } from '../../../src/core/session/index.ts';
import { elapsed, limitedUntil, limitOf, unreachable, wait } from '../../helpers/session-asks.ts';
import {
  approve,
  auto,
  completed,
  edited,
  failed,
  gateOf,
  inTree,
  limited,
  listed,
  moved,
  now,
  openOf,
  pause,
  play,
  playInGit,
  redone,
  rejection,
  reload,
  report,
  required,
  resume,
  retry,
  second,
  skip,
  start,
  stop,
  touched,
  undone,
  type BareCommand,
  type Story,
} from '../../helpers/session-play.ts';

const timed = limitedUntil(second(3));
/** A limit at g2 that is due at the next command. */
const atLimit = [start(), report(1, timed)] as const;
const goneOn = [...atLimit, elapsed('g2')] as const;

const patienceOf = (story: Story): unknown => {
  const { phase } = openOf(story);
  return phase.name === 'running' && phase.attempt.patience;
};
const holdOf = (story: Story) => {
  const { cause, since, tries, resumeAt } = limitOf(story);
  return { cause, since, tries, resumeAt };
};

describe('an attempt that a limit ended', () => {
  it.each<readonly [string, Outcome]>([
    ['usage', limited],
    ['trouble', unreachable],
  ])('waits at a gate of its own, which no approval passes (%s)', (cause, outcome) => {
    const story = playInGit(auto, start(), report(1, outcome));
    expect(now(story)).toBe('gate limit 1');
    expect(holdOf(story)).toEqual({ cause, since: second(2), tries: 0, resumeAt: undefined });
    expect(allowedAt(openOf(story), gateOf(story))).toEqual(['retry', 'wait', 'skip', 'undo']);
    expect(rejection(playInGit(auto, start(), report(1, outcome), approve))).toBe('not_allowed_here');
    expect(openOf(story).tasks[0]?.status).toBe('interrupted');
  });

  it('goes on by itself at its time, in the same conversation', () => {
    const story = play(auto, ...goneOn);
    expect(now(story)).toBe('run 2 (task 1)');
    expect(openOf(story).phase).toMatchObject({
      attempt: { conversation: 'c1', continues: 1, patience: { cause: 'usage', since: second(2), tries: 1 } },
    });
    expect(story.events.slice(-2)).toMatchObject([
      { type: 'gate-decided', gate: 'g2', decision: 'retry' },
      { type: 'attempt-ordered', by: 'hold-over' },
    ]);
  });

  it('goes on now when a person says so, and begins its patience anew', () => {
    const story = play(auto, ...goneOn, report(2, timed), retry);
    expect([now(story), patienceOf(story)]).toEqual(['run 3 (task 1)', undefined]);
    const again = play(auto, ...goneOn, report(2, timed), retry, report(3, timed));
    expect(holdOf(again)).toMatchObject({ since: second(6), tries: 0 });
  });

  it('goes on by itself only where it is due, and for the gate that was meant', () => {
    expect(rejection(play(auto, start(), report(1, limitedUntil(second(4))), elapsed('g2')))).toBe(
      'stale_gate',
    );
    expect(rejection(play(auto, start(), report(1, limited), elapsed('g2')))).toBe('stale_gate');
    expect(rejection(play(auto, ...atLimit, elapsed('g1')))).toBe('stale_gate');
    expect(rejection(play(auto, ...goneOn, elapsed('g2')))).toBe('stale_gate');
    const other = { ...elapsed('g2'), session: 'T' } as BareCommand;
    expect(rejection(play(auto, ...atLimit, other))).toBe('stale_gate');
    expect(rejection(play(auto, start(), report(1, failed), elapsed('g2')))).toBe('stale_gate');
    expect(rejection(play(auto, ...atLimit, stop(), elapsed('g2')))).toBe('stale_gate');
    expect(rejection(play(auto, elapsed('g2')))).toBe('stale_gate');
  });

  it('does not go on under a pause, but at resume', () => {
    expect(rejection(play(auto, ...atLimit, pause, elapsed('g2')))).toBe('paused');
    expect(now(play(auto, ...atLimit, pause, elapsed('g2'), resume, elapsed('g2')))).toBe('run 2 (task 1)');
    expect(limitOf(play(auto, start(), pause, report(1, timed), resume))).toMatchObject({ id: 'g4' });
  });

  it('leaves its leash in force, however it goes on', () => {
    const leashed = [start(), { type: 'approve', count: 3 } as const, report(1, limitedUntil(second(4)))];
    for (const way of [elapsed('g3'), retry]) {
      const story = play(required, ...leashed, way);
      expect(openOf(story).leash).toMatchObject({ tasks: 2 });
      expect(now(play(required, ...leashed, way, report(2)))).toBe('run 3 (task 2)');
      expect(openOf(play(required, ...leashed, way, report(2))).leash).toMatchObject({ tasks: 1 });
    }
  });

  it('leaves what is owed after going back', () => {
    const owing = [start(), approve, report(1), retry, report(2, limitedUntil(second(6))), elapsed('g5')];
    expect(now(play(required, ...owing))).toBe('run 3 (task 1)');
    expect(now(play(required, ...owing, report(3)))).toBe('gate start/rework 2');
  });
});

describe('a limit that still holds', () => {
  it('opens a gate that says since when, and how often it was tried', () => {
    const story = play(auto, ...goneOn, report(2, limitedUntil(second(5))));
    expect(holdOf(story)).toEqual({ cause: 'usage', since: second(2), tries: 1, resumeAt: second(5) });
    const third = play(auto, ...goneOn, report(2, limitedUntil(second(5))), elapsed('g4'), report(3, timed));
    expect(holdOf(third)).toMatchObject({ since: second(2), tries: 2 });
  });

  it('begins anew once the attempt got on, or where something else is the cause', () => {
    expect(holdOf(play(auto, ...goneOn, report(2, limitedUntil(undefined, 3))))).toMatchObject({
      ...{ since: second(4), tries: 0 },
    });
    expect(holdOf(play(auto, ...goneOn, report(2, limitedUntil(undefined, 0))))).toMatchObject({ tries: 1 });
    expect(holdOf(play(auto, ...goneOn, report(2, unreachable)))).toEqual({
      ...{ cause: 'trouble', since: second(4), tries: 0, resumeAt: undefined },
    });
  });

  it('is counted over a pause, too', () => {
    expect(holdOf(play(auto, ...goneOn, pause, report(2, timed), resume))).toMatchObject({
      ...{ since: second(2), tries: 1 },
    });
  });

  it('is forgotten by what comes after: the next task, or a failure', () => {
    expect(patienceOf(play(auto, ...goneOn, report(2)))).toBeUndefined();
    expect(patienceOf(play(auto, ...goneOn, report(2, failed), retry))).toBeUndefined();
    expect(now(play(auto, ...goneOn, report(2, failed)))).toBe('gate failure 1');
  });
});

describe('wait', () => {
  const later = wait(second(9));

  it('puts it off at the same gate, which is not decided', () => {
    const story = play(auto, ...atLimit, later);
    expect(limitOf(story)).toMatchObject({ id: 'g2', resumeAt: second(9) });
    expect(story.events.at(-1)).toMatchObject({ type: 'limit-postponed', gate: 'g2', resumeAt: second(9) });
    expect(openOf(story).decided).toEqual([]);
    expect(rejection(play(auto, ...atLimit, later, elapsed('g2')))).toBe('stale_gate');
    const idle = [pause, resume, pause, resume, later];
    expect(now(play(auto, ...atLimit, later, ...idle, elapsed('g2')))).toBe('run 2 (task 1)');
  });

  it('lets one go on that waited for a person', () => {
    const story = [start(), report(1, limited), wait(second(4)), elapsed('g2')];
    expect(now(play(auto, ...story))).toBe('run 2 (task 1)');
    expect(patienceOf(play(auto, ...story))).toMatchObject({ since: second(2), tries: 1 });
  });

  it('is refused until a time that has passed, under a pause, for another gate and elsewhere', () => {
    expect(play(auto, ...atLimit, wait(second(3))).decision).toEqual({
      ok: false,
      rejection: { code: 'time_passed', until: second(3) },
    });
    expect(rejection(play(auto, ...atLimit, pause, later))).toBe('paused');
    expect(rejection(play(auto, ...atLimit, { ...later, gate: 'g1' } as BareCommand))).toBe('stale_gate');
    expect(rejection(play(auto, start(), later))).toBe('nothing_waiting');
    expect(rejection(play(auto, start(), report(1, failed), later))).toBe('not_allowed_here');
    expect(rejection(play(auto, later))).toBe('no_session');
  });
});

describe('a limit over files that somebody touched', () => {
  const renew: BareCommand = { type: 'renew', session: 'S', gate: 'g2', seen: { tree: 'h:1', moved } };

  it('is not passed: the gate opens anew and waits for a person', () => {
    const story = playInGit(auto, ...atLimit, touched(elapsed('g2')));
    expect(limitOf(story)).toMatchObject({
      ...{ id: 'g3', tree: 'h:touched', resumeAt: undefined, since: second(2), tries: 0 },
      renewed: { why: 'moved', ...moved },
    });
    const decided = inTree(retry, 'h:touched');
    expect(now(playInGit(auto, ...atLimit, touched(elapsed('g2')), decided))).toBe('run 2 (task 1)');
  });

  it('waits for a person whoever noticed', () => {
    const story = playInGit(auto, ...atLimit, renew);
    expect(limitOf(story)).toMatchObject({ id: 'g3', resumeAt: undefined });
    expect(rejection(playInGit(auto, ...atLimit, renew, inTree(elapsed('g3'), 'h:1')))).toBe('stale_gate');
    const list = [edited('e'), reload([listed(1)], 'e')].map((each) => touched(each));
    expect(limitOf(playInGit(auto, ...atLimit, ...list)).resumeAt).toBeUndefined();
  });

  it('goes on by itself again once a person said when', () => {
    const until = [renew, inTree(wait(second(5)), 'h:1'), inTree(elapsed('g3'), 'h:1')];
    expect(now(playInGit(auto, ...atLimit, ...until))).toBe('run 2 (task 1)');
    expect(now(playInGit(auto, ...atLimit, ...until.slice(0, 2), touched(elapsed('g3'))))).toBe(
      'gate limit 1',
    );
  });
});

describe('the time of a limit', () => {
  it('stays over a reload and a redo', () => {
    expect(limitOf(play(auto, ...atLimit, edited('e'), reload([listed(1)], 'e'))).resumeAt).toBe(second(3));
    expect(limitOf(playInGit(auto, ...atLimit, ...undone, ...redone)).resumeAt).toBe(second(3));
  });

  it('is over with its gate', () => {
    expect(now(play(auto, ...atLimit, skip))).toBe('run 2 (task 2)');
    expect(now(play(auto, ...atLimit, stop()))).toBe('stopped');
    expect(now(play(auto, ...atLimit, skip, elapsed('g2'), report(2, completed)))).toBe('run 3 (task 3)');
  });
});
