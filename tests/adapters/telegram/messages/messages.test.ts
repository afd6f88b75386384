import { describe, expect, it } from '@jest/globals';
import { closingMessage } from '../../../../src/adapters/telegram/messages/closing-message.ts';
import { decisionToast } from '../../../../src/adapters/telegram/messages/decision-toast.ts';
import { faultsMessage } from '../../../../src/adapters/telegram/messages/faults-message.ts';
import { helpMessage } from '../../../../src/adapters/telegram/messages/help-message.ts';
import { instructionMessage } from '../../../../src/adapters/telegram/messages/instruction-message.ts';
import { listMessage } from '../../../../src/adapters/telegram/messages/list-message.ts';
import { logsMessage } from '../../../../src/adapters/telegram/messages/logs-message.ts';
import { noFileToday } from '../../../../src/adapters/telegram/messages/no-file-today.ts';
import { notStored } from '../../../../src/adapters/telegram/messages/not-stored.ts';
import { noticeText, type PlainNotice } from '../../../../src/adapters/telegram/messages/notice-text.ts';
import { pausedCard } from '../../../../src/adapters/telegram/messages/paused-card.ts';
import { recoveredText } from '../../../../src/adapters/telegram/messages/recovered-text.ts';
import { refusalMessage } from '../../../../src/adapters/telegram/messages/refusal-message.ts';
import { refusalToast } from '../../../../src/adapters/telegram/messages/refusal-toast.ts';
import { saidMessage } from '../../../../src/adapters/telegram/messages/said-message.ts';
import { unclearText } from '../../../../src/adapters/telegram/messages/unclear-text.ts';
import type { OperatorCommand } from '../../../../src/core/operator/index.ts';
import type { ClosedSession, Rejection } from '../../../../src/core/session/index.ts';
import {
  approve,
  auto,
  openOf,
  play,
  report,
  required,
  skip,
  type BareCommand,
} from '../../../helpers/session-play.ts';
import { ann, begin, bo, local, now, record, task, turnsUsed } from './day.ts';
import { shownCard, shownText } from './shown.ts';

const session = openOf(play(required, begin));
const closedBy = (...commands: readonly BareCommand[]): ClosedSession => {
  const story = play(required, begin, ...commands).session;
  if (story.state !== 'closed') throw new Error(`the session is ${story.state}`);
  return story;
};
const attempt = { epoch: 3, task: 1, conversation: 'c', orderedAt: now };

describe('the list', () => {
  it('says where it will wait', () => {
    expect(shownText(listMessage(session, required))).toMatchSnapshot();
    expect(listMessage(openOf(play(auto, begin)), { ...auto, checkpointAfter: [] }).text).toContain(
      'No task waits for approval before it begins.',
    );
  });
});

describe('a notice', () => {
  it.each<object>([
    { type: 'session-paused', by: ann },
    { type: 'session-resumed', by: bo },
    { type: 'task-skipped', task: 2 },
    { type: 'stopping', epoch: 3, cause: 'operator' },
    { type: 'stopping', epoch: 3, cause: 'timeout' },
    { type: 'stopping', epoch: 3, cause: 'silence' },
    { type: 'stopping', epoch: 3, cause: 'shutdown' },
    { type: 'attempt-adopted', attempt },
    { type: 'task-undone', task: 1, keptAs: 'undo-g5' },
    { type: 'task-redone', task: 1 },
    {
      type: 'not-committed',
      task: 1,
      reason: 'The branch moved while task 1 ran, so nothing was committed.',
    },
    { type: 'channel-refused', channel: 'webhook', reason: 'The server answers 401.' },
  ])('%j', (notice) => {
    const whole = { ...notice, session: 'S', at: now } as PlainNotice;
    expect(shownText(noticeText(whole, session, local))).toMatchSnapshot();
  });

  it('of a pause has the way out of it', () => {
    const notice = { type: 'session-paused', by: ann, session: 'S', at: now } as const;
    expect(shownCard(pausedCard(notice, session, local))).toMatchSnapshot();
  });
});

describe('a refusal', () => {
  it.each<Rejection>([
    { code: 'no_session' },
    { code: 'already_running', session: '20261121-093015', file: 'tasks/today.md' },
    { code: 'nothing_waiting' },
    { code: 'stale_gate' },
    { code: 'already_decided', decision: 'skip', by: bo, at: now },
    { code: 'not_allowed_here', kind: 'failure', allowed: ['retry', 'skip'] },
    { code: 'count_not_allowed', kind: 'doubt' },
    { code: 'paused' },
    { code: 'confirm_needed', epoch: 3, task: 1 },
  ])('%j says why, and what waits now', (rejection) => {
    expect(shownText(refusalMessage(rejection, session, local, 'approve'))).toMatchSnapshot();
    const toast = refusalToast(rejection, session, local, 'approve');
    expect(toast).toBe(refusalMessage(rejection, session, local, 'approve').text.replace(/^⚠️ /, ''));
    expect(toast.length).toBeLessThanOrEqual(200);
  });

  it('fits the answer to a tap, however long the names are', () => {
    const name = 'n'.repeat(1_000);
    const tasks = session.tasks.map((each) => ({ ...each, title: '👍🏽'.repeat(500) }));
    const rejection: Rejection = {
      code: 'already_decided',
      decision: 'skip',
      by: { ...ann, name },
      at: now,
    };
    const toast = refusalToast(rejection, { ...session, tasks }, local, 'approve');
    expect(toast.length).toBeLessThanOrEqual(200);
    expect(toast).toMatch(/^That was decided already[^]*… at .*\nWaiting for you: Task 1[^]*…$/);
  });
});

describe('toasts', () => {
  it('are a few words', () => {
    const all: readonly OperatorCommand[] = [
      ...[{ type: 'start', file: 'x' } as const, { type: 'approve' } as const],
      ...(['skip', 'retry', 'undo', 'redo', 'reload', 'unleash'] as const).map((type) => ({ type })),
      ...(['pause', 'resume', 'stop', 'allow', 'deny'] as const).map((type) => ({ type })),
      ...[{ type: 'allow', forTask: true } as const, { type: 'wait', time: '09:00' } as const],
      { type: 'answer', answers: { words: 'x' } },
    ];
    expect(all.map(decisionToast)).toMatchSnapshot();
    expect(notStored().length).toBeLessThanOrEqual(200);
  });
});

describe('the end of a session', () => {
  it('tells every task', () => {
    expect(
      shownText(closingMessage(closedBy(approve, report(1), skip, { type: 'stop' }), 'logs/S')),
    ).toMatchSnapshot();
    const finished = closedBy(approve, report(1), skip, skip);
    expect(shownText(closingMessage(finished, 'logs/S'))).toMatchSnapshot();
    const failed = closedBy(approve, report(1, turnsUsed), { type: 'stop' });
    expect(shownText(closingMessage(failed, 'logs/S'))).toContain(
      '❌ 1. Add invoices migration · failed · 2:31',
    );
  });
});

describe('the files', () => {
  it('have faults', () => {
    const faults = [
      { line: 3, column: 1, message: '`Requires Aproval`: did you mean `Requires Approval`?' },
      { line: 9, column: 2, message: 'task 2 depends on itself.' },
    ];
    expect(shownText(faultsMessage('tasks/today.md', faults))).toMatchSnapshot();
  });

  it.each([
    { today: '2026-11-21-tasks.md' },
    { today: '2026-11-21-tasks.md', newest: '2026-11-20-tasks.md', digest: '0badcafe' },
    { today: '2026-11-21-tasks.md', newest: `${'long-'.repeat(30)}tasks.md`, digest: '0badcafe' },
  ])('are not of today: %j', (files) => {
    expect(shownCard(noFileToday(files))).toMatchSnapshot();
  });
});

describe('lost state', () => {
  it('is told with what still runs', () => {
    const restored = { movedTo: 'state.json.corrupt-1', reason: 'it is empty', from: 'nothing' } as const;
    const unknown = [{ session: '20261120-080000', attempt, state: 'running' }] as const;
    expect(recoveredText({ restored, unknown })?.text).toMatchSnapshot();
    expect(
      recoveredText({ restored: { reason: 'gone', from: 'copy' }, unknown: [] })?.text,
    ).toMatchSnapshot();
    expect(recoveredText({ unknown: [] })).toBeUndefined();
  });
});

describe('what was asked for', () => {
  it('is help', () => {
    expect(shownText(helpMessage())).toMatchSnapshot();
    expect(helpMessage(['approve', 'status']).text.match(/^\/\w+/gm)).toEqual(['/approve', '/status']);
  });

  it('is unclear', () => {
    expect(unclearText('"aprove" is not a command.').text).toMatchSnapshot();
  });

  it('is the log', () => {
    const logged = record({ lastLines: ['Edit a.ts', '', '  2 passed'] });
    expect(shownText(logsMessage(logged, 10, 'logs/S/1.log'))).toMatchSnapshot();
    expect(shownText(logsMessage(record(), 10, 'logs/S/1.log'))).toMatchSnapshot();
    expect(shownText(logsMessage(undefined, 10, 'logs/S'))).toMatchSnapshot();
    expect(logsMessage(undefined, 10, '').text).toBe('📜 There is no log yet: no attempt was started.');
    expect(logsMessage(logged, 1, '').text).toBe('📜 The last 1 line of attempt 1 (task 1):\n  2 passed');
  });

  it('is the whole instruction', () => {
    const whole = { ...task, description: 'See /etc/hosts.', model: 'opus' };
    expect(shownText(instructionMessage(session, 2, whole))).toMatchSnapshot();
    expect(shownText(instructionMessage(undefined, 2, undefined))).toMatchSnapshot();
  });

  it('is everything Claude said', () => {
    expect(
      shownText(
        saidMessage(session, record({ finalText: 'Done.\n\nSee /approve, not /etc/approve or a/approve.' })),
      ),
    ).toMatchSnapshot();
    expect(shownText(saidMessage(session, record({ finalText: ' ' })))).toMatchSnapshot();
    expect(shownText(saidMessage(undefined, undefined))).toMatchSnapshot();
  });
});
