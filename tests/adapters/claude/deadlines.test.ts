import { expect, it } from '@jest/globals';
import { createDeadlines, type Deadlines } from '../../../src/adapters/claude/deadlines.ts';
import { createTranscriptFold } from '../../../src/adapters/claude/transcript.ts';
import { orderOf, watching, type Watched } from './runner-bench.ts';

const STARTED = Date.parse('2026-11-21T09:30:15Z');
const HOUR_MS = 3_600_000;

/** Deadlines of an attempt of an hour, followed from so long after its start. */
function followedFrom(
  afterMs: number,
  { timeoutMs = HOUR_MS, waited = 0 } = {},
): { deadlines: Deadlines; watch: Watched; clock: { nowMs: number } } {
  const clock = { nowMs: STARTED + afterMs };
  const watch = Object.assign(watching(), { waited });
  const order = {
    attempt: orderOf([]).attempt,
    position: 1,
    title: 'Add invoices',
    startedAt: new Date(STARTED).toISOString(),
    projectDirectory: '/project',
    cwd: '/project',
    timeoutMs,
    silenceMs: 10 * HOUR_MS,
    marker: 'mark',
    argv: [],
    logOffset: 0,
    launcher: { pid: 1, identity: 'x' },
  };
  const { transcript } = createTranscriptFold();
  const deadlines = createDeadlines(
    {
      order,
      observation: { transcript },
      watch,
      resultGraceMs: HOUR_MS,
      nowMs: () => clock.nowMs,
      onLingering: () => undefined,
    },
    STARTED,
  );
  return { deadlines, watch, clock };
}

it('does not end an attempt because the clock was set', () => {
  const { deadlines, watch, clock } = followedFrom(0);
  clock.nowMs += 5 * HOUR_MS;
  deadlines.check({ grew: false });
  expect(watch.causes).toEqual([]);
  clock.nowMs = STARTED - 5 * HOUR_MS;
  expect(deadlines.nextMs()).toBeLessThanOrEqual(HOUR_MS);
});

it('does not count the time in which it waited for a person', () => {
  const { deadlines, watch } = followedFrom(5 * HOUR_MS, { waited: 4.5 * HOUR_MS });
  deadlines.check({ grew: false });
  expect(watch.causes).toEqual([]);
  watch.waited = 3 * HOUR_MS;
  deadlines.check({ grew: false });
  expect(watch.causes).toEqual(['timeout']);
});

it('does not take for silence that it waits', () => {
  const { deadlines, watch } = followedFrom(11 * HOUR_MS, { timeoutMs: 100 * HOUR_MS, waited: 2 * HOUR_MS });
  deadlines.check({ grew: false });
  expect(watch.causes).toEqual([]);
});

it('takes for silence what was not waited', () => {
  const { deadlines, watch } = followedFrom(13 * HOUR_MS, { timeoutMs: 100 * HOUR_MS, waited: 2 * HOUR_MS });
  deadlines.check({ grew: false });
  expect(watch.causes).toEqual(['silence']);
});

it('counts the time before it was followed', () => {
  const { deadlines, watch } = followedFrom(2 * HOUR_MS);
  deadlines.check({ grew: false });
  expect(watch.causes).toEqual(['timeout']);
});
