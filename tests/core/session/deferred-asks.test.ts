import { describe, expect, it } from '@jest/globals';
import { allowedAt, type OpenSession } from '../../../src/core/session/index.ts';
import {
  allow,
  answer,
  ask,
  askOf,
  call,
  deferred,
  deny,
  question,
  refuse,
  use,
  waiting,
} from '../../helpers/session-asks.ts';
import {
  approve,
  auto,
  edited,
  failed,
  gateOf,
  inTree,
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
  skip,
  start,
  stop,
  touched,
  undo,
  undone,
  type BareCommand,
} from '../../helpers/session-play.ts';

/** The call was asked at g2, and waits on without its attempt. */
const kept = [start(), ask(), report(1, deferred())] as const;
/** Nobody was there to hear it ask. */
const unheard = [start(), report(1, deferred())] as const;

const attemptOf = ({ phase }: OpenSession): unknown => phase.name === 'running' && phase.attempt;

describe('a call that the attempt ended in', () => {
  it('waits on at the same gate', () => {
    const story = play(auto, ...kept);
    expect(now(story)).toBe('gate ask 1');
    const { live, ...gate } = askOf(play(auto, ...kept.slice(0, 2)));
    expect([live, gateOf(story)]).toEqual([true, gate]);
    expect(story.events.at(-1)).toMatchObject({ type: 'ask-kept', gate: { id: 'g2' } });
    expect(openOf(story).tasks[0]?.status).toBe('interrupted');
  });

  it('is about the tree and the evidence that the attempt left', () => {
    const left = report(1, { ...deferred(), evidence: 'e1' });
    const story = playInGit(auto, ...kept.slice(0, 2), inTree(left, 'h:left'));
    expect(gateOf(story)).toMatchObject({ id: 'g2', tree: 'h:left', evidence: 'e1' });
  });

  it('opens a gate where nobody heard it ask', () => {
    const story = playInGit(auto, ...unheard);
    expect(gateOf(story)).toMatchObject({
      kind: 'ask',
      id: 'g2',
      task: 1,
      epoch: 1,
      call: call(),
      tree: 'h:t',
    });
    expect(askOf(story).live).toBeUndefined();
  });

  it('opens a gate of its own when it is not the call that was asked', () => {
    const other = call(1, { digest: 'other' });
    const story = play(auto, ...kept.slice(0, 2), report(1, deferred(other)));
    expect(gateOf(story)).toMatchObject({ id: 'g3', call: other });
    expect(
      rejection(play(auto, ...kept.slice(0, 2), report(1, deferred(other)), allow({ gate: 'g2' }))),
    ).toBe('stale_gate');
  });

  it('opens a gate of its own after its asks were withdrawn', () => {
    const overdue: BareCommand = { type: 'overdue', session: 'S', epoch: 1, cause: 'timeout' };
    const story = play(auto, ...kept.slice(0, 2), overdue, report(1, deferred()));
    expect(gateOf(story)).toMatchObject({ kind: 'ask', id: 'g4' });
  });

  it('keeps its gate over a pause', () => {
    const paused = [start(), ask(), pause, report(1, deferred())];
    const story = play(auto, ...paused);
    expect(now(story)).toBe('paused between');
    expect(waiting(story)).toEqual(['g2']);
    expect(rejection(play(auto, ...paused, allow({ gate: 'g2' })))).toBe('paused');
    const back = play(auto, ...paused, resume);
    expect([now(back), gateOf(back).id]).toEqual(['gate ask 1', 'g2']);
    expect(now(play(auto, ...paused, resume, allow({ gate: 'g2' })))).toBe('run 2 (task 1)');
    expect(gateOf(play(auto, start(), pause, report(1, deferred()), resume)).id).toBe('g4');
  });

  it('leaves a leash in force', () => {
    const leashed = [start(), { type: 'approve', count: 2 } as const, ask(), report(1, deferred())];
    expect(openOf(play(required, ...leashed)).leash).toMatchObject({ tasks: 1 });
    expect(now(play(required, ...leashed, allow(), report(2)))).toBe('run 3 (task 2)');
    expect(now(play(required, ...leashed, skip))).toBe('gate start/required 2');
  });
});

describe('the answer to a call that waits on', () => {
  it.each([
    [call(), allow()],
    [call(), allow({ instead: 'npm ci' })],
    [call(), deny('no')],
    [question, answer()],
    [question, deny()],
  ])('lets the conversation go on with it (%j, %j)', (asked, command) => {
    const story = play(auto, start(), ask(asked), report(1, deferred(asked)), command);
    expect(attemptOf(openOf(story))).toMatchObject({
      ...{ epoch: 2, task: 1, conversation: 'c1', continues: 1, previous: 1, answers: 'g2' },
    });
    expect(openOf(story).answered).toMatchObject([{ gate: 'g2', id: asked.id }]);
    const asking = use('hook', asked.id, 2);
    expect(rejection(play(auto, start(), ask(asked), report(1, deferred(asked)), command, asking))).toBe(
      'ok',
    );
  });

  it('is taken along once, by whichever attempt asks', () => {
    const going = [...kept, allow()] as const;
    expect(rejection(play(auto, ...going, use('a', 'toolu_1', 1)))).toBe('stale_report');
    expect(rejection(play(auto, ...going, use('a', 'toolu_1', 2), use('b', 'toolu_1', 2)))).toBe('no_answer');
    const again = [...going, use('a', 'toolu_1', 2), report(2, { ...failed, kind: 'lost' }), retry] as const;
    expect(rejection(play(auto, ...again, use('b', 'toolu_1', 3)))).toBe('no_answer');
  });

  it('is the only thing, besides leaving the task or taking it back, that the gate takes', () => {
    const story = playInGit(auto, ...kept);
    expect(allowedAt(openOf(story), gateOf(story))).toEqual(['allow', 'deny', 'skip', 'undo']);
    for (const command of [approve, retry, answer()]) {
      expect(rejection(playInGit(auto, ...kept, command))).toBe('not_allowed_here');
    }
    expect(now(playInGit(auto, ...kept, skip))).toBe('run 2 (task 2)');
    expect(now(playInGit(auto, ...kept, ...undone))).toBe('gate start/undone 1');
    expect(now(playInGit(auto, ...kept, stop()))).toBe('stopped');
    const second = play(auto, ...kept, allow({ gate: 'g2' }), allow({ gate: 'g2' }));
    expect(rejection(second)).toBe('already_decided');
  });

  it('that came while the attempt was ending lets it go on at once', () => {
    const story = play(auto, ...kept.slice(0, 2), allow(), report(1, deferred()));
    expect(now(story)).toBe('run 2 (task 1)');
    expect(attemptOf(openOf(story))).toMatchObject({ answers: 'g2', continues: 1 });
    const paused = play(auto, ...kept.slice(0, 2), allow(), pause, report(1, deferred()));
    expect(now(paused)).toBe('paused between');
    expect(waiting(paused)).toEqual([]);
    const resumed = play(auto, ...kept.slice(0, 2), allow(), pause, report(1, deferred()), resume);
    expect(now(resumed)).toBe('run 2 (task 1)');
  });

  it('that Greenlight gave does, too: the call is not run', () => {
    const story = play(auto, ...kept.slice(0, 2), refuse('g2'), report(1, deferred()));
    expect(attemptOf(openOf(story))).toMatchObject({ answers: 'g2' });
    expect(openOf(story).answered).toMatchObject([{ answer: { kind: 'deny' } }]);
  });

  it('counts for the very call alone: another one in its place is asked about', () => {
    const other = call(1, { digest: 'other' });
    const story = play(auto, ...kept.slice(0, 2), allow(), report(1, deferred(other)));
    expect(gateOf(story)).toMatchObject({ kind: 'ask', id: 'g4', call: other });
    const answered = play(auto, ...kept.slice(0, 2), allow(), report(1, deferred(other)), deny('no'));
    expect(openOf(answered).answered).toMatchObject([{ digest: 'other', answer: { kind: 'deny' } }]);
  });

  it('that was taken along already is asked for anew, and the newer one counts', () => {
    const taken = [...kept.slice(0, 2), allow(), use('a'), report(1, deferred())] as const;
    expect(gateOf(play(auto, ...taken))).toMatchObject({ kind: 'ask', id: 'g5' });
    const anew = [...taken, allow(), use('b', 'toolu_1', 2)] as const;
    expect(rejection(play(auto, ...anew))).toBe('ok');
    expect(openOf(play(auto, ...anew)).answered).toMatchObject([{ gate: 'g5', usedBy: 'b' }]);
    expect(rejection(play(auto, ...anew, use('a', 'toolu_1', 2)))).toBe('no_answer');
  });

  it('that was carried in vain is asked for anew, never tried for ever', () => {
    const story = play(auto, ...kept, allow(), report(2, deferred()));
    expect(gateOf(story)).toMatchObject({ kind: 'ask', id: 'g5', epoch: 2 });
    expect(openOf(story).answered).toEqual([]);
    expect(now(play(auto, ...kept, allow(), report(2, deferred()), allow()))).toBe('run 3 (task 1)');
    // Another call may come after it.
    const next = play(auto, ...kept, allow(), use('a', 'toolu_1', 2), report(2, deferred(call(2))));
    expect(openOf(next).answered).toMatchObject([{ id: 'toolu_1', usedBy: 'a' }]);
    expect(gateOf(next)).toMatchObject({ call: call(2) });
  });

  it('is not given over a tree that moved: the gate opens anew over it', () => {
    for (const command of [allow(), deny(), skip]) {
      expect(playInGit(auto, ...kept, touched(command)).decision).toEqual({
        ok: false,
        rejection: { code: 'tree_moved', ...moved },
      });
    }
    const renew: BareCommand = { type: 'renew', session: 'S', gate: 'g2', seen: { tree: 'h:1', moved } };
    const story = playInGit(auto, ...kept, renew);
    expect(gateOf(story)).toMatchObject({
      ...{ kind: 'ask', id: 'g4', tree: 'h:1', call: call() },
      renewed: { why: 'moved', ...moved },
    });
    expect(rejection(playInGit(auto, ...kept, renew, inTree(allow({ gate: 'g2' }), 'h:1')))).toBe(
      'stale_gate',
    );
    const going = playInGit(auto, ...kept, renew, inTree(allow({ gate: 'g4' }), 'h:1'));
    expect(attemptOf(openOf(going))).toMatchObject({ answers: 'g4', tree: 'h:1' });
  });
});

describe('a call that waits on', () => {
  it('comes back with a redo, and after an undo that could not be done', () => {
    const back = playInGit(auto, ...kept, ...undone, ...redone);
    expect(gateOf(back)).toMatchObject({ kind: 'ask', call: call(), epoch: 1 });
    expect(now(playInGit(auto, ...kept, ...undone, ...redone, allow()))).toBe('run 2 (task 1)');
    const failing: BareCommand = { type: 'restored', session: 'S', failure: 'No space.' };
    expect(gateOf(playInGit(auto, ...kept, undo, failing))).toMatchObject({
      ...{ kind: 'ask', call: call() },
      renewed: { why: 'not-restored' },
    });
  });

  it('waits on over an edited list', () => {
    const story = play(auto, ...kept, edited('e'), reload([listed(1), listed(2)], 'e'));
    expect(gateOf(story)).toMatchObject({ kind: 'ask', id: 'g5', call: call() });
  });
});
