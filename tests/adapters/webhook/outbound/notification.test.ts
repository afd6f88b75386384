import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type { Outcome } from '../../../../src/core/attempt/index.ts';
import type { Notice, OpenSession } from '../../../../src/core/session/index.ts';
import {
  approve,
  asking,
  auto,
  changeOf,
  completed,
  edited,
  failed,
  limited,
  listed,
  openOf,
  pause,
  play,
  playInGit,
  report,
  required,
  start,
  stop,
  touched,
  undone,
  type BareCommand,
} from '../../../helpers/session-play.ts';
import { bodyOf, deliver, outside, type Session } from './delivered.ts';
import { record, SECRET, taskOf } from './stage.ts';

/** The gate opens anew, because somebody else changed files. */
const renewal = (): BareCommand => touched({ type: 'renew', session: 'S', gate: 'g3' });
const at = '2026-11-21T09:30:15.000Z';
const about = { session: 'S', at };
const ann = { channel: 'telegram', name: 'ann' };

const waiting = openOf(play(required, start()));
const doubtful = openOf(play(required, start(), approve, report(1, asking)));
const running = openOf(play(required, start(), approve));
const inGit = (...commands: readonly BareCommand[]): OpenSession => openOf(playInGit(required, ...commands));
const redoable = inGit(start(), approve, report(1), ...undone);
const renewed = inGit(start(), approve, report(1), renewal());
const editedList = inGit(start(), edited('other'));
const leashed = openOf(
  play(required, start(), { type: 'approve', count: 3, until: '2026-11-21T18:00:00.000Z', belowUsd: 2 }),
);
const paused = openOf(play(required, start(), approve, pause));
const closed = play(required, start(), stop()).session;
const finished = play(auto, start([listed(1)]), approve, report(1)).session;

function gateOf({ phase }: OpenSession): Extract<Notice, { type: 'gate-opened' }>['gate'] {
  if (phase.name !== 'waiting') throw new Error(`the session is ${phase.name}`);
  return phase.gate;
}
const attempt = { epoch: 1, task: 1, conversation: 'c', orderedAt: at };
const ended = (outcome: Outcome): Notice => ({ type: 'attempt-ended', epoch: 1, task: 1, outcome, ...about });
const gateOpened = (of: OpenSession): Notice => ({ type: 'gate-opened', gate: gateOf(of), ...about });

const NOTICES: readonly (readonly [name: string, notice: Notice, session: Session, type: string])[] = [
  ['session-started', { type: 'session-started', by: ann, ...about }, waiting, 'info'],
  ['gate-opened', gateOpened(waiting), waiting, 'gate'],
  ['a gate of doubt', gateOpened(doubtful), doubtful, 'gate'],
  ['a gate after an undo', gateOpened(redoable), redoable, 'gate'],
  ['gate-reminder', { type: 'gate-reminder', gate: gateOf(waiting), ...about }, waiting, 'gate'],
  [
    'gate-decided',
    { type: 'gate-decided', gate: 'g1', decision: 'approve', by: ann, ...about },
    running,
    'info',
  ],
  ['attempt-started', { type: 'attempt-started', attempt, ...about }, running, 'info'],
  ['attempt-ended, done', ended(completed), running, 'success'],
  ['attempt-ended, asking', ended(asking), running, 'warning'],
  ['attempt-ended, failed', ended(failed), running, 'error'],
  ['attempt-ended, limited', ended(limited), running, 'warning'],
  ['attempt-adopted', { type: 'attempt-adopted', attempt, ...about }, running, 'warning'],
  ['task-skipped', { type: 'task-skipped', task: 1, ...about }, running, 'info'],
  ['a gate over files that moved', gateOpened(renewed), renewed, 'gate'],
  ['a start on a leash', { type: 'attempt-started', attempt, ...about }, leashed, 'info'],
  ['task-undone', { type: 'task-undone', task: 1, keptAs: 'undo-g7', ...about }, waiting, 'info'],
  ['task-redone', { type: 'task-redone', task: 1, ...about }, waiting, 'info'],
  ['list-edited', { type: 'list-edited', changes: [changeOf(3)], ...about }, editedList, 'warning'],
  [
    'list-edited, while an attempt runs',
    { type: 'list-edited', changes: [changeOf(3)], ...about },
    running,
    'warning',
  ],
  [
    'not-committed',
    { type: 'not-committed', task: 1, reason: 'HEAD is detached.', ...about },
    running,
    'warning',
  ],
  ['stopping', { type: 'stopping', epoch: 1, cause: 'silence', ...about }, running, 'warning'],
  ['session-paused', { type: 'session-paused', by: ann, ...about }, paused, 'info'],
  ['session-resumed', { type: 'session-resumed', by: ann, ...about }, running, 'info'],
  [
    'session-closed, stopped',
    { type: 'session-closed', how: 'stopped', ...about },
    closed as Session,
    'info',
  ],
  [
    'session-closed, completed',
    { type: 'session-closed', how: 'completed', ...about },
    finished as Session,
    'success',
  ],
  [
    'channel-refused',
    { type: 'channel-refused', channel: 'telegram', reason: 'The bot was blocked.', ...about },
    running,
    'warning',
  ],
];

const plain = { record: record('All is well.'), task: taskOf('Make it work.') };

describe('a notification', () => {
  it.each(NOTICES)('of %s', async (_name, notice, session, type) => {
    const body = bodyOf(await deliver(notice, session, plain));
    expect(body.type).toBe(type);
    expect(body).toMatchSnapshot();
    for (const { data } of body.buttons) expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
  });

  it('carries the secret, the signature of its body, and its id', async () => {
    const received = await deliver(gateOpened(waiting), waiting, plain);
    expect(received).toMatchObject({ method: 'POST', path: '/webhook/greenlight' });
    expect(received?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-webhook-secret': SECRET,
      'x-greenlight-signature': `sha256=${createHmac('sha256', SECRET)
        .update(received?.body ?? '')
        .digest('hex')}`,
      'idempotency-key': 'request#1:0:webhook',
    });
    expect(bodyOf(received).id).toBe('request#1:0:webhook');
  });

  it('has buttons whose data fits for the longest ids', async () => {
    const gate = { ...gateOf(waiting), id: 'g'.repeat(36) };
    const session = { ...waiting, id: '20261121-093015-2', phase: { name: 'waiting', gate } } as const;
    const body = bodyOf(await deliver({ type: 'gate-opened', gate, ...about }, session, plain));
    expect(body.buttons.map(({ command }) => command)).toEqual(['approve', 'skip', 'stop', 'pause']);
    for (const { data } of body.buttons) expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
  });

  it('is not sent of a decision that came over HTTP, nor of a gate that is decided', async () => {
    const decided: Notice = {
      ...{ type: 'gate-decided', gate: 'g1', decision: 'approve', ...about },
      by: { channel: 'webhook', name: 'n8n' },
    };
    expect(await deliver(decided, running)).toBeUndefined();
    expect(await deliver(gateOpened(waiting), running)).toBeUndefined();
  });

  it('is not in the way of what cannot be read about it', async () => {
    const listener = await outside.listen();
    const { createWebhookChannel } =
      await import('../../../../src/adapters/webhook/outbound/webhook-channel.ts');
    const gone = (): Promise<never> => Promise.reject(new Error('EACCES'));
    const channel = createWebhookChannel({
      ...{ target: { url: listener.url, secret: undefined }, records: gone, evidence: gone, tasks: gone },
      callBook: { read: gone },
      ...{ logsFolder: () => 'logs', local: () => '10:00', redact: (words) => words },
    });
    await channel.deliver(gateOpened(doubtful), doubtful, 'k1');
    await channel.deliver(gateOpened(waiting), waiting, 'k2');
    expect(listener.received.map(({ headers }) => headers['x-webhook-secret'])).toEqual([
      undefined,
      undefined,
    ]);
    expect(listener.received.map((each) => bodyOf(each).type)).toEqual(['gate', 'gate']);
  });
});

const HOSTILE = [
  '<b>&"</b>',
  '&'.repeat(5_000),
  '<'.repeat(5_000),
  '👨‍👩‍👧‍👦'.repeat(3_000),
  'é̂'.repeat(4_000),
  '</blockquote>'.repeat(900),
];
/** Every tag that opens closes, in order, and nothing else looks like one. */
function strayOf(html: string): string {
  return html
    .replace(/<(b|pre|blockquote)>[^<>]*<\/\1>/g, '')
    .replace(/&(amp|lt|gt);/g, '')
    .replace(/[^<>&]/g, '');
}

describe('a notification of a hostile text', () => {
  it.each(HOSTILE)('keeps to what Telegram takes (%#)', async (words) => {
    const tasks = Array.from({ length: 40 }, (_, index) => listed(index + 1, { title: words }));
    const session = openOf(play(required, start(tasks)));
    const long = openOf(play(required, start(tasks), approve, report(1, asking)));
    const stopped = play(required, start(tasks), stop()).session as Session;
    const outcome: Outcome = { ...failed, sentence: words };
    const options = {
      record: {
        ...record(words),
        filesTouched: [words, words],
        lastLines: Array.from({ length: 9 }, () => words),
      },
      task: { ...taskOf(words), title: words, acceptanceCriteria: [words, words], verify: [words] },
      evidence: {
        ...{ task: 1, epoch: 1, unexpected: Array.from({ length: 50 }, () => words), trouble: words },
        changes: {
          ...{ total: 90_000, added: 1, removed: 1 },
          files: Array.from({ length: 50 }, () => ({ path: words, change: 'renamed', from: words }) as const),
        },
        verifications: Array.from({ length: 20 }, () => ({
          ...{ command: words, passed: false, durationMs: 1, log: 'x' },
          lastLines: Array.from({ length: 15 }, () => words.slice(0, 300)),
        })),
      },
    };
    const told: readonly (readonly [Notice, Session])[] = [
      [{ type: 'session-started', by: ann, ...about }, session],
      [gateOpened(session), session],
      [gateOpened(long), long],
      [ended(outcome), long],
      [{ type: 'session-closed', how: 'stopped', ...about }, stopped],
      [{ type: 'channel-refused', channel: 'telegram', reason: words, ...about }, session],
    ];
    for (const [notice, of] of told) {
      const { html, message } = bodyOf(await deliver(notice, of, options));
      expect(html.length).toBeLessThanOrEqual(4_096);
      expect(message.length).toBeLessThanOrEqual(4_096);
      expect(strayOf(html)).toBe('');
      // (Half of a character would become another one.)
      expect(Buffer.from(html).toString()).toBe(html);
    }
  });

  it('still says what it is about, and when', async () => {
    const session = openOf(play(required, start([listed(1, { title: '&'.repeat(9_000) })])));
    const { html } = bodyOf(await deliver(gateOpened(session), session, { task: taskOf('<'.repeat(9_000)) }));
    expect(html).toMatch(/^<b>⏸️ Task 1\/1: &amp;/);
    expect(html).toMatch(/\nwaiting since \d\d:\d\d · 📊 0\/1 \(0 %\)$/);
  });
});

describe('a secret in what is told', () => {
  const token = 'p&ss"word<of>the\\tests';
  const redact = (words: string): string => words.replaceAll(token, '[redacted]');

  it('is taken out although its characters are escaped', async () => {
    const received = await deliver(ended(failed), running, { record: record(`It is ${token}.`), redact });
    const { html, message } = bodyOf(received);
    expect(message).toContain('It is [redacted].');
    expect(html).toContain('It is [redacted].');
  });

  it('is taken out where a long text is cut in the middle of it', async () => {
    const words = `${'x'.repeat(690)}${token} and more ${'y'.repeat(90)}`;
    for (const [notice, session] of [
      [ended(failed), running],
      [gateOpened(doubtful), doubtful],
      [gateOpened(waiting), waiting],
    ] as const) {
      const received = await deliver(notice, session, { record: record(words), task: taskOf(words), redact });
      expect(received?.body).not.toContain('xp');
    }
  });
});
