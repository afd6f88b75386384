import { describe, expect, it } from '@jest/globals';
import { createLocalTime } from '../../../src/app/local-time.ts';
import { closingMessage } from '../../../src/adapters/terminal/messages/closing-message.ts';
import { noticeMessage } from '../../../src/adapters/terminal/messages/notice-message.ts';
import { resultMessage } from '../../../src/adapters/terminal/messages/result-message.ts';
import { noStyle } from '../../../src/adapters/terminal/style.ts';
import {
  approve,
  auto,
  completed,
  failed,
  listed,
  openOf,
  play,
  report,
  retry,
  start,
} from '../../helpers/session-play.ts';

const waiting = { ...completed, durationMs: 257_000, waitedMs: 245_000 };
const record = {
  ...{ epoch: 1, task: 1, startedAt: '2026-11-21T09:00:00.000Z', finalText: 'Done.', lastLines: [] },
  ...{ filesTouched: [], refusedTools: [], notAllowed: [{ name: 'Bash', detail: 'curl x' }] },
};

describe('a result', () => {
  const session = openOf(play(auto, start()));
  const local = createLocalTime(() => record.startedAt, 'UTC');
  const facts = { session, task: 1, outcome: waiting, record, local, style: noStyle, width: 100 };
  it('tells the work apart from the wait for a person, and what was denied', () => {
    const lines = resultMessage(facts).join('\n');
    expect(lines).toContain('done · 0:12 (4:05 waiting for you)');
    expect(lines).toContain('   Not allowed: 1 call (Bash)');
  });
});

describe('the end of a session', () => {
  it('tells the work of each task, also of several attempts, and all the wait at the end', () => {
    const first = { ...failed, durationMs: 60_000 };
    const { session } = play(
      auto,
      start([listed(1), listed(2)]),
      ...[report(1, first), retry, report(2, waiting), report(3, { ...completed, durationMs: 3_000 })],
    );
    if (session.state !== 'closed') throw new Error('the session goes on');
    const lines = closingMessage(session, 'logs/S', noStyle);
    expect(lines[2]).toMatch(/^ +1 {2}1:12 /);
    expect(lines[3]).toMatch(/^ +2 {2}0:03 /);
    expect(lines[4]).toMatch(/^ +all {2}1:15 .* and 4:05 waiting for you$/);
  });
});

it('the start of an attempt says that it carries out the plan', () => {
  const session = openOf(play(auto, start(), approve));
  const attempt = { epoch: 3, task: 1, conversation: 'c', continues: 2, orderedAt: record.startedAt };
  const told = (more: object) =>
    noticeMessage({ type: 'attempt-started', attempt: { ...attempt, ...more } } as never, session).join('\n');
  expect(told({ carriesOut: true })).toMatch(
    /attempt 3, in the conversation of attempt 2, which carries out the plan$/,
  );
  expect(told({})).toMatch(/in the conversation of attempt 2$/);
});
