import { describe, expect, it } from '@jest/globals';
import type { AskGate, Gate } from '../../../src/core/gate/index.ts';
import { idle, type OpenSession } from '../../../src/core/session/index.ts';
import { waitingNow } from '../../../src/core/wording/waiting-now.ts';
import { approve, openOf, pause, play, required, start, stop } from '../../helpers/session-play.ts';

const open = openOf(play(required, start()));
const running = openOf(play(required, start(), approve));
const local = (at: string): string => at.slice(11, 16);
const base = { id: 'g', openedAt: open.startedAt, digest: 'd', task: 2, epoch: 1 } as const;
const at = (gate: Gate): OpenSession => ({ ...open, phase: { name: 'waiting', gate } });
const hold = { cause: 'usage', since: open.startedAt, tries: 1 } as const;
const permission: AskGate = {
  ...base,
  kind: 'ask',
  call: { id: 't', kind: 'permission', tool: 'Bash', digest: 'd', detail: 'npm\nci', why: 'Because.' },
};
const question: AskGate = {
  ...permission,
  call: { ...permission.call, kind: 'question', detail: 'Which database?' },
};
const asks = (...gates: readonly AskGate[]): OpenSession => {
  if (running.phase.name !== 'running') throw new Error('nothing runs');
  return { ...running, phase: { ...running.phase, asks: gates } };
};
const TASK = 'Task 2/3: Task number 2 (backend)';

describe('what waits now', () => {
  it.each<readonly [Gate, string]>([
    [{ ...base, kind: 'doubt' }, `Waiting for you: ${TASK}.`],
    [{ ...base, kind: 'failure' }, `Waiting for you: ${TASK}.`],
    [{ ...base, kind: 'closing', why: 'rework' }, 'Waiting for you: the end of the session.'],
    [{ ...base, kind: 'plan' }, `Waiting for you: the plan of ${TASK}.`],
    [permission, `Waiting for your answer: ${TASK}, Bash: npm ci.`],
    [question, `Waiting for your answer: ${TASK}, a question: "Which database?".`],
    [{ ...base, kind: 'limit', ...hold }, `Held up by the usage limit: ${TASK}; it waits for you.`],
    [
      { ...base, kind: 'limit', ...hold, cause: 'trouble', resumeAt: '2026-11-21T18:00:00.000Z' },
      `Held up by trouble with the API: ${TASK}; it goes on by itself at 18:00.`,
    ],
  ])('%j', (gate, sentence) => {
    expect(waitingNow(at(gate), local)).toBe(sentence);
  });

  it('names no time where no clock is known', () => {
    const gate: Gate = { ...base, kind: 'limit', ...hold, resumeAt: open.startedAt };
    expect(waitingNow(at(gate))).toMatch(/; it goes on by itself\.$/);
  });

  it('is what a running attempt asks', () => {
    expect(waitingNow(asks())).toBe('Running: Task 1/3: Task number 1 (backend), attempt 1.');
    expect(waitingNow(asks(permission))).toBe(
      'Waiting for your answer: Task 1/3: Task number 1 (backend), attempt 1, Bash: npm ci.',
    );
    expect(waitingNow(asks(permission, question, question))).toMatch(/, Bash: npm ci and 2 more\.$/);
  });

  it('is nothing before, between and after', () => {
    expect(waitingNow(idle)).toBe('Nothing was started yet.');
    expect(waitingNow({ ...open, phase: { name: 'between' } })).toBe('Between two tasks.');
    expect(waitingNow(openOf(play(required, start(), pause)))).toMatch(/^Paused\. Waiting for you: /);
    expect(waitingNow(openOf(play(required, start(), approve, stop(true))))).toMatch(
      /^Attempt 1 of Task 1\/3: .* is being ended\.$/,
    );
    expect(waitingNow(play(required, start(), stop()).session)).toBe('Session S is over.');
  });
});
