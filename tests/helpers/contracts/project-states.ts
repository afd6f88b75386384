import fc from 'fast-check';
import { applyCommand } from '../../../src/app/apply-command.ts';
import { freshState, type ProjectState } from '../../../src/app/project-state.ts';
import type { GateRules } from '../../../src/core/gate/index.ts';
import type { Outcome } from '../../../src/core/attempt/index.ts';
import type { ListedTask, Session, SessionCommand } from '../../../src/core/session/index.ts';

const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
const facts = {
  sentence: fc.string({ unit: 'binary' }),
  costUsd: fc.option(amount, { nil: undefined }),
  turns: fc.option(fc.nat(), { nil: undefined }),
  durationMs: fc.option(fc.nat(), { nil: undefined }),
  resumable: fc.boolean(),
};

const outcomes: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ ...facts, kind: fc.constant('completed' as const), asks: fc.boolean() }),
  fc.record({
    ...facts,
    kind: fc.constant('failed' as const),
    failure: fc.constantFrom('api', 'max-turns', 'conversation-missing', 'superseded'),
  }),
  fc.record({ ...facts, kind: fc.constantFrom('timed-out', 'silent', 'lost', 'stopped') }),
  fc.record({
    ...facts,
    kind: fc.constant('limited' as const),
    resetsAt: fc.option(fc.constant('2026-11-21T12:00:00.000Z'), { nil: undefined }),
  }),
);

/** What is asked next; which gate and which attempt that is about depends on the state. */
const steps = fc.record({
  type: fc.constantFrom(
    'start',
    'approve',
    'approve',
    'approve',
    'skip',
    'retry',
    'pause',
    'resume',
    'resume',
    'stop',
    'report',
    'report',
    'report',
    'overdue',
    'restore',
  ),
  outcome: outcomes,
  count: fc.constantFrom(undefined, 1, 3, 'all' as const),
  words: fc.option(fc.string({ unit: 'binary' }), { nil: undefined }),
  confirm: fc.constantFrom(undefined, true as const),
  stale: fc.boolean(),
  channel: fc.constantFrom('telegram', 'terminal'),
});

type Step = typeof steps extends fc.Arbitrary<infer S> ? S : never;

const lists: fc.Arbitrary<readonly ListedTask[]> = fc
  .array(
    fc.record({
      title: fc.string({ unit: 'binary', minLength: 1 }),
      type: fc.constantFrom(undefined, 'database', 'testing', 'frontend'),
      requiresApproval: fc.constantFrom(undefined, true, false),
      dependsOnPrevious: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((tasks) =>
    tasks.map(({ dependsOnPrevious, ...task }, index) => ({
      ...task,
      number: (index + 1) * 10,
      dependsOn: dependsOnPrevious && index > 0 ? [index * 10] : [],
      digest: `digest-${index}`,
    })),
  );

const rules: fc.Arbitrary<GateRules> = fc.record({
  mode: fc.constantFrom('required', 'auto', 'manual'),
  checkpointAfter: fc.constant(['database']),
  autoApprove: fc.constant(['testing']),
});

/** The states of a project one after another, as they come about by commands that fit or not. */
export const histories: fc.Arbitrary<readonly ProjectState[]> = fc
  .record({ rules, tasks: lists, first: steps, rest: fc.array(steps, { minLength: 5, maxLength: 30 }) })
  .map(({ rules, tasks, first, rest }) => {
    const states = [freshState];
    for (const [n, step] of [{ ...first, type: 'start' as const }, ...rest].entries()) {
      const before = states.at(-1) ?? freshState;
      const command = commandOf(step, n, before.session, tasks);
      const asked = { command, request: `r${n}`, repeatable: !step.stale };
      states.push(applyCommand(before, asked, rules, ['telegram', 'webhook']).state);
    }
    return states;
  });

/** One such state in which a session waits at its first gate; always the same. */
export const waitingState = (count = 2): ProjectState =>
  applyCommand(
    freshState,
    {
      command: { type: 'start', ...listOf(count), ...stampOf(0, 'terminal') },
      request: 'r0',
      repeatable: true,
    },
    { mode: 'required', checkpointAfter: [], autoApprove: [] },
    ['telegram'],
  ).state;

const listOf = (
  count: number,
): Omit<Extract<SessionCommand, { type: 'start' }>, 'type' | 'at' | 'by' | 'fresh'> => ({
  id: '20261121-093015',
  file: 'tasks/2026-11-21-tasks.md',
  digest: 'digest-of-the-list',
  repeated: false,
  tasks: Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    title: `Task number ${index + 1}`,
    type: 'database',
    dependsOn: [],
    digest: `digest-${index + 1}`,
  })),
});

const stampOf = (n: number, channel: string): Pick<SessionCommand, 'at' | 'by' | 'fresh'> => ({
  at: `2026-11-21T09:${String(n).padStart(2, '0')}:00.000Z`,
  by: { channel, name: 'Ada' },
  fresh: { gate: `gate-${n}`, conversation: `conversation-${n}` },
});

function commandOf(step: Step, n: number, session: Session, tasks: readonly ListedTask[]): SessionCommand {
  const stamp = stampOf(n, step.channel);
  const { type } = step;
  const atGate = { gate: step.stale ? 'gate-0' : gateOf(session) };
  const lastEpoch = 'lastEpoch' in session ? session.lastEpoch : 0;
  const news = { session: 'id' in session ? session.id : 'none', epoch: lastEpoch };
  switch (type) {
    case 'start':
      return { ...stamp, type, ...listOf(0), id: `20261121-0930${String(n).padStart(2, '0')}`, tasks };
    case 'approve':
      return { ...stamp, type, count: step.count, ...atGate };
    case 'retry':
      return { ...stamp, type, words: step.words, ...atGate };
    case 'skip':
      return { ...stamp, type, ...atGate };
    case 'stop':
      return { ...stamp, type, confirm: step.confirm };
    case 'report':
      return { ...stamp, type, ...news, outcome: step.outcome };
    case 'overdue':
      return { ...stamp, type, ...news, cause: 'timeout' };
    case 'restore': {
      const found = {
        epoch: lastEpoch + 1,
        task: tasks[0]?.number ?? 1,
        conversation: 'c',
        orderedAt: stamp.at,
      };
      return { ...stamp, type, attempts: step.stale ? [] : [found] };
    }
    case 'pause':
    case 'resume':
      return { ...stamp, type };
  }
}

const gateOf = (session: Session): string | undefined =>
  session.state === 'open' && session.phase.name === 'waiting' ? session.phase.gate.id : undefined;
