import { describe, it } from '@jest/globals';
import {
  decide,
  evolve,
  openGates,
  type Session,
  type SessionCommand,
} from '../../../src/core/session/index.ts';
import { call as asCall, deferred, limitedUntil } from '../../helpers/session-asks.ts';
import { completed, second, stamped } from '../../helpers/session-play.ts';
import { always, asked, deepEqual } from './always.ts';

const busy = (session: Session): boolean =>
  session.state === 'open' && (session.phase.name === 'running' || session.phase.name === 'stopping');

describe('whatever is asked, in whatever order', () => {
  it('pause and then resume is the identity', () => {
    always(({ after }, gates) => {
      if (after.state !== 'open' || after.pausedAt !== undefined) return true;
      const back = asked(gates, after, { type: 'pause' }, { type: 'resume' });
      return deepEqual({ ...back, lastActivity: '' }, { ...after, lastActivity: '', pausedAt: undefined });
    });
  });

  it('a report under a pause and then resume is the report without the pause', () => {
    always(({ after }, gates) => {
      if (after.state !== 'open' || !busy(after) || after.pausedAt !== undefined) return true;
      const last = openGates(after).at(-1);
      const call = last?.kind === 'ask' ? last.call : asCall();
      const outcome = [completed, deferred(call), limitedUntil(second(1))][after.lastEpoch % 3] ?? completed;
      const told = stamped({ type: 'report', session: 'S', epoch: after.lastEpoch, outcome }, 102);
      const run = (commands: readonly SessionCommand[]): Session =>
        commands.reduce<Session>((session, command) => {
          const decision = decide(command, session, gates);
          return decision.ok ? decision.events.reduce(evolve, session) : session;
        }, after);
      const paused = run([stamped({ type: 'pause' }, 101), told, { ...stamped({ type: 'resume' }, 102) }]);
      const plain = run([told]);
      return deepEqual({ ...plain, pausedAt: 0 }, { ...paused, pausedAt: 0 });
    });
  });

  it('what is heard of an undo under a pause and then resume is the same without the pause', () => {
    always(({ after }, gates) => {
      if (after.state !== 'open' || after.phase.name !== 'undoing' || after.pausedAt !== undefined)
        return true;
      const told = stamped({ type: 'restored', session: 'S' }, 102);
      const run = (...commands: readonly SessionCommand[]): Session =>
        commands.reduce<Session>((session, command) => {
          const decision = decide(command, session, gates);
          return decision.ok ? decision.events.reduce(evolve, session) : session;
        }, after);
      const paused = run(stamped({ type: 'pause' }, 101), told, stamped({ type: 'resume' }, 102));
      return deepEqual({ ...run(told), pausedAt: 0 }, { ...paused, pausedAt: 0 });
    });
  });
});
