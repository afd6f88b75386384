import fc from 'fast-check';
import type { StopCause } from '../../../src/core/attempt/index.ts';
import type {
  Actor,
  AnsweredCall,
  ClosedSession,
  OpenSession,
  Phase,
  TaskRecord,
  TaskStatus,
  Undone,
} from '../../../src/core/session/index.ts';
import {
  amounts,
  answers,
  instants,
  maybe,
  oneOf,
  outcomes,
  patience,
  texts,
  warnings,
} from '../../helpers/contracts/any-outcome.ts';
import { askGates, attempts, decisions, gates, numbers } from './any-gate.ts';

const constant = <const T>(value: T): fc.Arbitrary<T> => fc.constant(value);

export const actors: fc.Arbitrary<Actor> = fc.record({ channel: texts, name: texts, id: maybe(texts) });

export const causes = oneOf<StopCause>({ operator: true, timeout: true, silence: true, shutdown: true });

type PhaseOf<N extends Phase['name']> = Extract<Phase, { name: N }>;

const phases: { readonly [N in Phase['name']]: fc.Arbitrary<PhaseOf<N>> } = {
  waiting: fc.record({ name: constant('waiting'), gate: gates }),
  running: fc.record({
    name: constant('running'),
    attempt: attempts,
    asks: fc.array(askGates, { maxLength: 3 }),
    waits: fc.array(fc.record({ from: instants, to: maybe(instants) }), { maxLength: 2 }),
  }),
  stopping: fc.record({
    name: constant('stopping'),
    attempt: attempts,
    cause: causes,
    closes: fc.boolean(),
    waits: maybe(fc.array(fc.record({ from: instants, to: maybe(instants) }), { maxLength: 2 })),
  }),
  undoing: fc.record({
    name: constant('undoing'),
    way: fc.constantFrom('undo', 'redo'),
    task: numbers,
    gate: gates,
    keepAs: texts,
  }),
  between: fc.record({
    name: constant('between'),
    ended: maybe(
      fc.record({
        epoch: numbers,
        task: numbers,
        outcome: outcomes,
        ask: maybe(askGates),
        patience: maybe(patience),
      }),
    ),
  }),
};

const statuses = oneOf<TaskStatus>({
  ...{ pending: true, running: true, completed: true, failed: true },
  ...{ interrupted: true, skipped: true, blocked: true },
});

const recordOf = (number: number): fc.Arbitrary<TaskRecord> =>
  fc
    .record({
      number: constant(number),
      title: texts,
      type: maybe(texts),
      requiresApproval: maybe(fc.boolean()),
      planFirst: maybe(fc.boolean()),
      dependsOn: fc.subarray([1, 2, 3]),
      digest: texts,
      status: statuses,
      startedAt: maybe(instants),
      completedAt: maybe(instants),
      result: maybe(texts),
      attempted: maybe(fc.record({ epoch: numbers, firstEpoch: numbers, sinceEpoch: numbers })),
      evidence: maybe(texts),
      committed: maybe(texts),
      planned: maybe(fc.boolean()),
      conversation: maybe(fc.record({ id: texts, epoch: numbers })),
      costUsd: amounts,
      turns: fc.nat(),
      durationMs: fc.nat(),
      waitedMs: maybe(fc.nat()),
    })
    // Whoever had an attempt had a first one.
    .map(({ attempted, ...task }) => ({ ...task, ...attempted }));

const records = fc.tuple(recordOf(1), recordOf(2), recordOf(3));

const facts = {
  id: constant('20261121-093015'),
  file: texts,
  digest: texts,
  startedAt: instants,
  lastActivity: instants,
  tasks: records,
  list: numbers,
  lastEpoch: fc.nat(),
};

const calls: fc.Arbitrary<AnsweredCall> = fc.record({
  id: texts,
  digest: texts,
  folder: maybe(texts),
  gate: texts,
  task: numbers,
  answer: fc.oneof(
    fc.record({ kind: constant('allow'), instead: maybe(texts) }),
    fc.record({ kind: constant('deny'), reason: maybe(texts), by: maybe(constant('greenlight')) }),
    fc.record({ kind: constant('answer'), answers }),
  ),
  usedBy: maybe(texts),
});

const undones: fc.Arbitrary<Undone> = fc.record({
  task: numbers,
  gate: gates,
  tasks: records,
  rework: fc.boolean(),
  keptAs: texts,
});

export const openSessions: fc.Arbitrary<OpenSession> = fc.record({
  ...facts,
  state: constant('open'),
  phase: fc.oneof(...Object.values(phases)),
  pausedAt: maybe(instants),
  leash: maybe(
    fc.record({
      tasks: fc.oneof(numbers, constant('all')),
      until: maybe(instants),
      belowUsd: maybe(amounts),
      grantedAtUsd: amounts,
    }),
  ),
  rework: fc.boolean(),
  repeated: fc.boolean(),
  edited: maybe(texts),
  redo: fc.array(undones, { maxLength: 2 }),
  decided: fc.array(fc.record({ gate: texts, decision: decisions, by: actors, at: instants }), {
    maxLength: 2,
  }),
  answered: fc.array(calls, { maxLength: 3 }),
  grants: fc.array(fc.record({ task: numbers, cover: texts }), { maxLength: 2 }),
  warning: maybe(warnings),
});

export const closedSessions: fc.Arbitrary<ClosedSession> = fc.record({
  ...facts,
  state: constant('closed'),
  how: fc.constantFrom('completed', 'stopped'),
  closedAt: instants,
});
