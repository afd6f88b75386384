import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { passageTo, type GateRules } from '../../../src/core/gate/index.ts';
import {
  currentPosition,
  decide,
  evolve,
  idle,
  isSettled,
  openGates,
  react,
  statusOf,
  waitingGate,
  willAsk,
  type Session,
  type SessionCommand,
} from '../../../src/core/session/index.ts';
import { approve, completed, listed, skip, stamped, type BareCommand } from '../../helpers/session-play.ts';
import { epochOf } from '../../helpers/session-step.ts';
import { history, stories, types, type Taken } from '../../helpers/session-stories.ts';
import { always, orders, shownIn, type Order } from './always.ts';

const isDecision = (command: SessionCommand): command is Extract<SessionCommand, { type: Decided }> =>
  [
    ...['approve', 'skip', 'retry', 'undo', 'redo', 'reload'],
    ...['allow', 'deny', 'answer', 'wait'],
  ].includes(command.type);
type Decided =
  'approve' | 'skip' | 'retry' | 'undo' | 'redo' | 'reload' | 'allow' | 'deny' | 'answer' | 'wait';

const busy = (session: Session): boolean =>
  session.state === 'open' && (session.phase.name === 'running' || session.phase.name === 'stopping');

const wasDecided = ({ command, before }: Taken, { attempt }: Order): boolean => {
  const isWay = ['approve', 'retry', 'allow', 'deny', 'answer'].includes(command.type);
  return (isWay && waitingGate(before) !== undefined) || wasAnswered(before, attempt);
};

/** The call that it ended in had its answer by then. */
const wasAnswered = (before: Session, { answers }: Order['attempt']): boolean =>
  before.state === 'open' &&
  before.answered.some(({ gate, usedBy }) => gate === answers && usedBy === undefined);

const wasDue = ({ command, before }: Taken): boolean => {
  const gate = waitingGate(before);
  const isLimit = command.type === 'elapsed' && gate?.kind === 'limit';
  return isLimit && gate.resumeAt !== undefined && gate.resumeAt <= command.at;
};

function isFreed({ before, after }: Taken, { by, attempt }: Order, gates: GateRules): boolean {
  if (by === 'mode') return gates.mode === 'auto';
  if (by === 'leash') return before.state === 'open' && before.leash !== undefined;
  const task = after.state === 'idle' ? undefined : after.tasks.find((t) => t.number === attempt.task);
  const isFree = task?.requiresApproval === false || gates.autoApprove.includes(task?.type ?? '');
  return isFree && gates.mode !== 'manual';
}

describe('whatever is asked, in whatever order', () => {
  it('no attempt starts without a decision at its gate or a rule that frees its task', () => {
    always((taken, gates) =>
      orders(taken).every((event) => {
        if (event.by === 'decision') return wasDecided(taken, event);
        return event.by === 'hold-over' ? wasDue(taken) : isFreed(taken, event, gates);
      }),
    );
  });

  it('there are never two attempts', () => {
    always(
      (taken) =>
        orders(taken).length <= 1 &&
        !(orders(taken).length > 0 && busy(taken.before) && taken.command.type !== 'report'),
    );
  });

  it('nothing starts while paused', () => {
    always(
      (taken) =>
        orders(taken).length === 0 ||
        taken.command.type === 'resume' ||
        !(taken.before.state === 'open' && taken.before.pausedAt !== undefined),
    );
  });

  it('epochs rise by one', () => {
    always((taken) =>
      orders(taken).every(
        (event) => event.attempt.epoch === (taken.before.state === 'open' ? epochOf(taken.before) : 0) + 1,
      ),
    );
  });

  it('an attempt is for the first task that is not settled, or for the one gone back to', () => {
    always((taken) =>
      orders(taken).every((event) => {
        if (taken.after.state !== 'open') return false;
        const first = taken.after.tasks.find((task) => !isSettled(task));
        return first?.number === event.attempt.task;
      }),
    );
  });

  it('what is refused changes nothing', () => {
    always((taken) => !taken.refused || taken.before === taken.after);
  });

  it('only a decision for the present gate counts', () => {
    always((taken) => {
      const { command } = taken;
      if (!isDecision(command)) return true;
      const isOpen = openGates(taken.before).some(({ id }) => id === command.gate);
      return command.gate === undefined || isOpen || taken.refused;
    });
  });

  it('a decided gate is closed for good', () => {
    always((taken, _, all) => {
      const decided = taken.events.find((event) => event.type === 'gate-decided');
      const later = all.slice(all.indexOf(taken));
      return (
        decided?.type !== 'gate-decided' ||
        later.every(({ after }) => openGates(after).every(({ id }) => id !== decided.gate))
      );
    });
  });

  it('approve never passes a failure, a limit or a request', () => {
    always((taken) => {
      const kinds = openGates(taken.before).map(({ kind }) => kind);
      const isPassed = kinds.some((kind) => kind === 'failure' || kind === 'limit' || kind === 'ask');
      return taken.command.type !== 'approve' || taken.refused || !isPassed;
    });
  });

  it('no leash outlives a gate, but a limit or a request', () => {
    always(({ after }) => {
      if (after.state !== 'open' || after.phase.name !== 'waiting') return true;
      const { kind } = after.phase.gate;
      return after.leash === undefined || kind === 'limit' || kind === 'ask';
    });
  });

  it('completed means that every task is settled', () => {
    always(
      ({ after }) => after.state !== 'closed' || after.how !== 'completed' || after.tasks.every(isSettled),
    );
  });

  it('a checkpoint task that had an attempt never ends the session unseen', () => {
    always((taken, gates) => {
      const { after, before } = taken;
      if (after.state !== 'closed' || after.how !== 'completed' || before.state !== 'open') return true;
      const last = after.tasks.at(-1);
      const checkpoint = last?.epoch !== undefined && gates.checkpointAfter.includes(last.type ?? '');
      return !checkpoint || (before.phase.name === 'waiting' && before.phase.gate.kind === 'closing');
    });
  });

  it('only the attempt that was named is ended', () => {
    always((taken) => {
      const { command } = taken;
      if (command.type !== 'stop' || typeof command.confirm !== 'number' || taken.refused) return true;
      return taken.events.every(
        (event) => event.type !== 'stopping-begun' || event.epoch === command.confirm,
      );
    });
  });

  it('every state can be stopped, and every open session can be brought to its end', () => {
    always(({ after }, gates) => {
      let session = after;
      for (let n = 0; n < 100 && session.state === 'open'; n += 1) {
        const command = { ...towardsTheEnd(session), seen: { tree: shownIn(session) } };
        const decision = decide(stamped(command, 200 + n), session, gates);
        if (!decision.ok) return false;
        session = decision.events.reduce(evolve, session);
      }
      const stop = decide(stamped({ type: 'stop', confirm: true }, 300), after, gates);
      const stoppable = stop.ok || stop.rejection.code === 'already' || after.state !== 'open';
      return session.state !== 'open' && stoppable;
    });
  });

  it('a status, a position and a preview can be told at any time', () => {
    always(({ after }, gates) => {
      if (after.state === 'idle') return statusOf(after) === undefined;
      const position = currentPosition(after);
      if (after.state === 'open' && willAsk(after, gates).size > after.tasks.length) return false;
      return statusOf(after) !== undefined && position >= 1 && position <= after.tasks.length;
    });
  });

  it('evolve and react are total: any event in any state gives a state and effects', () => {
    fc.assert(
      fc.property(stories, stories, ([gatesA, tasksA, a, treeA], [gatesB, tasksB, b, treeB]) => {
        const states = history(gatesA, tasksA, a, treeA).map((taken) => taken.after);
        const events = history(gatesB, [...tasksB, listed(9)], b, treeB).flatMap((taken) => taken.events);
        return [idle, ...states].every((state) =>
          events.every((event) => Array.isArray(react(event, evolve(state, event)))),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('the policy never frees what it asks about before begin in manual mode', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.constantFrom(...types), (explicit, type) => {
        const passage = passageTo(
          {
            type,
            requiresApproval: explicit,
            blocked: false,
            first: true,
            repeated: false,
            rework: false,
            previousType: undefined,
            leashed: false,
            overBudget: false,
          },
          { mode: 'manual', checkpointAfter: [], autoApprove: types },
        );
        return passage.gate;
      }),
    );
  });
});

function towardsTheEnd(session: Session): BareCommand {
  if (session.state !== 'open') throw new Error('it has ended');
  if (session.pausedAt !== undefined) return { type: 'resume' };
  const { phase } = session;
  if (phase.name === 'undoing') return { type: 'restored', session: 'S' };
  if (phase.name !== 'waiting')
    return { type: 'report', session: 'S', epoch: session.lastEpoch, outcome: completed };
  return ['start', 'closing', 'doubt', 'plan'].includes(phase.gate.kind) ? approve : skip;
}
