import { describe, it } from '@jest/globals';
import type { Attempt } from '../../../src/core/attempt/index.ts';
import { budgetReached } from '../../../src/core/gate/index.ts';
import { evolve, spent, waitingGate } from '../../../src/core/session/index.ts';
import type { Taken } from '../../helpers/session-stories.ts';
import { always, deepEqual, eventsOf, opened, orders, upTo } from './always.ts';

describe('a plan', () => {
  it('is approved before its task is done', () => {
    always((taken, _, steps) =>
      orders(taken).every(({ attempt }) => {
        const task = opened(taken.after)?.tasks.find(({ number }) => number === attempt.task);
        if (task?.planFirst !== true || attempt.mode === 'plan') return true;
        return eventsOf('plan-approved', ...upTo(taken, steps)).some((event) => event.task === attempt.task);
      }),
    );
  });

  it('is asked for only where it is wanted, and not again once it is approved', () => {
    always((taken) =>
      orders(taken).every(({ attempt }) => {
        const task = opened(taken.after)?.tasks.find(({ number }) => number === attempt.task);
        return attempt.mode !== 'plan' || (task?.planFirst === true && task.planned !== true);
      }),
    );
  });
});

describe('a limit', () => {
  const patient = (taken: Taken): readonly Attempt[] =>
    orders(taken).flatMap(({ by, attempt }) => (by === 'hold-over' ? [attempt] : []));

  it('is passed in the same conversation, with one more try than its gate told', () => {
    always((taken) =>
      patient(taken).every(({ task, patience, continues }) => {
        const gate = waitingGate(taken.before);
        if (gate?.kind !== 'limit' || gate.task !== task) return false;
        const { cause, since, tries } = gate;
        const record = opened(taken.before)?.tasks.find(({ number }) => number === task);
        const isSame = continues === record?.conversation?.epoch;
        return isSame && deepEqual(patience, { cause, since, tries: tries + 1 });
      }),
    );
  });

  it('is the only thing that lets an attempt be patient', () => {
    always((taken) =>
      orders(taken).every(({ by, attempt }) => (by === 'hold-over') === (attempt.patience !== undefined)),
    );
  });
});

describe('a budget', () => {
  it('that is reached is passed by a person alone', () => {
    always((taken, gates) =>
      orders(taken).every(({ by, attempt }) => {
        if (by === 'decision' || by === 'hold-over') return true;
        const before = taken.events.slice(
          0,
          taken.events.findIndex(({ type }) => type === 'attempt-ordered'),
        );
        const session = opened(before.reduce(evolve, taken.before));
        const todayUsd = taken.command.fresh.todayUsd ?? 0;
        return (
          session !== undefined &&
          attempt.task > 0 &&
          budgetReached(gates, { sessionUsd: spent(session), todayUsd }) === undefined
        );
      }),
    );
  });
});
