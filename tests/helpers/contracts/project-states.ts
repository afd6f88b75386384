import fc from 'fast-check';
import { applyCommand } from '../../../src/app/apply-command.ts';
import { freshState, type ProjectState } from '../../../src/app/project-state.ts';
import type { GateRules } from '../../../src/core/gate/index.ts';
import type { ListedTask, RestoreCheck } from '../../../src/core/session/index.ts';
import { amounts, answers, askedCalls, outcomes } from './any-outcome.ts';
import { commandOf, listOf, stampOf, type Step } from './project-commands.ts';

const redact = (text: string): string => text;

/** What is asked next; which gate and which attempt that is about depends on the state. */
const steps: fc.Arbitrary<Step> = fc.record({
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
    'interrupt',
    'restore',
    ...(['ask', 'ask', 'use', 'refuse'] as const),
    ...(['allow', 'allow', 'deny', 'answer', 'answer'] as const),
    ...(['wait', 'elapsed', 'elapsed'] as const),
  ),
  outcome: outcomes,
  call: askedCalls,
  answers,
  count: fc.constantFrom(undefined, 1, 3, 'all' as const),
  until: fc.constantFrom(undefined, undefined, '2026-11-21T08:00:00.000Z', '2026-11-21T09:15:00.000Z'),
  belowUsd: fc.option(amounts, { nil: undefined }),
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

const lists: fc.Arbitrary<readonly ListedTask[]> = fc
  .array(
    fc.record({
      title: fc.string({ unit: 'binary', minLength: 1 }),
      type: fc.constantFrom(undefined, 'database', 'testing', 'frontend'),
      requiresApproval: fc.constantFrom(undefined, true, false),
      planFirst: fc.constantFrom(undefined, true, false),
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
  sessionUsd: fc.constantFrom(undefined, 0.5),
  dayUsd: fc.constantFrom(undefined, 0.5),
});

/** The states of a project one after another, as they come about by commands that fit or not. */
export const histories: fc.Arbitrary<readonly ProjectState[]> = fc
  .record({ rules, tasks: lists, first: steps, rest: fc.array(steps, { minLength: 5, maxLength: 30 }) })
  .map(({ rules, tasks, first, rest }) => {
    const states = [freshState];
    for (const [n, step] of [{ ...first, type: 'start' as const }, ...rest].entries()) {
      const before = states.at(-1) ?? freshState;
      const command = commandOf(step, n, before.session, tasks);
      const asked = { command, request: `r${n}`, repeatable: !step.stale, day: '20261121' };
      states.push(applyCommand(before, asked, { rules, redact, channels: ['telegram', 'webhook'] }).state);
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
      day: '20261121',
    },
    { rules: { mode: 'required', checkpointAfter: [], autoApprove: [] }, redact, channels: ['telegram'] },
  ).state;
