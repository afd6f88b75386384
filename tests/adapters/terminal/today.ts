import type { ScriptedRun } from '../../helpers/fake-runner.ts';
import type { Task } from '../../../src/core/task/index.ts';

/** A day's list as the tests know it. */
export const today: readonly Task[] = [
  {
    number: 1,
    title: 'Add invoices migration',
    type: 'database',
    dependsOn: [],
    description: 'Invoices get a table of their own.\n\nOld rows stay where they are.',
    acceptanceCriteria: ['Migration file exists in `db/migrations/`', '`npm run migrate` succeeds'],
    verify: [],
    instruction: 'Write a migration for the table `invoices`.\n\n```sql\nselect 1;\n```',
  },
  {
    number: 2,
    title: 'Server actions',
    type: 'backend',
    dependsOn: [1],
    acceptanceCriteria: [],
    verify: [],
    instruction: 'Write the server actions for invoices.',
  },
  {
    number: 3,
    title: 'List page',
    type: 'documentation',
    dependsOn: [1, 2],
    acceptanceCriteria: [],
    verify: [],
    instruction: 'Describe the list page.',
  },
];

const facts = { costUsd: 0.21, turns: 14, durationMs: 151_000, resumable: true };

export const done: ScriptedRun = {
  outcome: { kind: 'completed', asks: false, sentence: 'Claude finished.', ...facts },
  leaves: {
    finalText: 'Created db/migrations/001.sql with two tables.\nBoth have indexes.',
    filesTouched: ['db/migrations/001.sql'],
  },
};

export const question: ScriptedRun = {
  outcome: {
    kind: 'completed',
    asks: true,
    sentence: 'Claude ended with an open question.',
    ...facts,
  },
  leaves: { finalText: 'Shall I drop the old table?' },
};

export const failure: ScriptedRun = {
  outcome: {
    kind: 'failed',
    failure: 'max-turns',
    sentence: 'Claude used all its turns before it was done.',
    ...facts,
  },
  leaves: {
    finalText: 'Still working on the actions.',
    filesTouched: ['src/actions.ts', 'src/invoices.ts'],
    refusedTools: [{ name: 'Bash', detail: 'rm -rf build' }],
    lastLines: ['Edit src/actions.ts', 'Bash npm test', '2 tests failed'],
  },
};

export const limit: ScriptedRun = {
  outcome: {
    kind: 'limited',
    resetsAt: '2026-11-21T17:00:00.000Z',
    sentence: 'The usage limit of the account was reached.',
    ...facts,
  },
};

/** Runs until it is ended. */
export const endless: ScriptedRun = {
  progress: [
    { elapsedMs: 42_000, turns: 3, costUsd: 0.03, tool: { name: 'Edit', detail: 'db/migrations/001.sql' } },
  ],
};
