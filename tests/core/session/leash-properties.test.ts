import { describe, it } from '@jest/globals';
import { evolve, spent, type Leash, type Session } from '../../../src/core/session/index.ts';
import type { Taken } from '../../helpers/session-stories.ts';
import { always } from './always.ts';

/** Each task that began by a leash, with the leash and the state it began in. */
function freed({
  before,
  events,
}: Taken): readonly { readonly leash: Leash | undefined; readonly session: Session }[] {
  let session = before;
  return events.flatMap((event) => {
    const then = session;
    session = evolve(session, event);
    if (event.type !== 'attempt-ordered' || event.by !== 'leash') return [];
    return [{ leash: then.state === 'open' ? then.leash : undefined, session: then }];
  });
}

describe('a leash', () => {
  it('never frees a task after its time or over its cost', () => {
    always((taken) =>
      freed(taken).every(({ leash, session }) => {
        if (!leash || session.state === 'idle') return false;
        const inTime = leash.until === undefined || taken.command.at < leash.until;
        return (
          inTime && (leash.belowUsd === undefined || spent(session) - leash.grantedAtUsd < leash.belowUsd)
        );
      }),
    );
  });

  it('never frees more tasks than it was given for', () => {
    always((taken, _, all) => {
      const granted = taken.events.find((event) => event.type === 'leash-granted');
      if (granted?.type !== 'leash-granted' || granted.leash.tasks === 'all') return true;
      const later = all.slice(all.indexOf(taken) + 1);
      const end = later.findIndex(({ events }) => events.some(({ type }) => type === 'leash-granted'));
      const by = later.slice(0, end === -1 ? undefined : end).flatMap(freed);
      return by.length <= granted.leash.tasks;
    });
  });

  it('is given by an approval at a start gate alone', () => {
    always((taken) => {
      if (!taken.events.some(({ type }) => type === 'leash-granted')) return true;
      const { before, command } = taken;
      const gate = before.state === 'open' && before.phase.name === 'waiting' ? before.phase.gate : undefined;
      return command.type === 'approve' && gate?.kind === 'start';
    });
  });

  it('is gone after a skip, an undo, a reload and the word of an operator', () => {
    always(({ after, events }) => {
      const ends = ['task-skipped', 'undo-begun', 'list-reloaded', 'leash-taken-in'];
      return (
        !events.some(({ type }) => ends.includes(type)) || after.state !== 'open' || after.leash === undefined
      );
    });
  });

  it('is not there when another rule frees a task', () => {
    always(({ after, events }) => {
      const by = events.findLast((event) => event.type === 'attempt-ordered')?.by;
      const isOther = by !== undefined && !['decision', 'hold-over', 'leash'].includes(by);
      return !isOther || (after.state === 'open' && !after.leash);
    });
  });
});
