import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  allowedAt,
  decide,
  hasBegun,
  spent,
  waitingGate,
  type OpenSession,
  type Session,
  type SessionEvent,
} from '../../../src/core/session/index.ts';
import { allow, answer, deny } from '../../helpers/session-asks.ts';
import { approve, redo, restored, retry, skip, stamped, undo } from '../../helpers/session-play.ts';
import { history, stories, type Taken } from '../../helpers/session-stories.ts';
import { always, asked, deepEqual, orders, shownIn } from './always.ts';

type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;

const find = <T extends SessionEvent['type']>({ events }: Taken, type: T): EventOf<T> | undefined =>
  events.find((event): event is EventOf<T> => event.type === type);

const opened = (session: Session): OpenSession => {
  if (session.state !== 'open') throw new Error('it is not open');
  return session;
};

/** What stays of a gate when it opens again. */
const subject = (session: Session) => ({
  ...waitingGate(session),
  ...{ id: '', openedAt: '', renewed: undefined, tree: undefined, leashEnded: undefined, warning: undefined },
});

describe('whatever is asked, in whatever order', () => {
  it('all of what follows comes up', () => {
    const seen = new Map<string, number>();
    const count = (name: string): void => void seen.set(name, (seen.get(name) ?? 0) + 1);
    always((taken) => {
      for (const event of taken.events) count(event.type);
      const shown = shownIn(taken.before);
      if (taken.refused && shown !== undefined && shown !== taken.command.fresh.tree)
        count('refused over a moved tree');
      if (taken.command.type === 'renew' && !taken.refused) count('renewed');
      if (taken.after.state === 'open' && taken.after.redo.length > 1) count('undone twice');
      return true;
    }, 1_000);
    const names = [
      ...['task-undone', 'task-redone', 'undone twice', 'refused over a moved tree', 'renewed'],
      ...['list-edited', 'list-reloaded', 'leash-granted', 'leash-taken-in', 'task-committed'],
    ];
    expect(names.filter((name) => !seen.has(name))).toEqual([]);
  });

  it('an undo ends at a gate before the pending task, and nothing after it is begun', () => {
    always((taken) => {
      const undone = find(taken, 'task-undone');
      if (!undone) return true;
      const after = opened(taken.after);
      const gate = waitingGate(after);
      const from = after.tasks.findIndex(({ number }) => number === undone.task);
      const isAsked = gate?.kind === 'start' && gate.why === 'undone' && gate.task === undone.task;
      return isAsked && after.tasks.slice(from).every((task) => task.status === 'pending' && !hasBegun(task));
    });
  });

  it('an undo is of the newest task that had an attempt, and leaves those before it as they were', () => {
    always((taken) => {
      const begun = find(taken, 'undo-begun');
      const before = taken.before;
      if (begun?.undoing.way !== 'undo' || before.state !== 'open') return true;
      const { gate, task } = begun.undoing;
      const position = (number: number): number => before.tasks.findIndex((each) => each.number === number);
      const between = before.tasks.slice(position(task) + 1, position(gate.task));
      const after = asked({ mode: 'auto', checkpointAfter: [], autoApprove: [] }, taken.after, restored());
      const kept = before.tasks.slice(0, position(task));
      return (
        between.every(({ epoch }) => epoch === undefined) &&
        before.tasks[position(task)]?.epoch !== undefined &&
        deepEqual(opened(after).tasks.slice(0, kept.length), kept)
      );
    });
  });

  it('an undo and then a redo is the identity, but for what a gate is new in', () => {
    always(({ after }, gates) => {
      const gate = waitingGate(after);
      if (after.state !== 'open' || !gate || after.pausedAt !== undefined) return true;
      if (!allowedAt(after, gate).includes('undo')) return true;
      const seen = { tree: gate.tree };
      const steps = [undo, restored(), redo, restored()].map((command) => ({ ...command, seen }));
      const back = asked(gates, after, ...steps);
      // (What was said to its calls is asked anew.)
      const forgotten = { answered: 0, grants: 0 };
      const neglected = { ...forgotten, phase: 0, decided: 0, lastActivity: 0, leash: undefined };
      return (
        deepEqual({ ...back, ...neglected }, { ...after, ...neglected }) &&
        deepEqual(subject(back), subject(after))
      );
    });
  });

  it('a session can be undone to its first task, and redone to where it was', () => {
    always(({ after }, gates) => {
      const gate = waitingGate(after);
      if (after.state !== 'open' || gate?.tree === undefined || after.pausedAt !== undefined) return true;
      const seen = { tree: gate.tree };
      const again = (session: Session, way: typeof undo): Session =>
        asked(gates, session, { ...way, seen }, { ...restored(), seen });
      let session: Session = after;
      let undos = 0;
      for (; isAllowed(session, 'undo'); undos += 1) session = again(session, undo);
      const first = opened(session).tasks;
      for (; undos > 0; undos -= 1) session = again(session, redo);
      return first.every(({ epoch }) => epoch === undefined) && deepEqual(opened(session).tasks, after.tasks);
    }, 200);
  });

  it('nothing is undone without a repository, nor over what somebody else changed but by force', () => {
    always((taken) => {
      const begun = find(taken, 'undo-begun');
      const { command } = taken;
      if (!begun || (command.type !== 'undo' && command.type !== 'redo')) return begun === undefined;
      const isFree =
        command.check.kind === 'ready' || (command.check.kind === 'moved' && command.force === true);
      return begun.undoing.gate.tree !== undefined && isFree;
    });
  });

  it('nothing begins while the working tree is brought back', () => {
    always(
      (taken) =>
        taken.before.state !== 'open' || taken.before.phase.name !== 'undoing' || orders(taken).length === 0,
    );
  });

  it('what could not be restored leaves everything as it was, at the same gate', () => {
    always((taken, _, all) => {
      const { before, command, after } = taken;
      if (command.type !== 'restored' || command.failure === undefined || taken.refused) return true;
      const decidedAt = all.findLast(
        (each, n) => n < all.indexOf(taken) && find(each, 'undo-begun') !== undefined,
      );
      return (
        deepEqual(opened(after).tasks, opened(before).tasks) &&
        deepEqual(opened(after).redo, opened(before).redo) &&
        decidedAt !== undefined &&
        deepEqual(subject(after), { ...subject(decidedAt.before), evidence: waitingGate(after)?.evidence })
      );
    });
  });

  it('only what was undone last can be redone: any other decision forgets it', () => {
    always((taken) => {
      const { after } = taken;
      if (after.state !== 'open') return true;
      const forgets = [
        'attempt-ordered',
        'attempt-adopted',
        'task-skipped',
        'list-reloaded',
        'task-accepted',
      ];
      const adopts = (event: SessionEvent): boolean =>
        event.type !== 'attempt-adopted' || after.tasks.some(({ number }) => number === event.attempt.task);
      const isForgotten = taken.events.some((event) => forgets.includes(event.type) && adopts(event));
      return !isForgotten || after.redo.length === 0;
    });
  });

  it('going back leaves a debt: no rule frees a task before the gate that was left is open again', () => {
    always((taken) => {
      const { before } = taken;
      if (before.state !== 'open' || !before.rework) return true;
      return orders(taken).every(({ by }) => by === 'decision' || by === 'hold-over');
    });
  });

  it('what was spent stays spent', () => {
    always(({ before, after, events }) => {
      if (before.state !== 'open' || after.state === 'idle') return true;
      if (events.some(({ type }) => type === 'list-reloaded')) return true;
      return spent(after) >= spent(before);
    });
  });
});

const isAllowed = (session: Session, decision: 'undo' | 'redo'): boolean => {
  const gate = waitingGate(session);
  return session.state === 'open' && gate !== undefined && allowedAt(session, gate).includes(decision);
};

describe('a working tree that somebody else touched', () => {
  it('is not decided about: not even one that cannot be told any more', () => {
    fc.assert(
      fc.property(stories, fc.constantFrom('h:else', 'x:0', undefined), ([gates, tasks, turns, tree], now) =>
        history(gates, tasks, turns, tree).every(({ after }) => {
          if (shownIn(after) === undefined || shownIn(after) === now) return true;
          const commands = [approve, skip, retry, allow(), deny(), answer()];
          return commands.every(
            (command) => !decide(stamped({ ...command, seen: { tree: now } }, 90), after, gates).ok,
          );
        }),
      ),
      { numRuns: 300 },
    );
  });

  it('opens the gate anew about the same, and that one can be decided', () => {
    always(({ after }, gates) => {
      const gate = waitingGate(after);
      if (after.state !== 'open' || gate?.tree === undefined) return true;
      const renew = { type: 'renew', session: 'S', gate: gate.id, seen: { tree: 'h:else' } } as const;
      const renewed = asked(gates, after, renew);
      const unpaused = asked(gates, renewed, { type: 'resume' });
      const decided = asked(gates, unpaused, { type: 'skip', seen: { tree: 'h:else' } });
      const approved = asked(gates, unpaused, { type: 'approve', seen: { tree: 'h:else' } });
      return (
        deepEqual({ ...subject(renewed), resumeAt: 0 }, { ...subject(after), resumeAt: 0 }) &&
        deepEqual(opened(renewed).tasks, after.tasks) &&
        waitingGate(renewed)?.id !== gate.id &&
        shownIn(renewed) === 'h:else' &&
        (decided !== unpaused || approved !== unpaused)
      );
    });
  });
});
