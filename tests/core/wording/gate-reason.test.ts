import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../src/core/attempt/index.ts';
import type { Gate } from '../../../src/core/gate/index.ts';
import type { OpenSession } from '../../../src/core/session/index.ts';
import { reasonOf, renewalOf } from '../../../src/core/wording/gate-reason.ts';
import { UNCHANGED, unverified } from '../../../src/core/wording/result-sentence.ts';
import { asking, completed, failed, openOf, play, required, start } from '../../helpers/session-play.ts';

const open = openOf(play(required, start()));
const base = { id: 'g', openedAt: open.startedAt, digest: 'd', task: 2 } as const;
const ended = (kind: 'doubt' | 'failure' | 'plan'): Gate => ({ ...base, kind, epoch: 1 });
const withResult = (result: string): OpenSession => ({
  ...open,
  tasks: open.tasks.map((task) => ({ ...task, result })),
});

const QUESTION =
  'Claude ended with a question. Answer it with "retry" and your words, or approve to take the task as done.';
const NOTHING =
  'Claude finished, but changed nothing. Say with "retry" and your words what is missing, or approve to take the task as done.';
const REQUIRED = 'this task needs your approval (approval_mode: required).';

describe('why it waits', () => {
  it('after an undo, with the way back while there is one', () => {
    const gate: Gate = { ...base, kind: 'start', why: 'undone' };
    expect(reasonOf(open, gate)).toBe('it was undone, and nothing runs before you say so.');
    const undone = { task: 2, gate, tasks: [], keptAs: 'undo-g', rework: false };
    expect(reasonOf({ ...open, redo: [undone] }, gate)).toBe(
      'it was undone, and nothing runs before you say so. "redo" brings back what was undone.',
    );
  });

  it.each<readonly [string, Gate, string]>([
    [
      'a list that was taken over',
      { ...base, kind: 'start', why: 'reloaded' },
      'the edited task file was taken over, and this comes next now.',
    ],
    [
      'such a list with nothing left in it',
      { ...base, kind: 'closing', why: 'reloaded' },
      'the edited task file was taken over, and nothing in it is left to do.',
    ],
    [
      'a leash whose time is over',
      { ...base, kind: 'start', why: 'required', leashEnded: 'time' },
      `the time of the leash is over; ${REQUIRED}`,
    ],
    [
      'a leash that is spent',
      { ...base, kind: 'start', why: 'required', leashEnded: 'cost' },
      `what the leash allows is spent; ${REQUIRED}`,
    ],
    [
      'files that moved',
      {
        ...base,
        kind: 'start',
        why: 'required',
        renewed: { why: 'moved', paths: ['a.txt', 'b\n.txt'], total: 5, head: false },
      },
      `the files changed since the last card: a.txt, b .txt and 3 more. It waits as before: ${REQUIRED}`,
    ],
    [
      'files and HEAD that moved after a leash',
      {
        ...base,
        kind: 'start',
        why: 'required',
        leashEnded: 'cost',
        renewed: { why: 'moved', paths: ['a.txt'], total: 1, head: true },
      },
      `the files changed since the last card: a.txt; the checked-out commit (HEAD) is not the same any more. It waits as before: what the leash allows is spent; ${REQUIRED}`,
    ],
    [
      'a plan',
      ended('plan'),
      'Claude says what it would do, and has done nothing of it yet. Approve, and it goes on in the same conversation and does it; "retry" and your words have the plan revised.',
    ],
    [
      'a budget of the session',
      {
        ...base,
        kind: 'start',
        why: 'budget',
        budget: { of: 'session', limitUsd: 2, spentUsd: 2.104 },
      },
      'this session has cost $2.10, and its budget is $2.00 (budget.session_usd). Each further task is asked about.',
    ],
    [
      'a budget of the day',
      { ...base, kind: 'start', why: 'budget', budget: { of: 'day', limitUsd: 5, spentUsd: 5 } },
      'today has cost $5.00, and its budget is $5.00 (budget.day_usd). Each further task is asked about.',
    ],
    [
      'a budget that is not known any more',
      { ...base, kind: 'start', why: 'budget' },
      'more was spent than the budget allows. Each further task is asked about.',
    ],
    [
      'HEAD alone',
      { ...ended('doubt'), renewed: { why: 'moved', paths: [], total: 0, head: true } },
      `the checked-out commit (HEAD) is not the same any more. It waits as before: ${QUESTION}`,
    ],
    [
      'an undo that could not be done',
      {
        ...base,
        kind: 'start',
        why: 'required',
        renewed: { why: 'not-restored', sentence: 'The disk\nis full.' },
      },
      `the files could not be brought back: The disk is full. It waits as before: ${REQUIRED}`,
    ],
  ])('%s', (_, gate, reason) => {
    expect(reasonOf(open, gate)).toBe(reason);
  });

  it('anew only where the gate says so', () => {
    expect(renewalOf({ ...base, kind: 'start', why: 'required' })).toBeUndefined();
  });

  it.each<readonly [string, OpenSession, Outcome | undefined, string]>([
    ['a question', open, asking, QUESTION],
    ['a question, by the result', withResult('Claude finished with a question.'), undefined, QUESTION],
    [
      'a question that changed nothing',
      open,
      { ...asking, kind: 'completed', asks: true, unchanged: true },
      QUESTION,
    ],
    ['nothing changed', open, { ...completed, kind: 'completed', asks: false, unchanged: true }, NOTHING],
    ['nothing changed, by the result', withResult(UNCHANGED), undefined, NOTHING],
    ['nothing changed, with what the runner wrote down', withResult(UNCHANGED), completed, NOTHING],
  ])('in doubt: %s', (_, session, outcome, reason) => {
    expect(reasonOf(session, ended('doubt'), outcome)).toBe(reason);
  });

  const UNVERIFIED =
    'verification failed, and nothing goes on past that by itself. "retry" and your words let Claude mend it.';
  const INCOMPLETE =
    'the attempt ended without completing the task, and nothing goes on past that by itself.';
  const told = withResult(unverified([]));
  const spent = { ...failed, kind: 'failed', failure: 'budget' } as const;
  const verification: Outcome = { ...failed, kind: 'failed', failure: 'verification' };
  const superseded: Outcome = { ...failed, kind: 'failed', failure: 'superseded' };
  it.each<readonly [string, OpenSession, Outcome | undefined, string]>([
    ['a failed verification', open, verification, UNVERIFIED],
    ['a failed verification, by the result', told, undefined, UNVERIFIED],
    ['a failed verification, with what the runner wrote down', told, completed, UNVERIFIED],
    [
      'a budget that was reached',
      open,
      spent,
      'the attempt cost as much as it was given. "retry" goes on in the same conversation, with as much again for the task; a budget of the session or the day that is used up ends no further attempt.',
    ],
    [
      'the budget of the day',
      open,
      { ...spent, budget: { of: 'day', limitUsd: 0.5 } },
      'the attempt cost as much as it was given. "retry" goes on in the same conversation, beyond the budget of the day: used up, that ends no further attempt.',
    ],
    [
      'the budget of the task',
      open,
      { ...spent, budget: { of: 'task', limitUsd: 2 } },
      'the attempt cost as much as it was given. "retry" goes on in the same conversation, with at most $2.00 more.',
    ],
    ['any other failure', open, failed, INCOMPLETE],
    ['what is not known', open, undefined, INCOMPLETE],
    [
      'what never started',
      open,
      superseded,
      'it could not be started. Nothing ran; "retry" tries again once the cause is mended.',
    ],
  ])('after %s', (_, session, outcome, reason) => {
    expect(reasonOf(session, ended('failure'), outcome)).toBe(reason);
  });
});
