import fc from 'fast-check';
import type { AnsweredRequest, AuditEntry, Reply } from '../../../src/app/project-state.ts';
import type { Rejection, SessionCommand, SessionStatus } from '../../../src/core/session/index.ts';
import { amounts, instants, maybe, oneOf, texts } from '../../helpers/contracts/any-outcome.ts';
import { decisions, gateKinds, moved, numbers } from './any-gate.ts';
import { actors } from './any-session.ts';

type RejectionOf<C extends Rejection['code']> = Omit<Extract<Rejection, { code: C }>, 'code'>;

/** What each has besides its code. */
const byCode: {
  readonly [C in Rejection['code']]: {
    readonly [K in keyof RejectionOf<C>]: fc.Arbitrary<RejectionOf<C>[K]>;
  };
} = {
  no_session: {},
  already_running: { session: texts, file: texts },
  nothing_waiting: {},
  stale_gate: {},
  stale_session: {},
  already_decided: { decision: decisions, by: actors, at: instants },
  not_allowed_here: { kind: gateKinds, allowed: fc.array(decisions) },
  tree_moved: { ...moved, head: fc.boolean() },
  undo_moved: moved,
  undo_impossible: { sentence: texts },
  list_unchanged: {},
  time_passed: { until: instants },
  count_not_allowed: { kind: gateKinds },
  which_gate: { gates: fc.array(texts) },
  instead_not_allowed: { tool: texts },
  no_such_option: { question: texts, said: texts, options: fc.nat() },
  one_option_only: { question: texts },
  which_option: {
    ...{ question: texts, said: texts },
    options: fc.array(fc.record({ place: numbers, label: texts })),
  },
  no_such_question: { said: texts, questions: fc.array(texts) },
  which_question: { questions: fc.nat() },
  no_answer: {},
  paused: {},
  already: {
    what: fc.constantFrom('paused', 'going on', 'stopping', 'off the leash'),
  },
  confirm_needed: { epoch: numbers, task: numbers },
  stale_report: {},
};

const rejections = fc.oneof(
  ...Object.entries(byCode).map(([code, rest]) => fc.record({ ...rest, code: fc.constant(code) })),
) as fc.Arbitrary<Rejection>;

const words = oneOf<SessionStatus>({
  ...{ waiting_approval: true, running: true, stopping: true, paused: true },
  ...{ limited: true, completed: true, stopped: true },
});

const views: fc.Arbitrary<Reply['view']> = fc.record({
  session: maybe(texts),
  status: maybe(words),
  position: maybe(fc.nat()),
  total: maybe(fc.nat()),
  gate: maybe(fc.record({ id: texts, kind: texts, task: numbers })),
  epoch: maybe(numbers),
});

export const requests: fc.Arbitrary<AnsweredRequest> = fc.record({
  id: texts,
  reply: fc.oneof(
    fc.record({ ok: fc.constant(true), view: views }),
    fc.record({ ok: fc.constant(false), rejection: rejections, view: views }),
  ),
});

const commands = oneOf<SessionCommand['type']>({
  ...{ start: true, approve: true, skip: true, retry: true, undo: true, redo: true, reload: true },
  ...{ allow: true, deny: true, answer: true, wait: true, unleash: true, pause: true, resume: true },
  ...{ stop: true, report: true, overdue: true, ask: true, use: true, refuse: true, interrupt: true },
  ...{ restored: true, renew: true, elapsed: true, edited: true, committed: true, restore: true },
});

export const auditEntries: fc.Arbitrary<AuditEntry> = fc.record({
  n: numbers,
  at: instants,
  by: actors,
  session: maybe(texts),
  command: commands,
  request: texts,
  gate: maybe(texts),
  digest: maybe(texts),
  tree: maybe(texts),
  evidence: maybe(texts),
  for: maybe(fc.constant('task' as const)),
  instead: maybe(texts),
  until: maybe(instants),
  count: maybe(fc.oneof(numbers, fc.constant('all' as const))),
  usd: maybe(amounts),
  force: maybe(fc.boolean()),
  reply: fc.constantFrom('ok' as const, ...(Object.keys(byCode) as Rejection['code'][])),
  attempts: maybe(fc.array(fc.record({ epoch: numbers, task: numbers, by: texts }))),
});
