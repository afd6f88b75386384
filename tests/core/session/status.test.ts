import { describe, expect, it } from '@jest/globals';
import { currentPosition, idle, openGates, statusOf, willAsk } from '../../../src/core/session/index.ts';
import { allow, ask, deferred, planFirst, planned } from '../../helpers/session-asks.ts';
import {
  limited,
  listed,
  openOf,
  play,
  report,
  required,
  start,
  undo,
  type BareCommand,
} from '../../helpers/session-play.ts';

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
    ['waiting_approval', 1, [start(), { type: 'approve' }, ask()]],
    ['running', 1, [start(), { type: 'approve' }, ask(), allow()]],
    ['waiting_approval', 1, [start(), { type: 'approve' }, ask(), report(1, deferred())]],
    ['waiting_approval', 1, [start(planFirst), { type: 'approve' }, report(1, planned)]],
    ['paused', 1, [start(), { type: 'approve' }, ask(), { type: 'pause' }]],
    ['paused', 1, [start(), { type: 'approve' }, ask(), { type: 'pause' }, report(1, deferred())]],
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
    expect(openGates(idle)).toEqual([]);
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
