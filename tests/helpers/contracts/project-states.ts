import fc from 'fast-check';
import { applyCommand } from '../../../src/app/apply-command.ts';
import { freshState, type ProjectState } from '../../../src/app/project-state.ts';
import type { GateRules } from '../../../src/core/gate/index.ts';
import type { Outcome } from '../../../src/core/attempt/index.ts';
import type {
  ListChange,
  ListedTask,
  RestoreCheck,
  Session,
  SessionCommand,
} from '../../../src/core/session/index.ts';

const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
const facts = {
  sentence: fc.string({ unit: 'binary' }),
  costUsd: fc.option(amount, { nil: undefined }),
  turns: fc.option(fc.nat(), { nil: undefined }),
  durationMs: fc.option(fc.nat(), { nil: undefined }),
  resumable: fc.boolean(),
  evidence: fc.constantFrom(undefined, 'e1'),
};

const outcomes: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({
    ...facts,
    kind: fc.constant('completed' as const),
    asks: fc.boolean(),
    unchanged: fc.boolean(),
  }),
  fc.record({
    ...facts,
    kind: fc.constant('failed' as const),
    failure: fc.constantFrom('api', 'max-turns', 'conversation-missing', 'superseded', 'verification'),
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
    ...(['approve', 'approve', 'approve', 'approve', 'approve'] as const),
    'skip',
    'retry',
    'undo',
    'undo',
    'undo',
    'redo',
    'redo',
    'restored',
    'restored',
    'renew',
    'edited',
    'reload',
    'unleash',
    'committed',
    'pause',
    'resume',
    'resume',
    'stop',
    ...(['report', 'report', 'report', 'report', 'report'] as const),
    'overdue',
    'restore',
  ),
  outcome: outcomes,
  count: fc.constantFrom(undefined, 1, 3, 'all' as const),
  until: fc.constantFrom(undefined, undefined, '2026-11-21T08:00:00.000Z', '2026-11-21T09:15:00.000Z'),
  belowUsd: fc.option(amount, { nil: undefined }),
  tree: fc.constantFrom(undefined, ...Array.from({ length: 8 }, () => 'h:t'), 'h:u'),
  check: fc.constantFrom<RestoreCheck>(
    { kind: 'ready' },
    { kind: 'ready' },
    { kind: 'moved', paths: ['a', 'ü'], total: 12 },
    { kind: 'impossible', sentence: 'No repository.' },
  ),
  words: fc.option(fc.string({ unit: 'binary' }), { nil: undefined }),
  confirm: fc.constantFrom(undefined, true as const),
  stale: fc.constantFrom(true, false, false),
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

const stampOf = (n: number, channel: string, tree?: string): Pick<SessionCommand, 'at' | 'by' | 'fresh'> => ({
  at: `2026-11-21T09:${String(n).padStart(2, '0')}:00.000Z`,
  by: { channel, name: 'Ada' },
  fresh: {
    gate: `gate-${n}`,
    conversation: `conversation-${n}`,
    tree,
    moved: { paths: ['a'], total: 1, head: false },
  },
});

function commandOf(step: Step, n: number, session: Session, tasks: readonly ListedTask[]): SessionCommand {
  const stamp = stampOf(n, step.channel, step.tree);
  const type = typeOf(step, session);
  const atGate = { gate: step.stale ? 'gate-0' : gateOf(session) };
  const news = newsOf(session);
  switch (type) {
    case 'start':
      return { ...stamp, type, ...listOf(0), id: `20261121-0930${String(n).padStart(2, '0')}`, tasks };
    case 'approve': {
      const { count, until, belowUsd } = step;
      return { ...stamp, type, count, until, belowUsd, ...atGate };
    }
    case 'undo':
    case 'redo':
      return { ...stamp, type, check: step.check, force: step.confirm, ...atGate };
    case 'restored':
      return { ...stamp, type, session: news.session, failure: step.stale ? 'No space.' : undefined };
    case 'renew':
      return { ...stamp, type, session: news.session, gate: atGate.gate ?? 'none' };
    case 'edited': {
      const changes: readonly ListChange[] = [{ number: 10, title: 'T', change: 'moved', begun: step.stale }];
      return { ...stamp, type, session: news.session, digest: `edited-${n % 3}`, changes };
    }
    case 'reload':
      return { ...stamp, type, digest: 'edited-1', tasks: tasks.toReversed(), ...atGate };
    case 'unleash':
      return { ...stamp, type };
    case 'committed': {
      const told = step.stale ? { failure: 'A merge runs.' } : { commit: 'f00' };
      return { ...stamp, type, session: news.session, task: 10, ...told };
    }
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
        epoch: news.epoch + 1,
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

/** What is asked while the tree is brought back is refused, most of it: the story goes on. */
const typeOf = ({ type, stale }: Step, session: Session): Step['type'] =>
  session.state === 'open' && session.phase.name === 'undoing' && !stale ? 'restored' : type;

const newsOf = (session: Session): { readonly session: string; readonly epoch: number } =>
  session.state === 'idle'
    ? { session: 'none', epoch: 0 }
    : { session: session.id, epoch: session.lastEpoch };

const gateOf = (session: Session): string | undefined =>
  session.state === 'open' && session.phase.name === 'waiting' ? session.phase.gate.id : undefined;
