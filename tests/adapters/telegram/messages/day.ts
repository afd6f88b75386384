import { createLocalTime } from '../../../../src/app/local-time.ts';
import type { KeptCall } from '../../../../src/app/ports/call-book.ts';
import type { AttemptRecord } from '../../../../src/app/ports/runner.ts';
import type { AskedCall, Outcome } from '../../../../src/core/attempt/index.ts';
import type { Gate } from '../../../../src/core/gate/index.ts';
import type { Question } from '../../../../src/core/permission/index.ts';
import type { OpenSession } from '../../../../src/core/session/index.ts';
import type { Task } from '../../../../src/core/task/index.ts';
import { listed, start, type BareCommand } from '../../../helpers/session-play.ts';

/** A day's list as these tests know it. */
export const list = [
  listed(1, { title: 'Add invoices migration', type: 'database' }),
  listed(2, { title: 'Server actions', dependsOn: [1] }),
  listed(3, { title: 'List page', type: 'documentation', dependsOn: [1, 2] }),
];
export const begin = start(list);

export const task: Task = {
  number: 2,
  title: 'Server actions',
  type: 'backend',
  dependsOn: [1],
  description: 'Invoices get actions of their own.',
  acceptanceCriteria: ['`npm test` succeeds'],
  verify: [],
  instruction: 'Write the server actions.\n\n```ts\nexport const a = 1;\n```',
};

const facts = { costUsd: 0.21, turns: 14, durationMs: 151_000, resumable: true };
export const done: Outcome = { kind: 'completed', asks: false, sentence: 'Claude finished.', ...facts };
export const question: Outcome = {
  kind: 'completed',
  asks: true,
  sentence: 'Claude ended with an open question.',
  ...facts,
};
export const turnsUsed: Outcome = {
  kind: 'failed',
  failure: 'max-turns',
  sentence: 'Claude used all its turns before it was done.',
  ...facts,
};
export const limit: Outcome = {
  kind: 'limited',
  resetsAt: '2026-11-21T17:00:00.000Z',
  sentence: 'The usage limit of the account was reached.',
  ...facts,
};

export const record = (change: Partial<AttemptRecord> = {}): AttemptRecord => ({
  epoch: 1,
  task: 1,
  startedAt: '2026-11-21T09:00:02.000Z',
  finalText: 'Created db/migrations/001.sql with two tables.\nBoth have indexes.',
  filesTouched: ['db/migrations/001.sql'],
  refusedTools: [],
  lastLines: [],
  ...change,
});

export const permission: AskedCall = {
  id: 'toolu_1',
  kind: 'permission',
  tool: 'Bash',
  digest: 'd1',
  detail: 'npm install left-pad',
  why: 'No rule names "npm install".',
  cover: 'c1',
};
export const questionCall: AskedCall = {
  id: 'toolu_2',
  kind: 'question',
  tool: 'AskUserQuestion',
  digest: 'd2',
  detail: 'Which database?',
  why: 'Claude asks a question.',
};
export const command: KeptCall = {
  id: 'toolu_1',
  tool: 'Bash',
  digest: 'd1',
  shown: { kind: 'command', command: 'npm install left-pad', description: 'Install the padding' },
};
export const database: Question = {
  question: 'Which database?',
  header: 'Database',
  multiSelect: false,
  options: [
    { label: 'SQLite', description: 'One file, no server.' },
    { label: 'Postgres', description: 'A server of its own.' },
    { label: 'None' },
  ],
};
export const features: Question = {
  question: 'Which of these shall it have?',
  multiSelect: true,
  options: [{ label: 'Search' }, { label: 'Export', description: 'as CSV' }],
};
export const questions = (...asked: readonly Question[]): KeptCall => ({
  id: 'toolu_2',
  tool: 'AskUserQuestion',
  digest: 'd2',
  shown: { kind: 'other', tool: 'AskUserQuestion', input: '{}' },
  questions: asked,
});
/** The attempt asks. */
export const asks = (call: AskedCall, epoch = 1): BareCommand => ({ type: 'ask', session: 'S', epoch, call });

export const now = '2026-11-21T09:04:10.000Z';
export const local = createLocalTime(() => now, 'UTC');
export const ann = { channel: 'telegram', name: 'Ann', id: '42' };
export const bo = { channel: 'terminal', name: 'bo' };

export function gateOf(session: OpenSession): Gate {
  if (session.phase.name !== 'waiting') throw new Error(`the session is ${session.phase.name}`);
  return session.phase.gate;
}
