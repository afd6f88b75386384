import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../src/core/attempt/index.ts';
import { asksLive, npmInstall } from '../../helpers/asking-fakes.ts';
import { limited } from '../../helpers/session-play.ts';
import { taskNumbered } from '../../app/stage.ts';
import { planned } from '../../helpers/session-asks.ts';
import { asking, running, spoil, statusOf } from './ask-stage.ts';
import { codeOf, gateOf, openWebhook, TODAY, type Webhook } from './stage.ts';

describe('the status while Claude asks', () => {
  it('tells what it would do, why it is asked, and what can be answered', async () => {
    const { webhook, live } = await asking();
    const { status, gate, also_waiting: others, message } = await statusOf(webhook);
    expect([status, others]).toEqual(['waiting_approval', []]);
    expect(gate).toMatchObject({ id: live.gate, kind: 'ask', task: 1, allowed: ['allow', 'deny', 'stop'] });
    expect(gate?.['call']).toEqual({
      ...{ tool: 'Bash', kind: 'permission', live: true, shown: true, whole: true },
      ...{ command: 'npm install left-pad', description: 'Install the padding' },
      for_task: expect.any(Boolean),
      detail: expect.stringContaining('npm install left-pad'),
      why: expect.any(String),
    });
    expect(message).toContain('Waiting for your answer: Task 1/3');
    expect(message).toMatch(/\nnpm install left-pad\n/);
  });

  it('offers nothing but to deny what cannot be shown', async () => {
    const { webhook, live } = await asking();
    await spoil(webhook, npmInstall);
    const { gate, message } = await statusOf(webhook);
    expect(gate).toMatchObject({ id: live.gate, allowed: ['deny', 'stop'], call: { shown: false } });
    expect(gate).not.toHaveProperty('call.command');
    expect(message).toContain('cannot be shown');
  });

  it('tells everything that waits at once, of which one must then be named', async () => {
    const { webhook, live } = await asking();
    const second = await asksLive(webhook, { ...npmInstall, id: 'toolu_9' });
    const { gate, also_waiting: others } = await statusOf(webhook);
    expect([gate?.['id'], others.map(({ id }) => id)]).toEqual([live.gate, [second.gate]]);
    const which = await webhook.post('allow');
    expect([codeOf(which), which.body['gates']]).toEqual(['409 which_gate', [live.gate, second.gate]]);
    expect(codeOf(await webhook.post('allow', { gate: second.gate }))).toBe('ok');
    expect(await second.reply).toEqual({ decision: 'allow' });
    expect(codeOf(await webhook.post('deny', { words: 'No.' }))).toBe('ok');
    expect(await live.reply).toEqual({ decision: 'deny', reason: 'The operator did not allow this: No.' });
  });

  it('tells no more than can be read, and says so', async () => {
    const command = `echo ${'x'.repeat(90_000)}`;
    const webhook = await running();
    await asksLive(webhook, { ...npmInstall, shown: { kind: 'command', command } });
    const { gate } = await statusOf(webhook);
    const call = gate?.['call'] as { readonly command: string; readonly whole: boolean };
    expect([call.whole, call.command.length]).toEqual([false, 50_000]);
  });
});

describe('a call that waits', () => {
  it.each([
    ['allow', {}, { decision: 'allow' }],
    ['allow', { instead: 'npm ci' }, { decision: 'allow', input: { command: 'npm ci' } }],
    ['deny', {}, { decision: 'deny', reason: 'The operator did not allow this.' }],
    [
      'deny',
      { words: 'Use pnpm.' },
      { decision: 'deny', reason: 'The operator did not allow this: Use pnpm.' },
    ],
    [
      'deny',
      { feedback: 'Use pnpm.' },
      { decision: 'deny', reason: 'The operator did not allow this: Use pnpm.' },
    ],
    ['command', { command: '/allow' }, { decision: 'allow' }],
    ['command', { command: '/allow task' }, { decision: 'allow' }],
    ['command', { command: '/instead npm ci' }, { decision: 'allow', input: { command: 'npm ci' } }],
    [
      'command',
      { command: '/deny Use pnpm.' },
      { decision: 'deny', reason: 'The operator did not allow this: Use pnpm.' },
    ],
  ])('is answered by %s %j', async (name, body, reply) => {
    const { webhook, live } = await asking();
    const answer = await webhook.post(name, { ...body, gate: live.gate });
    expect(answer.body).toMatchObject({
      status: 'ok',
      message: expect.stringMatching(/^(Allowed|Denied)\. Running: task 1 of 3\.$/),
      state: { status: 'running', gate: null, epoch: 1 },
    });
    expect(await live.reply).toEqual(reply);
    const late = await webhook.post('allow', { gate: live.gate });
    expect(codeOf(late)).toBe('409 already_decided');
  });

  it('is allowed for its task, when that is said', async () => {
    const { webhook, live } = await asking();
    expect(codeOf(await webhook.post('allow', { for_task: true }))).toBe('ok');
    await live.reply;
    expect(webhook.service.read()).toMatchObject({ grants: [{ task: 1 }] });
  });

  it('takes no other command than a shell command takes', async () => {
    const webhook = await running();
    const input = { file_path: '/project/a.ts', content: 'x' };
    await asksLive(webhook, { id: 'toolu_3', tool: 'mcp__files__write', input });
    expect(codeOf(await webhook.post('allow', { instead: 'npm ci' }))).toBe('409 instead_not_allowed');
  });

  it('is refused what does not fit it, with what does', async () => {
    const { webhook } = await asking();
    const answered = await webhook.post('answer', { option: 1 });
    expect([codeOf(answered), answered.body['allowed']]).toEqual([
      '409 not_allowed_here',
      ['allow', 'deny', 'stop'],
    ]);
    expect(codeOf(await webhook.post('approve'))).toBe('409 not_allowed_here');
  });

  it('is refused under a pause, and ended only when that is said', async () => {
    const { webhook } = await asking();
    await webhook.post('pause');
    expect(codeOf(await webhook.post('allow'))).toBe('409 paused');
    await webhook.post('resume');
    expect(codeOf(await webhook.post('stop'))).toBe('409 confirm_needed');
    expect(codeOf(await webhook.post('stop', { confirm: 1 }))).toBe('ok');
    expect((await statusOf(webhook)).gate).toBeNull();
  });

  it('has its answer once, however often that is sent', async () => {
    const { webhook, live } = await asking();
    const body = { gate: live.gate, request_id: 'n8n:7' };
    const answers = await Promise.all([1, 2, 3].map(() => webhook.post('allow', body)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(await live.reply).toEqual({ decision: 'allow' });
  });
});

describe('a body', () => {
  it.each([
    ['answer', {}, /^"answers": expected one of "answers", "words" and "option"\.$/],
    ['answer', { words: 'a', option: 1 }, /expected one of/],
    ['answer', { answers: {} }, /^"answers": expected an object of 1 to 10 questions/],
    ['answer', { answers: { 'Which?': 7 } }, /^"answers\.Which\?": expected text/],
    ['answer', { words: '\u200b' }, /^"words": expected text of 1 to 4000 characters\.$/],
    ['answer', { answers: { 'Which?': ' \u2060\n' } }, /^"answers\.Which\?": expected text/],
    ['deny', { words: '\u200b\ufeff' }, /^"words": expected text/],
    ['answer', { option: 0 }, /^"option": expected the number of an option from 1 to 50/],
    ['answer', { option: [] }, /^"option": expected the number/],
    [
      'deny',
      { words: 'a', feedback: 'b' },
      /^"feedback": expected not beside "words", which says the same\.$/,
    ],
    ['allow', { for_task: true, instead: 'npm ci' }, /^"for_task": expected not beside "instead"/],
    ['allow', { for_task: 'yes' }, /^"for_task": expected true or false\.$/],
    ['allow', { instaed: 'npm ci' }, /Did you mean "instead"\?$/],
    ['wait', {}, /^"time": expected a time such as 09:00\.$/],
    ['wait', { time: '9 o’clock' }, /^"time": expected a time such as 09:00\.$/],
  ])('of %s %j says what is wrong with it', async (name, body, message) => {
    const answer = await (await openWebhook()).post(name, body);
    expect([codeOf(answer), answer.body['message']]).toEqual([
      '400 bad_body',
      expect.stringMatching(message),
    ]);
  });
});

describe('a limit', () => {
  const hours = (webhook: Webhook, n: number): void => webhook.disk.clock.advance(n * 3_600_000);

  it('is told with when it goes on, and put off', async () => {
    const webhook = await running({
      script: { 1: [{ outcome: limited }, {}] },
      deps: () => ({ zone: 'Europe/Berlin' }),
    });
    const before = await statusOf(webhook);
    expect([before.status, before.gate]).toEqual([
      'limited',
      expect.objectContaining({
        ...{ kind: 'limit', allowed: ['retry', 'wait', 'skip', 'stop'] },
        hold: {
          ...{ cause: 'usage', tries: 0, resume_at: '2026-11-21T17:00:05.000Z' },
          since: expect.stringMatching(/^2026-11-21T09:30/),
        },
      }),
    ]);
    const answer = await webhook.post('wait', { time: '9:00' });
    expect(answer.body['message']).toBe('Put off. Held up: task 1 of 3.');
    const { gate, message } = await statusOf(webhook);
    expect(gate).toMatchObject({ hold: { resume_at: '2026-11-22T08:00:00.000Z' } });
    expect(message).toContain('it goes on by itself at Sun 22 Nov 08:00');
    hours(webhook, 1);
    expect(codeOf(await webhook.post('retry'))).toBe('ok');
    expect(webhook.runner.started).toHaveLength(2);
  });
});

describe('a plan', () => {
  it('is told at its gate, and done when it is approved', async () => {
    const tasks = [taskNumbered(1, { planFirst: true })];
    const outcome: Outcome = planned;
    const script = { 1: [{ outcome, leaves: { finalText: '1. Look.\n2. Change it.' } }, {}] };
    const path = `tasks/${TODAY}`;
    const webhook = await running({ script, files: { [TODAY]: { ok: true, path, file: { tasks } } } });
    const { gate } = await statusOf(webhook);
    expect(gate).toMatchObject({
      kind: 'plan',
      allowed: expect.arrayContaining(['approve', 'retry', 'skip', 'stop']),
      plan: { text: '1. Look.\n2. Change it.', whole: true, epoch: 1 },
    });
    await webhook.post('approve', { gate: await gateOf(webhook) });
    expect(webhook.runner.started.map(({ attempt }) => attempt.mode)).toEqual(['plan', undefined]);
  });
});
