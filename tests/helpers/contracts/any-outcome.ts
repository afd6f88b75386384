import fc from 'fast-check';
import type {
  Answers,
  AskedCall,
  FailureKind,
  Outcome,
  OutcomeFacts,
  Patience,
  UsageWarning,
} from '../../../src/core/attempt/index.ts';

export const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });

/** One value for each member of a union of texts: a new member does not compile until it is here. */
export const oneOf = <T extends string>(all: Readonly<Record<T, true>>): fc.Arbitrary<T> =>
  fc.constantFrom(...(Object.keys(all) as T[]));

export const texts = fc.string({ unit: 'binary' });
export const amounts = fc.double({ min: 0, max: 1e6, noNaN: true });
export const instants = fc.constantFrom('2026-11-21T09:05:00.000Z', '2026-11-21T12:00:00.000Z');

export const askedCalls: fc.Arbitrary<AskedCall> = fc.record({
  id: fc.constantFrom('toolu_1', 'toolu_2', 'toolu_3'),
  kind: fc.constantFrom('permission', 'question'),
  tool: fc.constantFrom('Bash', 'Edit', 'AskUserQuestion'),
  digest: fc.constantFrom('c1', 'c2'),
  detail: texts,
  why: texts,
  folder: maybe(fc.constant('/project/sub')),
  cover: maybe(fc.constant('cover')),
});

/** What the agent asks is any text, also one that a key of a record could be taken for. */
const questions = fc.oneof(texts, fc.constantFrom('__proto__', 'Which dataBase?', 'which_db', '1'));

export const answers: fc.Arbitrary<Answers> = fc.oneof(
  fc.record({ words: texts }),
  fc
    .array(fc.tuple(questions, texts), { maxLength: 3 })
    .map((said) => ({ byQuestion: Object.fromEntries(said) })),
);

export const warnings: fc.Arbitrary<UsageWarning> = fc.record({
  limit: fc.constantFrom('five_hour', 'seven_day'),
  utilization: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
  resetsAt: maybe(instants),
});

export const patience: fc.Arbitrary<Patience> = fc.record({
  cause: fc.constantFrom('usage', 'trouble'),
  since: instants,
  tries: fc.nat(),
});

const facts: { readonly [K in keyof Required<OutcomeFacts>]: fc.Arbitrary<OutcomeFacts[K]> } = {
  sentence: texts,
  costUsd: maybe(amounts),
  turns: maybe(fc.nat()),
  durationMs: maybe(fc.nat()),
  waitedMs: maybe(fc.nat()),
  resumable: fc.boolean(),
  evidence: fc.constantFrom(undefined, 'e1'),
  warning: maybe(warnings),
};

const failures = oneOf<FailureKind>({
  ...{ api: true, authentication: true, 'max-turns': true, budget: true, 'refused-tools': true },
  ...{ crashed: true, empty: true, verification: true, 'conversation-missing': true },
  ...{ superseded: true, 'not-started': true },
});

const byKind: { readonly [K in Outcome['kind']]: fc.Arbitrary<Extract<Outcome, { kind: K }>> } = {
  completed: fc.record({
    ...facts,
    kind: fc.constant('completed'),
    asks: fc.boolean(),
    unchanged: maybe(fc.boolean()),
  }),
  failed: fc.record({
    ...facts,
    kind: fc.constant('failed'),
    failure: failures,
    budget: maybe(fc.record({ of: fc.constantFrom('attempt', 'task', 'session', 'day'), limitUsd: amounts })),
  }),
  'timed-out': fc.record({ ...facts, kind: fc.constant('timed-out') }),
  silent: fc.record({ ...facts, kind: fc.constant('silent') }),
  lost: fc.record({ ...facts, kind: fc.constant('lost') }),
  stopped: fc.record({ ...facts, kind: fc.constant('stopped') }),
  limited: fc.record({
    ...facts,
    kind: fc.constant('limited'),
    resetsAt: maybe(instants),
    resumeAt: maybe(instants),
  }),
  unreachable: fc.record({ ...facts, kind: fc.constant('unreachable'), resumeAt: maybe(instants) }),
  deferred: fc.record({ ...facts, kind: fc.constant('deferred'), call: askedCalls }),
  planned: fc.record({ ...facts, kind: fc.constant('planned') }),
};

/** How an attempt may end, each kind as often as the others. */
export const outcomes: fc.Arbitrary<Outcome> = fc.oneof(...Object.values(byKind));
