import { describe, expect, it } from '@jest/globals';
import { evolve, idle, react, type SessionEvent } from '../../../src/core/session/index.ts';
import {
  allow,
  ask,
  askOf,
  call,
  deferred,
  deny,
  elapsed,
  planFirst,
  planned,
  use,
  wait,
} from '../../helpers/session-asks.ts';
import {
  ann,
  asking,
  auto,
  edited,
  failed,
  gateOf,
  limited,
  listed,
  openOf,
  play,
  playInGit,
  redone,
  reload,
  report,
  required,
  second,
  start,
  undone,
  unleash,
  type BareCommand,
  type Story,
} from '../../helpers/session-play.ts';

/** What a story asks of the shell, in short. */
function effects(story: Story): readonly string[] {
  let session: Parameters<typeof evolve>[0] = idle;
  return story.events.flatMap((event) => {
    session = evolve(session, event);
    return react(event, session).map((effect) => {
      if (effect.type === 'notify') return `tell ${effect.notice.type}`;
      if (effect.type === 'run') return `run ${effect.attempt.epoch}`;
      if (effect.type === 'cancel') return `cancel ${effect.epoch} ${effect.cause}`;
      return `archive ${effect.session.id}`;
    });
  });
}

describe('what is done about events', () => {
  it('tells everything a person needs to know, runs what was ordered, and archives the end', () => {
    const story = play(
      required,
      start([listed(1), listed(2), listed(3)]),
      { type: 'approve', count: 2 },
      report(1),
      { type: 'pause' },
      report(2, asking),
      { type: 'resume' },
      { type: 'approve' },
      { type: 'retry' },
      { type: 'overdue', session: 'S', epoch: 3, cause: 'timeout' },
      report(3, failed),
      { type: 'skip' },
      { type: 'skip' },
    );
    expect(effects(story)).toMatchInlineSnapshot(`
     [
       "tell session-started",
       "tell gate-opened",
       "tell gate-decided",
       "run 1",
       "tell attempt-started",
       "tell attempt-ended",
       "run 2",
       "tell attempt-started",
       "tell session-paused",
       "tell attempt-ended",
       "tell session-resumed",
       "tell gate-opened",
       "tell gate-decided",
       "tell gate-opened",
       "tell gate-decided",
       "run 3",
       "tell attempt-started",
       "cancel 3 timeout",
       "tell stopping",
       "tell attempt-ended",
       "tell gate-opened",
       "tell gate-decided",
       "tell task-skipped",
       "tell gate-opened",
       "tell gate-decided",
       "tell task-skipped",
       "archive S",
       "tell session-closed",
     ]
    `);
  });

  it('tells of what is taken back and brought back, of an edited file, and of a commit that was not made', () => {
    const story = playInGit(
      required,
      ...[start(), { type: 'approve', count: 2 } as const, report(1), report(2, failed)],
      ...[...undone, ...redone],
      ...[edited('e'), edited('list', []), edited('f'), reload([listed(1), listed(2), listed(4)], 'f')],
      ...[{ type: 'committed', session: 'S', task: 1, failure: 'A merge runs.' } as const],
      ...[{ type: 'committed', session: 'S', task: 1, commit: 'f00' } as const],
    );
    expect(effects(story).slice(11)).toEqual([
      ...['tell task-undone', 'tell gate-opened'],
      ...['tell gate-decided', 'tell task-redone', 'tell gate-opened'],
      ...['tell list-edited', 'tell list-edited', 'tell gate-decided', 'tell gate-opened'],
      'tell not-committed',
    ]);
    const leashed = play(required, start(), { type: 'approve', count: 2 }, unleash);
    expect(effects(leashed)).toEqual(effects(play(required, start(), { type: 'approve', count: 2 })));
  });

  it('tells what is asked, kept, withdrawn and decided', () => {
    const story = play(
      auto,
      ...[start(), ask(), ask(call(2)), deny('no', 'g2'), use(), report(1, deferred(call(2))), allow()],
      ...[ask(call(3), 2), { type: 'overdue', session: 'S', epoch: 2, cause: 'timeout' } as const],
    );
    expect(effects(story).slice(3)).toEqual([
      ...['tell gate-opened', 'tell gate-opened', 'tell gate-decided'],
      ...['tell attempt-ended', 'tell ask-kept', 'tell gate-decided', 'run 2', 'tell attempt-started'],
      ...['tell gate-opened', 'tell asks-withdrawn', 'cancel 2 timeout', 'tell stopping'],
    ]);
    const used = play(auto, start(), ask(), allow(), use());
    expect(effects(used)).toEqual(effects(play(auto, start(), ask(), allow())));
  });

  it('tells when a limit is put off, with the gate as it is then', () => {
    const story = play(auto, start(), report(1, limited), wait(second(9)), elapsed('g2'));
    expect(effects(story).slice(-1)).toEqual(['tell limit-postponed']);
    const event = story.events.at(-1);
    expect(event && react(event, story.session)).toMatchObject([
      { notice: { type: 'limit-postponed', gate: { id: 'g2', resumeAt: second(9) } } },
    ]);
    expect(event && react(event, openOf(play(auto, start())))).toEqual([]);
    const approved = play(auto, start(planFirst), report(1, planned), { type: 'approve' });
    expect(effects(approved).slice(-3)).toEqual(['tell gate-decided', 'run 2', 'tell attempt-started']);
  });

  it('cancels what is stopped', () => {
    const story = play(auto, start(), { type: 'stop', confirm: 1 });
    expect(effects(story).slice(-2)).toEqual(['cancel 1 operator', 'tell stopping']);
  });

  it('takes up what was found', () => {
    const found: BareCommand = {
      type: 'restore',
      attempts: [{ epoch: 1, task: 1, conversation: 'c', orderedAt: second(0) }],
    };
    expect(effects(play(required, start(), found)).slice(-3)).toEqual([
      'run 1',
      'tell attempt-adopted',
      'tell session-paused',
    ]);
  });

  it('does nothing about an event of no session', () => {
    expect(react({ type: 'session-paused', by: ann, at: second(1) }, idle)).toEqual([]);
    const closed = { type: 'session-closed', how: 'stopped', at: second(1) } as const;
    expect(react(closed, openOf(play(required, start()))).map((effect) => effect.type)).toEqual(['notify']);
  });
});

describe('events that do not fit', () => {
  const open = openOf(play(auto, start()));
  const waiting = openOf(play(required, start()));
  const ended = { type: 'attempt-ended', epoch: 7, task: 1, outcome: failed, at: open.lastActivity } as const;
  const stopping = {
    type: 'stopping-begun',
    epoch: 7,
    cause: 'operator',
    closes: true,
    at: open.lastActivity,
  } as const;

  it('leave the state as it is: also what is asked, withdrawn or put off', () => {
    const at = open.lastActivity;
    const asked = askOf(play(auto, start(), ask()));
    const events: readonly SessionEvent[] = [
      { type: 'asks-withdrawn', gates: ['g9'], at },
      { type: 'limit-postponed', gate: 'g9', resumeAt: at, at },
      { type: 'answer-used', call: 'toolu_9', usedBy: 'hook', at },
    ];
    const atLimit = openOf(play(auto, start(), report(1, limited)));
    for (const session of [open, waiting, atLimit].map((each) => ({ ...each, lastActivity: at }))) {
      for (const event of events) expect(evolve(session, event)).toEqual(session);
    }
    const untouched = { ...waiting, lastActivity: at };
    expect(evolve(untouched, { type: 'gate-opened', gate: asked, at })).toEqual(untouched);
    expect(evolve(untouched, { ...events[1], gate: gateOf(play(required, start())).id } as never)).toEqual(
      untouched,
    );
  });

  it('leave the state as it is', () => {
    for (const session of [open, waiting].map((each) => ({ ...each, lastActivity: ended.at }))) {
      expect(evolve(session, ended)).toEqual(session);
      expect(evolve(session, stopping)).toEqual(session);
    }
    expect(evolve(idle, ended)).toBe(idle);
    const started = play(auto, start()).events[0];
    expect(started && evolve(open, started)).toBe(open);
  });
});
