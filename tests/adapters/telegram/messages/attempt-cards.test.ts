import { describe, expect, it } from '@jest/globals';
import { resultCard } from '../../../../src/adapters/telegram/messages/result-card.ts';
import { runningCard, runningEnded } from '../../../../src/adapters/telegram/messages/running-card.ts';
import { statusCard } from '../../../../src/adapters/telegram/messages/status-card.ts';
import { stopQuestion } from '../../../../src/adapters/telegram/messages/stop-question.ts';
import type { OpenSession } from '../../../../src/core/session/index.ts';
import {
  approve,
  auto,
  completed,
  listed,
  openOf,
  pause,
  play,
  report,
  required,
  skip,
  start,
  stop,
  type BareCommand,
} from '../../../helpers/session-play.ts';
import * as day from './day.ts';
import { shownCard, shownText } from './shown.ts';

const { begin, local, now, record } = day;
const at = (...commands: readonly BareCommand[]): OpenSession => openOf(play(required, begin, ...commands));

describe('the running message', () => {
  const session = at(approve);
  const attempt = { epoch: 1, task: 1, conversation: 'c', orderedAt: now };
  const tool = { name: 'Edit', detail: 'db/migrations/001.sql' };

  it('says what runs', () => {
    expect(shownCard(runningCard({ session, attempt, elapsedMs: 0, now, local }))).toMatchSnapshot();
    expect(
      shownCard(
        runningCard({ session, attempt, elapsedMs: 42_000, tool, turns: 3, costUsd: 0.03, now, local }),
      ),
    ).toMatchSnapshot();
  });

  it('tells the words of a retry, and whose they are', () => {
    const again = at(approve, report(1, day.question), { type: 'retry', words: 'keep\nit' }, pause);
    const second = { ...attempt, epoch: 2, continues: 1, words: 'keep\nit' };
    expect(
      shownCard(runningCard({ session: again, attempt: second, elapsedMs: 1_000, now, local })),
    ).toMatchSnapshot();
    expect(
      runningCard({ session, attempt: { ...attempt, words: 'keep it' }, elapsedMs: 0, now, local }).text.text,
    ).toContain('with the words: keep it');
  });

  it('tells that it carries out the plan', () => {
    const { text } = runningCard({
      session,
      attempt: { ...attempt, carriesOut: true },
      elapsedMs: 0,
      now,
      local,
    });
    expect(text.text).toContain('It carries out the plan.');
  });

  it('has no button while the attempt is being ended', () => {
    const ending = at(approve, stop(1));
    expect(
      shownCard(runningCard({ session: ending, attempt, elapsedMs: 60_000, now, local })),
    ).toMatchSnapshot();
  });

  it('ends as a line without a mark of success: how it ended is told below', () => {
    expect(shownText(runningEnded({ session, task: 1, epoch: 2 }))).toMatchSnapshot();
  });
});

describe('a result', () => {
  const session = at(approve, report(1));
  const facts = { session, number: 1, epoch: 1, now, local };
  it('says what was done', () => {
    expect(shownCard(resultCard({ ...facts, outcome: day.done, record: record() }))).toMatchSnapshot();
    expect(shownCard(resultCard({ ...facts, outcome: completed }))).toMatchSnapshot();
  });

  it('tells the work apart from the wait for a person, and what was denied', () => {
    const notAllowed = [{ name: 'Bash', detail: 'curl x' }];
    const { text } = resultCard({
      ...facts,
      outcome: { ...day.done, durationMs: 257_000, waitedMs: 245_000 },
      record: record({ notAllowed }),
    });
    expect(text.text).toContain('done · 0:12 (4:05 waiting for you)');
    expect(text.text).toContain('\nNot allowed: 1 call (Bash)');
  });

  it('leaves the rest of a long report to a tap', () => {
    const long = record({
      finalText: 'All of it was done, and more. '.repeat(40),
      filesTouched: Array.from({ length: 20 }, (_, n) => `src/file-${n}.ts`),
      refusedTools: Array.from({ length: 6 }, (_, n) => ({ name: 'Bash', detail: `rm ${n}` })),
    });
    expect(shownCard(resultCard({ ...facts, outcome: day.done, record: long }))).toMatchSnapshot();
  });

  it('tells another end where no gate does', () => {
    expect(shownCard(resultCard({ ...facts, outcome: { ...day.done, kind: 'lost' } }))).toMatchSnapshot();
  });
});

describe('the status', () => {
  const progress = { elapsedMs: 42_000, turns: 3, costUsd: 0.03, tool: { name: 'Bash', detail: 'npm test' } };
  it.each([
    ['nothing yet', { state: 'idle' } as const],
    ['closed', play(required, begin, { type: 'stop' }).session],
    ['finished', play(auto, start([listed(1)]), report(1)).session],
    ['waiting', at(approve, report(1))],
    ['waiting after a failure', at(approve, report(1), skip, approve, report(2, day.turnsUsed))],
    ['waiting, paused', at(approve, report(1), pause)],
    ['the end', openOf(play(required, start([listed(4, { type: 'database' })]), approve, report(1)))],
    ['running', at({ type: 'approve', count: 3 })],
    ['running, paused', at(approve, pause)],
    ['being ended', at(approve, stop(1))],
    ['between', openOf(play(auto, begin, pause, report(1)))],
  ])('%s', (_, session) => {
    expect(shownCard(statusCard(session, { now, local }))).toMatchSnapshot();
  });

  it('tells what runs now', () => {
    expect(shownCard(statusCard(at(approve), { now, local, progress }))).toMatchSnapshot();
  });

  it.each([
    ['2026-11-21T09:01:30.000Z', '1 min'],
    ['2026-11-21T09:00:59.000Z', 'under a minute'],
    ['2026-11-21T11:11:00.000Z', '2 h 10 min'],
    ['2026-11-21T10:59:30.000Z', '1 h 59 min'],
    ['2026-11-24T13:05:00.000Z', '3 days 4 h'],
    ['2026-11-22T09:30:00.000Z', '1 day'],
  ])('at %s says how long it has waited: %s', (later, wait) => {
    expect(statusCard(at(), { now: later, local }).text.text).toContain(`(${wait})`);
  });
});

describe('the question before an attempt is ended', () => {
  it('says what it would do', () => {
    expect(shownCard(stopQuestion({ session: at(approve), epoch: 1 }))).toMatchSnapshot();
    expect(stopQuestion({ session: at(), epoch: 1 }).text.text).not.toContain('Task');
  });
});
