import { describe, expect, it } from '@jest/globals';
import { currentPosition, evolve, idle, react, statusOf, willAsk } from '../../../src/core/session/index.ts';
import {
  ann,
  asking,
  auto,
  edited,
  failed,
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
  undo,
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

describe('the status', () => {
  const inGit = [start(), { type: 'approve' } as const, report(1)].map((command) => ({
    ...command,
    seen: { tree: 'h:t' },
  }));
  const rows: readonly (readonly [string | undefined, number | undefined, readonly BareCommand[]])[] = [
    ['waiting_approval', 1, [start()]],
    ['running', 1, [start(), { type: 'approve' }]],
    ['paused', 1, [start(), { type: 'pause' }]],
    ['stopping', 1, [start(), { type: 'approve' }, { type: 'stop', confirm: 1 }]],
    ['limited', 1, [start(), { type: 'approve' }, report(1, limited)]],
    ['waiting_approval', 2, [start(), { type: 'approve' }, report(1)]],
    ['stopped', 3, [start(), { type: 'stop' }]],
    ['completed', 1, [start([listed(1)]), { type: 'approve' }, report(1)]],
    ['running', 1, [...inGit, { ...undo, seen: { tree: 'h:t' } }]],
    ['paused', 2, [start(), { type: 'approve' }, { type: 'pause' }, report(1)]],
    ['paused', 1, [start([listed(1)]), { type: 'approve' }, { type: 'pause' }, report(1)]],
  ];
  it.each(rows)('%s at task %s', (status, position, commands) => {
    const { session } = play(required, ...commands);
    expect(statusOf(session)).toBe(status);
    expect(session.state !== 'idle' && currentPosition(session)).toBe(position);
  });

  it('is none without a session, and running between two events', () => {
    expect(statusOf(idle)).toBeUndefined();
    const between = { ...openOf(play(required, start())), phase: { name: 'between' } } as const;
    expect(statusOf(between)).toBe('running');
  });

  it('tells beforehand which tasks will ask', () => {
    const tasks = [
      listed(1, { type: 'testing' }),
      listed(2, { type: 'database' }),
      listed(3, { type: 'documentation' }),
      listed(4, { type: 'documentation' }),
    ];
    const session = openOf(play(required, start(tasks)));
    expect([...willAsk(session, required)]).toEqual([1, 2, 3]);
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
