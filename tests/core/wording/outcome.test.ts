import { expect, it } from '@jest/globals';
import type { AskedCall, Outcome } from '../../../src/core/attempt/index.ts';
import { endedHow, markOf } from '../../../src/core/wording/outcome.ts';
import { waitingNow } from '../../../src/core/wording/waiting-now.ts';
import { asking, completed, failed, openOf, play, required, start } from '../../helpers/session-play.ts';

const call: AskedCall = {
  id: 't',
  kind: 'permission',
  tool: 'Bash',
  digest: 'd',
  detail: 'ls',
  why: 'Because.',
};

it.each<readonly [Outcome, string]>([
  [completed, '✅ done'],
  [{ ...completed, kind: 'completed', asks: false, unchanged: false }, '✅ done'],
  [{ ...completed, kind: 'completed', asks: false, unchanged: true }, '⚠️ changed nothing'],
  [asking, '⚠️ ended with a question'],
  [
    { ...asking, kind: 'completed', asks: true, unchanged: true },
    '⚠️ ended with a question and changed nothing',
  ],
  [{ ...failed, kind: 'failed', failure: 'verification' }, '❌ verification failed'],
  [{ ...failed, kind: 'failed', failure: 'not-started' }, '❌ could not be started'],
  [failed, '❌ failed'],
  [{ ...failed, kind: 'failed', failure: 'budget' }, '❌ reached its budget'],
  [{ ...failed, kind: 'unreachable' }, '⚠️ stopped by trouble with the API'],
  [{ ...failed, kind: 'planned' }, '⏸️ has a plan'],
  [{ ...failed, kind: 'deferred', call }, '⏸️ asks you for leave'],
  [{ ...failed, kind: 'deferred', call: { ...call, kind: 'question' } }, '⏸️ asks you something'],
])('%j in a few words', (outcome, words) => {
  expect(`${markOf(outcome)} ${endedHow(outcome)}`).toBe(words);
});

it('what waits while the files are brought back', () => {
  const open = openOf(play(required, start()));
  if (open.phase.name !== 'waiting') throw new Error('no gate');
  const undoing = { name: 'undoing', task: 2, gate: open.phase.gate, keepAs: 'undo-g' } as const;
  expect(waitingNow({ ...open, phase: { ...undoing, way: 'undo' } })).toBe(
    'Undoing: Task 2/3: Task number 2 (backend).',
  );
  expect(waitingNow({ ...open, phase: { ...undoing, way: 'redo' } })).toBe(
    'Redoing: Task 2/3: Task number 2 (backend).',
  );
});
