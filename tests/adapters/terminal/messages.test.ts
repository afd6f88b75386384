import { describe, expect, it } from '@jest/globals';
import { createLocalTime } from '../../../src/app/local-time.ts';
import { reasonOf } from '../../../src/core/wording/gate-reason.ts';
import { listMessage } from '../../../src/adapters/terminal/messages/list-message.ts';
import { noticeMessage, type PlainNotice } from '../../../src/adapters/terminal/messages/notice-message.ts';
import { placeAndTitle } from '../../../src/core/wording/place.ts';
import { recoveredMessage } from '../../../src/adapters/terminal/messages/run-message.ts';
import { refusalMessage } from '../../../src/adapters/terminal/messages/refusal-message.ts';
import { resultMessage } from '../../../src/adapters/terminal/messages/result-message.ts';
import { noStyle, styleFor } from '../../../src/adapters/terminal/style.ts';
import type { Evidence, Outcome } from '../../../src/core/attempt/index.ts';
import type { OperatorCommand } from '../../../src/core/operator/index.ts';
import type { Rejection } from '../../../src/core/session/index.ts';
import { createFakeClock } from '../../helpers/app-fakes.ts';
import {
  ann,
  auto,
  changeOf,
  listed,
  openOf,
  play,
  report,
  required,
  start,
} from '../../helpers/session-play.ts';

const session = openOf(play(required, start()));
const local = createLocalTime(() => '2026-11-21T09:30:00.000Z', 'Europe/Berlin');
const at = '2026-11-21T16:02:00.000Z';
const gate = { id: 'g', openedAt: at, digest: 'd' };
const attempt = { epoch: 3, task: 1, conversation: 'c', orderedAt: at };

describe('times', () => {
  it('are on the clock of the operator, with the day when it is another', () => {
    expect(local(at)).toBe('17:02');
    expect(local('2026-11-21T23:30:00.000Z')).toBe('Sun 22 Nov 00:30');
    expect(createLocalTime(() => createFakeClock().now())(at)).toMatch(/\d\d:\d\d$/);
  });
});

describe('a refusal', () => {
  it.each<readonly [Rejection, OperatorCommand['type']?]>([
    [{ code: 'no_session' }],
    [{ code: 'already_running', session: '20261121-093015', file: 'tasks/today.md' }],
    [{ code: 'nothing_waiting' }],
    [{ code: 'stale_gate' }],
    [{ code: 'stale_session' }],
    [{ code: 'already_decided', decision: 'skip', by: { channel: 'telegram', name: 'Bo\u001b[2J' }, at }],
    [{ code: 'not_allowed_here', kind: 'start', allowed: ['approve', 'skip'] }, 'retry'],
    [{ code: 'not_allowed_here', kind: 'closing', allowed: ['approve'] }, 'skip'],
    [{ code: 'not_allowed_here', kind: 'doubt', allowed: ['approve', 'skip', 'retry'] }, 'reload'],
    [{ code: 'not_allowed_here', kind: 'failure', allowed: ['retry', 'skip'] }],
    [{ code: 'not_allowed_here', kind: 'limit', allowed: ['retry', 'skip'] }],
    [{ code: 'count_not_allowed', kind: 'doubt' }],
    [{ code: 'paused' }],
    [{ code: 'already', what: 'paused' }],
    [{ code: 'already', what: 'going on' }],
    [{ code: 'already', what: 'stopping' }],
    [{ code: 'confirm_needed', epoch: 3, task: 1 }],
    [{ code: 'tree_moved', paths: ['src/a.ts', 'b\u001b[2J.txt'], total: 7, head: true }],
    [{ code: 'undo_moved', paths: ['src/a.ts'], total: 1 }],
    [{ code: 'undo_impossible', sentence: 'It is not kept any more.' }],
    [{ code: 'list_unchanged' }],
    [{ code: 'time_passed', until: at }],
    [{ code: 'already', what: 'off the leash' }],
    [{ code: 'stale_report' }],
  ])('%j says why, and what waits now', (rejection, asked = 'approve') => {
    expect(refusalMessage(rejection, session, local, asked).join('\n')).toMatchSnapshot();
  });

  it('says what there is in every state', () => {
    const closed = play(required, start(), { type: 'stop' }).session;
    const running = play(auto, start(), { type: 'pause' }).session;
    const stopping = play(auto, start(), { type: 'stop', confirm: true }).session;
    const between = play(auto, start(), { type: 'pause' }, report(1)).session;
    const states = [{ state: 'idle' } as const, closed, running, stopping, between];
    expect(
      states.map((state) => refusalMessage({ code: 'paused' }, state, local, 'approve')[1]),
    ).toMatchSnapshot();
  });
});

describe('a notice', () => {
  it.each([
    { type: 'gate-decided', gate: 'g', decision: 'approve', by: { channel: 'telegram', name: 'Bo' } },
    { type: 'gate-decided', gate: 'g', decision: 'skip', by: { channel: 'greenlight', name: '' } },
    { type: 'gate-decided', gate: 'g', decision: 'retry', by: ann },
    { type: 'gate-decided', gate: 'g', decision: 'undo', by: ann },
    { type: 'gate-decided', gate: 'g', decision: 'redo', by: ann },
    { type: 'gate-decided', gate: 'g', decision: 'reload', by: ann },
    { type: 'gate-decided', gate: 'g', decision: 'stop', by: ann },
    { type: 'task-undone', task: 2, keptAs: 'undo-g7' },
    { type: 'task-redone', task: 2 },
    { type: 'list-edited', changes: [changeOf(3), changeOf(1, { begun: true })] },
    { type: 'not-committed', task: 1, reason: 'HEAD is on no branch (detached).' },
    { type: 'attempt-started', attempt },
    { type: 'attempt-started', attempt: { ...attempt, continues: 2, words: 'two\nlines' } },
    { type: 'attempt-adopted', attempt },
    { type: 'task-skipped', task: 2 },
    { type: 'stopping', epoch: 3, cause: 'operator' },
    { type: 'stopping', epoch: 3, cause: 'timeout' },
    { type: 'stopping', epoch: 3, cause: 'silence' },
    { type: 'stopping', epoch: 3, cause: 'shutdown' },
    { type: 'gate-reminder', gate: { task: 2 } },
    { type: 'channel-refused', channel: 'telegram', reason: 'The bot was blocked by the user.' },
    { type: 'session-paused', by: ann },
    { type: 'session-resumed', by: { channel: 'webhook', name: 'n8n' } },
  ])('%j is a line', (notice) => {
    const whole = { ...notice, session: 'S', at } as unknown as PlainNotice;
    expect(noticeMessage(whole, session).join('\n')).toMatchSnapshot();
  });
});

describe('the reason of a gate', () => {
  const dependent = openOf(play(required, start([listed(1), listed(2), listed(3, { dependsOn: [1, 2] })])));
  it.each(['begin', 'rework', 'blocked', 'checkpoint', 'explicit', 'manual', 'required'] as const)(
    'before a task: %s',
    (why) => {
      expect(reasonOf(dependent, { ...gate, kind: 'start', why, task: 3 })).toMatchSnapshot();
    },
  );

  it.each(['checkpoint', 'rework'] as const)('at the end: %s', (why) => {
    expect(reasonOf(dependent, { ...gate, kind: 'closing', why, task: 3 })).toMatchSnapshot();
  });

  it.each(['doubt', 'failure', 'plan'] as const)('after an attempt: %s', (kind) => {
    expect(reasonOf(dependent, { ...gate, kind, task: 1, epoch: 1 })).toMatchSnapshot();
  });

  it.each(['not-started', 'superseded'] as const)('says that nothing ran: %s', (failure) => {
    const outcome: Outcome = { kind: 'failed', failure, sentence: 'Busy.', resumable: false };
    const reason = reasonOf(dependent, { ...gate, kind: 'failure', task: 1, epoch: 1 }, outcome);
    expect(reason).toMatch(/^it could not be started\./);
    const facts = { session: dependent, task: 1, record: undefined, local, style: noStyle, width: 100 };
    expect(resultMessage({ ...facts, outcome })[0]).toBe(
      '❌ Task 1/3: Task number 1 (backend) · could not be started',
    );
  });

  it('says that a list ran already', () => {
    const again = openOf(play(required, start(undefined, true)));
    expect(reasonOf(again, { ...gate, kind: 'start', why: 'begin', task: 1 })).toContain('already');
  });
});

describe('a result', () => {
  const sentence = 'What happened.';
  it.each<Outcome>([
    { kind: 'completed', asks: false, sentence, resumable: true },
    { kind: 'completed', asks: true, sentence, resumable: true },
    { kind: 'completed', asks: false, unchanged: true, sentence, resumable: true },
    { kind: 'failed', failure: 'api', sentence, resumable: true },
    { kind: 'failed', failure: 'verification', sentence, resumable: true },
    { kind: 'timed-out', sentence, resumable: true },
    { kind: 'silent', sentence, resumable: true },
    { kind: 'lost', sentence, resumable: true },
    { kind: 'stopped', sentence, resumable: true },
    { kind: 'limited', sentence, resumable: true },
    { kind: 'limited', sentence, resumable: true, resetsAt: at },
  ])('%j says so', (outcome) => {
    const lines = resultMessage({
      session,
      task: 1,
      outcome,
      record: undefined,
      local,
      style: noStyle,
      width: 100,
    });
    expect(lines.join('\n')).toMatchSnapshot();
  });

  it('shows what was found out about it, and for that nothing that Claude only says', () => {
    const file = { change: 'modified', added: 1, removed: 0 } as const;
    const files = Array.from({ length: 40 }, (_, n) => ({ ...file, path: `src/${n}\u001b[2J.ts` }));
    const changes = { files, total: 1_200, added: 90, removed: 3 };
    const verification = { durationMs: 61_000, lastLines: [], log: 'verify-1.log' };
    const lastLines = Array.from({ length: 15 }, (_, n) => `${'  '.repeat(n)}line ${n}`);
    const evidence: Evidence = {
      ...{ task: 1, epoch: 1, changes, sincePrevious: { files: [], total: 0, added: 0, removed: 0 } },
      verifications: [
        { ...verification, command: 'npm test', passed: true, exitCode: 0 },
        { ...verification, command: 'npm run lint', passed: false, ended: 'timeout', lastLines },
      ],
      unexpected: ['left.tmp', 'over.tmp'],
    };
    const record = {
      ...{ epoch: 1, task: 1, startedAt: at, finalText: 'It is done.', filesTouched: ['src/1.ts'] },
      ...{ refusedTools: [{ name: 'Bash', detail: 'rm -rf /' }], lastLines: ['the end of its log'] },
    };
    const outcome: Outcome = { kind: 'failed', failure: 'verification', sentence, resumable: true };
    const facts = { session, task: 1, outcome, record, local, style: noStyle, width: 100 };
    expect(resultMessage({ ...facts, evidence }).join('\n')).toMatchSnapshot();
    const trouble = 'What it changed could not be found out: git is gone.';
    const none: Evidence = { task: 1, epoch: 1, verifications: [], unexpected: [], trouble };
    expect(resultMessage({ ...facts, evidence: none }).join('\n')).toContain(
      `Files touched: src/1.ts\n   ⚠️ Claude was refused: Bash rm -rf /`,
    );
    expect(resultMessage({ ...facts, evidence: none }).join('\n')).toContain(`   ⚠️ ${trouble}\n`);
  });

  it('is short however much the attempt left behind, and cleaned', () => {
    const many = Array.from({ length: 50 }, (_, n) => `line ${n}\u001b[2J`);
    const record = {
      epoch: 1,
      task: 1,
      startedAt: at,
      finalText: many.join('\n'),
      filesTouched: many,
      refusedTools: [],
      pendingTool: { name: 'Bash', detail: 'sleep\r100' },
      lastLines: many,
    };
    const outcome: Outcome = { kind: 'lost', sentence, resumable: true };
    const lines = resultMessage({ session, task: 1, outcome, record, local, style: noStyle, width: 100 });
    expect(lines.join('\n')).toMatchSnapshot();
  });
});

describe('a task', () => {
  it('is named by its place, and by its number where that is another', () => {
    const tasks = openOf(play(required, start([listed(10), listed(20, { title: 'Fix\u001b[2J it' })])));
    expect(placeAndTitle(tasks, 20)).toBe('Task 2/2 (number 20): Fix it (backend)');
    expect(listMessage(tasks, auto, noStyle).at(-1)).toContain('No task waits for you before it begins.');
  });
});

describe('lost state', () => {
  it('is told with what still runs', () => {
    const restored = { movedTo: 'state.json.corrupt-1', reason: 'it is empty', from: 'nothing' } as const;
    const unknown = [{ session: '20261120-080000', attempt, state: 'running' }] as const;
    expect(recoveredMessage({ restored, unknown }).join('\n')).toMatchSnapshot();
    expect(recoveredMessage({ unknown: [] })).toEqual([]);
  });
});

describe('emphasis', () => {
  it('is for terminals whose owner did not refuse colours', () => {
    expect(styleFor({ isTTY: true }, undefined).bold('x')).toBe('\u001b[1mx\u001b[22m');
    expect(styleFor({ isTTY: true }, '').dim('x')).toBe('\u001b[2mx\u001b[22m');
    expect(styleFor({ isTTY: true }, '1').bold('x')).toBe('x');
    expect(styleFor({}, undefined).bold('x')).toBe('x');
  });
});
