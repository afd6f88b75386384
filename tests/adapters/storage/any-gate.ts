import fc from 'fast-check';
import type { Attempt } from '../../../src/core/attempt/index.ts';
import type {
  AskGate,
  BudgetReached,
  Gate,
  GateDecision,
  GateKind,
  LimitGate,
  Renewal,
  StartWhy,
} from '../../../src/core/gate/index.ts';
import {
  amounts,
  askedCalls,
  instants,
  maybe,
  oneOf,
  patience,
  texts,
  warnings,
} from '../../helpers/contracts/any-outcome.ts';

/** Of tasks, among others. */
export const numbers = fc.constantFrom(1, 2, 3);

export const decisions = oneOf<GateDecision>({
  ...{ approve: true, skip: true, retry: true, undo: true, redo: true, reload: true },
  ...{ stop: true, allow: true, deny: true, answer: true, wait: true },
});

export const gateKinds = oneOf<GateKind>({
  ...{ start: true, closing: true, doubt: true, failure: true, plan: true, limit: true, ask: true },
});

export const moved = { paths: fc.array(texts, { maxLength: 2 }), total: fc.nat() };

const renewals: fc.Arbitrary<Renewal> = fc.oneof(
  fc.record({ why: fc.constant('moved' as const), ...moved, head: fc.boolean() }),
  fc.record({ why: fc.constant('not-restored' as const), sentence: texts }),
);

const facts = {
  id: texts,
  openedAt: instants,
  digest: texts,
  tree: maybe(texts),
  evidence: maybe(texts),
  renewed: maybe(renewals),
  leashEnded: maybe(fc.constantFrom('time' as const, 'cost' as const)),
  warning: maybe(warnings),
  task: numbers,
};

const whys = oneOf<StartWhy>({
  ...{ begin: true, rework: true, undone: true, reloaded: true, blocked: true },
  ...{ budget: true, checkpoint: true, explicit: true, manual: true, required: true },
});

const attempted = { ...facts, epoch: numbers };

export const limitGates: fc.Arbitrary<LimitGate> = fc
  .tuple(fc.record(attempted), patience, maybe(instants))
  .map(([gate, hold, resumeAt]) => ({ ...gate, ...hold, resumeAt, kind: 'limit' }));

export const askGates: fc.Arbitrary<AskGate> = fc.record({
  ...attempted,
  kind: fc.constant('ask'),
  call: askedCalls,
  live: maybe(fc.constant(true as const)),
});

const budgets: fc.Arbitrary<BudgetReached> = fc.record({
  of: fc.constantFrom('session', 'day'),
  limitUsd: amounts,
  spentUsd: amounts,
});

const byKind: Readonly<Record<GateKind, fc.Arbitrary<Gate>>> = {
  start: fc.record({ ...facts, kind: fc.constant('start'), why: whys, budget: maybe(budgets) }),
  closing: fc.record({
    ...facts,
    kind: fc.constant('closing'),
    why: fc.constantFrom('checkpoint', 'rework', 'reloaded'),
  }),
  doubt: fc.record({ ...attempted, kind: fc.constant('doubt') }),
  failure: fc.record({ ...attempted, kind: fc.constant('failure') }),
  plan: fc.record({ ...attempted, kind: fc.constant('plan') }),
  limit: limitGates,
  ask: askGates,
};

export const gates: fc.Arbitrary<Gate> = fc.oneof(...Object.values(byKind));

export const attempts: fc.Arbitrary<Attempt> = fc.record({
  epoch: numbers,
  task: numbers,
  conversation: texts,
  continues: maybe(numbers),
  previous: maybe(numbers),
  tree: maybe(texts),
  words: maybe(texts),
  mode: maybe(fc.constant('plan' as const)),
  answers: maybe(texts),
  patience: maybe(patience),
  orderedAt: instants,
});
