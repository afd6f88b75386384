import fc from 'fast-check';
import type { Outcome } from '../../src/core/attempt/index.ts';
import { isSettled, type ListedTask, type RestoreCheck, type Session } from '../../src/core/session/index.ts';
import {
  asking,
  changeOf,
  completed,
  failed,
  limited,
  listed,
  second,
  skip,
  unchanged,
  unverified,
  type BareCommand,
} from './session-play.ts';
import { epochOf, openGate, type Step } from './session-step.ts';
import { asked, askSteps, atGate, callToEndIn, fitting, goingOn } from './session-ask-steps.ts';
import { deferred, unreachable } from './session-asks.ts';

const plain: fc.Arbitrary<Outcome> = fc.constantFrom<Outcome>(
  completed,
  completed,
  completed,
  { ...completed, evidence: 'e' },
  asking,
  unchanged,
  failed,
  unverified,
  limited,
  { kind: 'lost', sentence: 'Gone.', resumable: true },
  { kind: 'stopped', sentence: 'Stopped.', resumable: false },
  { kind: 'timed-out', sentence: 'Too long.', resumable: true },
  { kind: 'silent', sentence: 'Silent.', resumable: true },
  unreachable,
  { ...completed, warning: { limit: 'five_hour', utilization: 0.9, resetsAt: second(20) } },
);

/** How the running attempt ends, at the `n`th step. */
type Ending = (session: Session, n: number) => Outcome;

const outcome: fc.Arbitrary<Ending> = fc.oneof(
  {
    weight: 4,
    arbitrary: plain.map(
      (told): Ending =>
        (session) =>
          fitting(told, session),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('asked' as const, 'answered' as const), asked).map(
      ([which, make]): Ending =>
        (session, n) =>
          deferred(callToEndIn(session, which, make(n))),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(limited, unreachable), fc.integer({ min: -1, max: 4 }), fc.nat(1))
      .map(([held, ahead, turns]): Ending => (_, n) => ({ ...held, turns, resumeAt: second(n + ahead) })),
  },
);

const gateName = fc.constantFrom('open', 'other', 'unnamed', 'unnamed');
const named = (which: string, session: Session): { gate?: string } =>
  which === 'open' ? { gate: openGate(session) } : which === 'other' ? { gate: 'g1' } : {};

const check = fc.constantFrom<RestoreCheck>(
  { kind: 'ready' },
  { kind: 'ready' },
  { kind: 'moved', paths: ['a'], total: 1 },
  { kind: 'impossible', sentence: 'A merge runs.' },
);

/** What an edited file may hold; never no task at all. */
const editings: readonly ((tasks: readonly ListedTask[], n: number) => readonly ListedTask[])[] = [
  (tasks) => tasks,
  (tasks) => tasks.toReversed(),
  (tasks, n) => [...tasks, listed(100 + n)],
  (tasks, n) => [listed(100 + n), ...tasks.slice(1)],
  (tasks, n) => [listed(tasks[0]?.number ?? n)],
];

const decisions: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: gateName.map((w): Step => (s) => ({ type: 'approve', ...named(w, s) })) },
  {
    weight: 6,
    arbitrary: fc
      .record({
        count: fc.constantFrom<number | 'all' | undefined>(undefined, 1, 2, 3, 'all'),
        ahead: fc.constantFrom(undefined, undefined, -1, 2, 5),
        belowUsd: fc.constantFrom(undefined, undefined, 0.2, 0.5),
      })
      .map(({ count, ahead, belowUsd }): Step => (_, n) => ({
        type: 'approve',
        count,
        until: ahead === undefined ? undefined : second(n + ahead),
        belowUsd,
      })),
  },
  { weight: 2, arbitrary: gateName.map((w): Step => (s) => ({ type: 'skip', ...named(w, s) })) },
  {
    weight: 2,
    arbitrary: gateName.map((w): Step => (s) => ({ type: 'retry', words: 'more', ...named(w, s) })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(gateName, check, fc.boolean())
      .map(([w, c, force]): Step => (s) => ({ type: 'undo', check: c, force, ...named(w, s) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(gateName, check)
      .map(([w, c]): Step => (s) => ({ type: 'redo', check: c, ...named(w, s) })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(gateName, fc.constantFrom(...editings)).map(([w, edit]): Step => (s, n) => ({
      ...{ type: 'reload', digest: n % 5 === 0 ? 'd' : `e${n % 3}`, ...named(w, s) },
      tasks: edit(s.state === 'idle' ? [] : s.tasks.map(({ number }) => listed(number)), n),
    })),
  },
);

/** What brings the story on. */
const likely: fc.Arbitrary<Step> = fc
  .record({
    at: fc.constantFrom<BareCommand>(
      ...Array.from({ length: 3 }, () => ({ type: 'approve' }) as const),
      ...[{ type: 'approve', count: 3 } as const, { type: 'approve', count: 'all', belowUsd: 0.4 } as const],
      ...Array.from({ length: 3 }, () => ({ type: 'undo', check: { kind: 'ready' } }) as const),
      ...[{ type: 'redo', check: { kind: 'ready' } } as const, { type: 'retry' } as const, skip],
    ),
    ending: outcome,
    goesOn: goingOn,
  })
  .map(({ at, ending, goesOn }): Step => (session, n, isTouched) => {
    if (session.state !== 'open' || session.pausedAt !== undefined) return { type: 'resume' };
    const { phase } = session;
    if (phase.name === 'undoing') return { type: 'restored', session: 'S' };
    if (phase.name !== 'waiting') {
      const end = {
        type: 'report',
        session: 'S',
        epoch: session.lastEpoch,
        outcome: ending(session, n),
      } as const;
      return goesOn(session, n) ?? end;
    }
    const renew = { type: 'renew', session: 'S', gate: phase.gate.id } as const;
    return isTouched ? renew : atGate(at, session, phase.gate, n);
  });

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 40, arbitrary: likely },
  { weight: 16, arbitrary: decisions },
  { weight: 16, arbitrary: askSteps },
  { weight: 1, arbitrary: fc.constant<Step>(() => ({ type: 'pause' })) },
  { weight: 1, arbitrary: fc.constant<Step>(() => ({ type: 'resume' })) },
  { weight: 3, arbitrary: fc.constant<Step>(() => ({ type: 'unleash' })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<'none' | 'now' | 'true' | 'old'>('none', 'none', 'now', 'true', 'old')
      .map((which): Step => (s) => ({ type: 'stop', confirm: confirmation(which, epochOf(s)) })),
  },
  {
    weight: 14,
    arbitrary: fc.tuple(outcome, fc.constantFrom(0, 0, 0, 0, -1, 1)).map(([o, off]): Step => (s, n) => ({
      type: 'report',
      session: 'S',
      epoch: epochOf(s) + off,
      outcome: o(s, n),
    })),
  },
  {
    weight: 8,
    arbitrary: fc
      .constantFrom(undefined, undefined, undefined, 'The disk is full.')
      .map((failure): Step => () => ({ type: 'restored', session: 'S', failure })),
  },
  { weight: 2, arbitrary: fc.constant<Step>((s) => ({ type: 'renew', session: 'S', gate: openGate(s) })) },
  {
    weight: 5,
    arbitrary: fc.constantFrom('d', 'e0', 'e1', 'e2').map((digest): Step => () => ({
      ...{ type: 'edited', session: 'S', digest },
      changes: digest === 'd' ? [] : [changeOf(1)],
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(1, 2, 9).map((task): Step => () => ({
      ...{ type: 'committed', session: 'S', task, commit: 'f00' },
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<'timeout' | 'silence'>('timeout', 'silence')
      .map((cause): Step => (s) => ({ type: 'overdue', session: 'S', epoch: epochOf(s), cause })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, 1).map((newer): Step => (s) => ({
      type: 'restore',
      attempts: [{ epoch: epochOf(s) + newer, task: nextOf(s), conversation: 'c', orderedAt: '' }],
    })),
  },
);

/** Whatever was lost, an attempt was for the first task that was not settled. */
const nextOf = (session: Session): number =>
  (session.state === 'open' ? session.tasks.find((task) => !isSettled(task)) : undefined)?.number ?? 1;

const confirmation = (which: 'none' | 'now' | 'true' | 'old', epoch: number): number | true | undefined =>
  ({ none: undefined, now: epoch, true: true as const, old: epoch - 1 })[which];
