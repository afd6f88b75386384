import { describe, it } from '@jest/globals';
import {
  decide,
  hasBegun,
  isSettled,
  waitingGate,
  type OpenSession,
  type Session,
} from '../../../src/core/session/index.ts';
import { stamped, undo } from '../../helpers/session-play.ts';
import { always, deepEqual, orders } from './always.ts';

const opened = (session: Session): OpenSession => {
  if (session.state !== 'open') throw new Error('it is not open');
  return session;
};

describe('an edited list', () => {
  it('changes by a reload alone', () => {
    always(({ before, after, command, events }) => {
      if (before.state !== 'open' || after.state === 'idle') return true;
      const names = (session: OpenSession | Exclude<Session, { state: 'idle' }>): string =>
        session.tasks.map(({ number, digest }) => `${number} ${digest}`).join();
      const isReloaded = events.some(({ type }) => type === 'list-reloaded');
      return isReloaded
        ? command.type === 'reload' && after.list === before.list + 1
        : after.list === before.list && names(after) === names(before);
    });
  });

  it('leaves what has begun as it was, in front, and everything else is as the file says', () => {
    always(({ before, after, events }) => {
      const reloaded = events.find((event) => event.type === 'list-reloaded');
      if (reloaded?.type !== 'list-reloaded' || before.state !== 'open') return true;
      const { tasks } = opened(after);
      const begun = before.tasks.filter(hasBegun);
      const numbers = begun.map(({ number }) => number);
      const rest = reloaded.tasks.filter(({ number }) => !numbers.includes(number));
      return (
        deepEqual(tasks.slice(0, begun.length), begun) &&
        deepEqual(
          tasks.slice(begun.length).map(({ number, digest }) => [number, digest]),
          rest.map(({ number, digest }) => [number, digest]),
        )
      );
    });
  });

  it('opens a gate that shows it before anything of it runs', () => {
    always((taken) => {
      if (!taken.events.some(({ type }) => type === 'list-reloaded')) return true;
      const gate = waitingGate(taken.after);
      const next = opened(taken.after).tasks.find((task) => !isSettled(task));
      const isNext = gate?.kind === 'closing' ? next === undefined : gate?.task === next?.number;
      return orders(taken).length === 0 && isNext && opened(taken.after).edited === undefined;
    });
  });

  it('is noticed once', () => {
    always(({ after, command, refused }, gates) => {
      if (command.type !== 'edited' || refused) return true;
      return !decide({ ...command, at: stamped(undo, 99).at }, after, gates).ok;
    });
  });
});
