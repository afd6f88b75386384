import fc from 'fast-check';
import type { Outcome } from '../../src/core/attempt/index.ts';
import type { GateRules } from '../../src/core/gate/index.ts';
import {
  decide,
  evolve,
  idle,
  type ListedTask,
  type Session,
  type SessionCommand,
  type SessionEvent,
} from '../../src/core/session/index.ts';
import { asking, completed, failed, limited, listed, stamped, type BareCommand } from './session-play.ts';

export const types = ['database', 'documentation', 'backend'];
const rules: fc.Arbitrary<GateRules> = fc.record({
  mode: fc.constantFrom('required', 'auto', 'manual'),
  checkpointAfter: fc.subarray(types),
  autoApprove: fc.subarray(types),
});

const list: fc.Arbitrary<readonly ListedTask[]> = fc
  .array(
    fc.record({
      type: fc.constantFrom(...types, undefined),
      requiresApproval: fc.constantFrom(true, false, undefined),
      depends: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((tasks) =>
    tasks.map(({ type, requiresApproval, depends }, index) =>
      listed(index + 1, { type, requiresApproval, dependsOn: depends && index > 0 ? [index] : [] }),
    ),
  );

const outcome: fc.Arbitrary<Outcome> = fc.constantFrom<Outcome>(
  completed,
  completed,
  asking,
  failed,
  limited,
  { kind: 'lost', sentence: 'Gone.', resumable: true },
  { kind: 'stopped', sentence: 'Stopped.', resumable: false },
  { kind: 'timed-out', sentence: 'Too long.', resumable: true },
  { kind: 'silent', sentence: 'Silent.', resumable: true },
);

/** A step names things relative to the present, so that many of them fit and some are stale. */
type Step = (session: Session) => BareCommand;

export const openGate = (session: Session): string =>
  session.state === 'open' && session.phase.name === 'waiting' ? session.phase.gate.id : 'none';
export const epochOf = (session: Session): number => (session.state === 'idle' ? 0 : session.lastEpoch);

const gate = fc.constantFrom('open', 'other', 'unnamed');
const named = (which: string, session: Session): { gate?: string } =>
  which === 'open' ? { gate: openGate(session) } : which === 'other' ? { gate: 'g1' } : {};

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: gate.map((w): Step => (s) => ({ type: 'approve', ...named(w, s) })) },
  fc
    .tuple(gate, fc.constantFrom<number | 'all'>(1, 2, 3, 'all'))
    .map(([w, count]): Step => (s) => ({ type: 'approve', count, ...named(w, s) })),
  gate.map((w): Step => (s) => ({ type: 'skip', ...named(w, s) })),
  gate.map((w): Step => (s) => ({ type: 'retry', words: 'more', ...named(w, s) })),
  fc.constant<Step>(() => ({ type: 'pause' })),
  { weight: 2, arbitrary: fc.constant<Step>(() => ({ type: 'resume' })) },
  fc
    .constantFrom<'none' | 'now' | 'true' | 'old'>('none', 'now', 'true', 'old')
    .map((which): Step => (s) => ({ type: 'stop', confirm: confirmation(which, epochOf(s)) })),
  {
    weight: 6,
    arbitrary: fc.tuple(outcome, fc.constantFrom(0, 0, 0, -1, 1)).map(([o, off]): Step => (s) => ({
      type: 'report',
      session: 'S',
      epoch: epochOf(s) + off,
      outcome: o,
    })),
  },
  fc
    .constantFrom<'timeout' | 'silence'>('timeout', 'silence')
    .map((cause): Step => (s) => ({ type: 'overdue', session: 'S', epoch: epochOf(s), cause })),
  fc.constantFrom(0, 1).map((newer): Step => (s) => ({
    type: 'restore',
    attempts: [{ epoch: epochOf(s) + newer, task: 1, conversation: 'c', orderedAt: '' }],
  })),
);

const confirmation = (which: 'none' | 'now' | 'true' | 'old', epoch: number): number | true | undefined =>
  ({ none: undefined, now: epoch, true: true as const, old: epoch - 1 })[which];

/** One step of a story: what was asked, and what came of it. */
export interface Taken {
  readonly before: Session;
  readonly command: SessionCommand;
  readonly events: readonly SessionEvent[];
  readonly refused: boolean;
  readonly after: Session;
}

export function history(
  gates: GateRules,
  tasks: readonly ListedTask[],
  steps: readonly Step[],
): readonly Taken[] {
  let session: Session = idle;
  const begin: Step = () => ({
    type: 'start',
    id: 'S',
    file: 'f',
    digest: 'd',
    tasks,
    repeated: false,
  });
  return [begin, ...steps].map((make, index) => {
    const before = session;
    const command = stamped(make(before), index + 1);
    const decision = decide(command, before, gates);
    const events = decision.ok ? decision.events : [];
    session = events.reduce(evolve, before);
    return { before, command, events, refused: !decision.ok, after: session };
  });
}

/** Rules, a list, and what is asked one after another. */
export const stories = fc.tuple(rules, list, fc.array(step, { maxLength: 30 }));
