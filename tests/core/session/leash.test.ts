import { describe, expect, it } from '@jest/globals';
import type { Leash } from '../../../src/core/session/index.ts';
import {
  approve,
  asking,
  auto,
  completed,
  edited,
  failed,
  gateOf,
  limited,
  listed,
  moved,
  now,
  openOf,
  pause,
  play,
  playInGit,
  rejection,
  reload,
  report,
  required,
  restored,
  resume,
  retry,
  second,
  skip,
  start,
  undo,
  undone,
  unleash,
  unverified,
  type BareCommand,
  type Story,
} from '../../helpers/session-play.ts';

const five = start([1, 2, 3, 4, 5].map((n) => listed(n)));
const leash = (story: Story): Leash | undefined => openOf(story).leash;
const approving = (asked: {
  readonly count?: number | 'all';
  readonly until?: string;
  readonly belowUsd?: number;
}): BareCommand => ({ type: 'approve', ...asked });
const dear = { ...completed, costUsd: 1.5 };

describe('a leash is given', () => {
  it.each([
    [{ count: 3 }, { tasks: 2 }],
    [{ count: 'all' }, { tasks: 'all' }],
    [{ until: second(60) }, { tasks: 'all', until: second(60) }],
    [{ belowUsd: 2 }, { tasks: 'all', belowUsd: 2 }],
    [
      { count: 4, until: second(60), belowUsd: 2 },
      { tasks: 3, until: second(60), belowUsd: 2 },
    ],
  ] as const)('by %j', (asked, given) => {
    expect(leash(play(required, five, approving(asked)))).toEqual({ ...given, grantedAtUsd: 0 });
  });

  it.each([{}, { count: 1 }, { count: 1, until: second(60), belowUsd: 2 }, { count: 0 }])(
    'not by %j: that is the one task',
    (asked) => {
      expect(leash(play(required, five, approving(asked)))).toBeUndefined();
    },
  );

  it('from what the session has cost by then', () => {
    const story = play(required, five, approve, report(1, dear), approving({ belowUsd: 2 }));
    expect(leash(story)).toMatchObject({ grantedAtUsd: 1.5 });
  });

  it('never until a time that has passed', () => {
    for (const until of [second(1), second(2)]) {
      const story = play(required, five, approving({ until }));
      expect(story.decision).toEqual({ ok: false, rejection: { code: 'time_passed', until } });
      expect(now(story)).toBe('gate start/begin 1');
    }
    expect(now(play(required, five, approving({ until: second(3) })))).toBe('run 1 (task 1)');
  });

  const closing = [start([listed(1, { type: 'database' })]), approve, report(1)];
  const doubt = [five, approve, report(1, asking)];
  it.each([{ count: 2 }, { count: 1 }, { until: second(60) }, { until: second(0) }, { belowUsd: 1 }])(
    'nowhere but before a task (%j)',
    (asked) => {
      expect(rejection(play(required, ...closing, approving(asked)))).toBe('count_not_allowed');
      expect(rejection(play(required, ...doubt, approving(asked)))).toBe('count_not_allowed');
      expect(rejection(play(required, five, approve, report(1, failed), approving(asked)))).toBe(
        'not_allowed_here',
      );
    },
  );
});

describe('a leash ends', () => {
  it('with its number of tasks, and the gate needs no other reason', () => {
    const story = play(required, five, approving({ count: 2 }), report(1), report(2));
    expect(now(story)).toBe('gate start/required 3');
    expect(gateOf(story).leashEnded).toBeUndefined();
  });

  it('at its time, to the second', () => {
    const until = approving({ until: second(4) });
    expect(now(play(required, five, until, report(1)))).toBe('run 2 (task 2)');
    const story = play(required, five, until, report(1), report(2));
    expect(now(story)).toBe('gate start/required 3');
    expect(gateOf(story).leashEnded).toBe('time');
    expect(leash(story)).toBeUndefined();
  });

  it('once it has cost so much, whatever was spent before it', () => {
    const given = [five, approve, report(1, dear), approving({ belowUsd: 2 })];
    expect(now(play(required, ...given, report(2, dear)))).toBe('run 3 (task 3)');
    const story = play(required, ...given, report(2, dear), report(3, { ...dear, costUsd: 0.5 }));
    expect(now(story)).toBe('gate start/required 4');
    expect(gateOf(story).leashEnded).toBe('cost');
  });

  it.each([
    [{ count: 2, until: second(60), belowUsd: 9 }, undefined],
    [{ count: 5, until: second(4), belowUsd: 9 }, 'time'],
    [{ count: 5, until: second(60), belowUsd: 2 }, 'cost'],
    [{ count: 5, until: second(4), belowUsd: 2 }, 'time'],
  ] as const)('at the first of its ends: %j', (asked, leashEnded) => {
    const story = play(required, five, approving(asked), report(1, dear), report(2, dear));
    expect(now(story)).toBe('gate start/required 3');
    expect(gateOf(story).leashEnded).toBe(leashEnded);
  });

  it('with no word of its time or cost where another rule would have stopped it anyway', () => {
    const tasks = [listed(1), listed(2, { requiresApproval: true })];
    const story = play(required, start(tasks), approving({ belowUsd: 1 }), report(1, dear));
    expect(now(story)).toBe('gate start/explicit 2');
    expect(gateOf(story).leashEnded).toBeUndefined();
  });

  it('where another rule frees the task', () => {
    const story = play(auto, start(undefined, true), approving({ belowUsd: 1 }), report(1, dear));
    expect(now(story)).toBe('run 2 (task 2)');
    expect(leash(story)).toBeUndefined();
  });

  const all = [five, approving({ count: 'all' })] as const;
  const asksAgain = (...commands: readonly BareCommand[]): string => {
    const story = playInGit(required, ...all, ...commands);
    expect(leash(story)).toBeUndefined();
    return now(story);
  };

  it('at a failure, and stays ended after it', () => {
    expect(asksAgain(report(1, failed))).toBe('gate failure 1');
    expect(asksAgain(report(1, failed), retry, report(2))).toBe('gate start/required 2');
  });

  it('at a verification that did not pass', () => {
    expect(asksAgain(report(1, unverified))).toBe('gate failure 1');
    expect(asksAgain(report(1, unverified), retry, report(2))).toBe('gate start/required 2');
  });

  it('at a doubt', () => {
    expect(asksAgain(report(1, asking))).toBe('gate doubt 1');
    expect(asksAgain(report(1, asking), approve)).toBe('gate start/required 2');
  });

  it('at a checkpoint and at an explicit task', () => {
    const checkpoint = start([listed(1, { type: 'database' }), listed(2), listed(3)]);
    const story = play(required, checkpoint, all[1], report(1));
    expect([now(story), leash(story)]).toEqual(['gate start/checkpoint 2', undefined]);
    const explicit = start([listed(1), listed(2, { requiresApproval: true }), listed(3)]);
    const other = play(required, explicit, all[1], report(1));
    expect([now(other), leash(other)]).toEqual(['gate start/explicit 2', undefined]);
  });

  const limit = [report(1, limited)] as const;

  it('not at a usage limit, which passes by waiting; but at a decision to skip there', () => {
    expect(leash(play(required, ...all, ...limit))).toBeDefined();
    expect(now(play(required, ...all, ...limit, retry, report(2)))).toBe('run 3 (task 2)');
    expect(asksAgain(...limit, skip)).toBe('gate start/required 2');
  });

  it('at an undo, even one that could not be done', () => {
    expect(asksAgain(...limit, ...undone, approve)).toBe('run 2 (task 1)');
    expect(asksAgain(...limit, undo, restored('No space.'))).toBe('gate limit 1');
  });

  it('at a reload', () => {
    const tasks = [listed(1), listed(2)];
    expect(asksAgain(...limit, edited('e'), reload(tasks, 'e'))).toBe('gate limit 1');
  });

  it('with the session', () => {
    const story = play(required, ...all, { type: 'stop', confirm: 1 }, report(1), start());
    expect([now(story), leash(story)]).toEqual(['gate start/begin 1', undefined]);
  });

  it('when it is taken in, at once: what runs runs on', () => {
    expect(now(play(required, ...all, unleash))).toBe('run 1 (task 1)');
    expect(asksAgain(unleash, report(1))).toBe('gate start/required 2');
    expect(asksAgain(pause, unleash, resume, report(1))).toBe('gate start/required 2');
    expect(asksAgain(...limit, unleash, retry, report(2))).toBe('gate start/required 2');
  });

  it('once: where there is none, taking it in changes nothing', () => {
    const story = play(required, five, approve, unleash);
    expect(story.decision).toEqual({ ok: false, rejection: { code: 'already', what: 'off the leash' } });
    const other = { ...unleash, session: 'T' } as BareCommand;
    expect(rejection(play(required, ...all, other))).toBe('stale_session');
  });

  it('at no gate that is opened anew about a limit', () => {
    const renew: BareCommand = { type: 'renew', session: 'S', gate: 'g3', seen: { tree: 'h:1', moved } };
    expect(leash(playInGit(required, ...all, ...limit, renew))).toBeDefined();
  });
});
