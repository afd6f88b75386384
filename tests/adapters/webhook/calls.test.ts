import { describe, expect, it } from '@jest/globals';
import { completed } from '../../helpers/session-play.ts';
import { now } from '../../app/stage.ts';
import { codeOf, gateOf, openWebhook, TODAY, type Webhook } from './stage.ts';

const running = { 1: [{}] };

async function started(options: Parameters<typeof openWebhook>[0] = {}): Promise<Webhook> {
  const webhook = await openWebhook(options);
  expect(codeOf(await webhook.post('start'))).toBe('ok');
  return webhook;
}

const nowOf = ({ service }: Webhook): string => now(service.read());

describe('the status', () => {
  it('tells that nothing was started', async () => {
    const { body } = await (await openWebhook()).post('status');
    expect(body).toMatchObject({ status: 'idle', session_id: null, task: null, gate: null, tasks: [] });
    expect(body['message']).toBe('Nothing was started yet.');
  });

  it('tells what waits and why, and every task', async () => {
    const webhook = await started();
    await webhook.post('approve', { count: 2 });
    const { body } = await webhook.post('status');
    expect(body).toMatchSnapshot();
  });

  it('tells the attempt that runs, a pause, and the end', async () => {
    const webhook = await started({ script: running });
    await webhook.post('approve');
    await webhook.post('pause');
    const paused = await webhook.post('status');
    expect(paused.body).toMatchObject({ status: 'paused', paused: true, epoch: 1, task: 1, gate: null });
    await webhook.post('stop', { confirm: 1 });
    const over = await webhook.post('status');
    expect(over.body).toMatchObject({ status: 'stopped', paused: false, epoch: null, gate: null });
  });
});

describe('a call', () => {
  it('starts the file of today, and says where the session stands', async () => {
    const webhook = await openWebhook();
    const { status, body } = await webhook.post('start');
    expect([status, body]).toEqual([
      200,
      {
        status: 'ok',
        message: 'Started. Waiting for a decision: task 1 of 3.',
        state: {
          session_id: '20261121-093015',
          status: 'waiting_approval',
          task: 1,
          total: 3,
          gate: { id: expect.any(String), kind: 'start', task: 1 },
          epoch: null,
        },
      },
    ]);
    expect(webhook.service.read()).toMatchObject({ file: `tasks/${TODAY}` });
  });

  it('does what each endpoint says', async () => {
    const webhook = await started();
    const story: readonly (readonly [string, object, string])[] = [
      ['approve', {}, 'gate start 2'],
      ['retry', { feedback: 'Use the other table.' }, 'gate start 2'],
      ['pause', {}, 'paused gate start 2'],
      ['resume', {}, 'gate start 2'],
      ['skip', {}, 'gate start 3'],
      ['approve', { count: 'all' }, 'completed'],
    ];
    for (const [name, body, after] of story) {
      expect([name, codeOf(await webhook.post(name, body)), nowOf(webhook)]).toEqual([name, 'ok', after]);
    }
    expect(webhook.runner.started.map(({ attempt }) => attempt.words)).toEqual([
      undefined,
      'Use the other table.',
      undefined,
    ]);
  });

  it('stops at a gate at once, and a running attempt when that is confirmed', async () => {
    const webhook = await started();
    expect((await webhook.post('stop')).body['message']).toBe('Session 20261121-093015 is over.');
    const other = await started({ script: running });
    await other.post('approve');
    const asked = await other.post('stop');
    expect([codeOf(asked), asked.body['epoch']]).toEqual(['409 confirm_needed', 1]);
    const stopped = await other.post('stop', { confirm: true });
    expect(stopped.body['message']).toBe('Attempt 1 is being ended. The session closes with it.');
    expect(nowOf(other)).toBe('stopped');
  });

  it('writes down who decided, and by which channel', async () => {
    const webhook = await openWebhook();
    await webhook.post('start', { actor: ' Änn \u202e 🚀 ' });
    await webhook.post('pause');
    await webhook.service.close();
    expect(webhook.disk.audit.map(({ by }) => by)).toEqual([
      { channel: 'webhook', name: 'Änn 🚀' },
      { channel: 'webhook', name: 'webhook' },
    ]);
  });

  it('gets the last lines of the newest log, and where it is', async () => {
    const lastLines = Array.from({ length: 30 }, (_, n) => `line \u001b[1m${n + 1}`);
    const webhook = await started({ script: { 1: [{ outcome: completed, leaves: { lastLines } }] } });
    expect((await webhook.post('logs')).body).toEqual({ logs: '', lines: 0, file: null });
    await webhook.post('approve');
    const file = 'logs/20261121-093015/task-1-output.log';
    expect((await webhook.post('logs', { lines: 2 })).body).toEqual({
      logs: 'line 29\nline 30',
      lines: 2,
      file,
    });
    expect((await webhook.post('logs')).body).toMatchObject({ lines: 20, file });
  });
});

describe('a command in words', () => {
  it.each([
    ['/approve 2', 'gate start 3'],
    ['approve', 'gate start 2'],
    ['/skip', 'gate start 2'],
    ['/pause', 'paused gate start 1'],
    ['/stop', 'stopped'],
  ])('%s', async (words, after) => {
    const webhook = await started();
    expect(codeOf(await webhook.post('command', { command: words }))).toBe('ok');
    expect(nowOf(webhook)).toBe(after);
  });

  it('starts, looks and helps', async () => {
    const webhook = await openWebhook();
    expect(codeOf(await webhook.post('command', { command: `/start ${TODAY}` }))).toBe('ok');
    const said = async (command: string): Promise<unknown> =>
      (await webhook.post('command', { command })).body['message'];
    expect(await said('/status')).toBe('Waiting for you: Task 1/3: Task number 1 (backend).');
    expect(await said('/logs')).toBe('There is no log yet: no attempt was started.');
    expect(await said('/help')).toMatch(/^\/start \[file\]: begin with a task file\n/);
    await webhook.post('approve');
    expect(await said('/logs 3')).toMatch(/^The log has no lines: logs\//);
  });

  it('is bound to the gate, the session and the attempt that it names', async () => {
    const webhook = await started({ script: running });
    const ask = async (command: string, meant: object): Promise<string> =>
      codeOf(await webhook.post('command', { command, ...meant }));
    expect(await ask('/approve', { gate: 'another' })).toBe('409 stale_gate');
    expect(await ask('/pause', { session_id: 'another' })).toBe('409 stale_session');
    expect(await ask('/approve', { gate: await gateOf(webhook) })).toBe('ok');
    expect(await ask('/stop', { confirm: 7 })).toBe('409 confirm_needed');
    expect(await ask('/stop', { confirm: 1, session_id: '20261121-093015' })).toBe('ok');
  });

  it('that is no command is told the nearest one', async () => {
    const { status, body } = await (await started()).post('command', { command: '/aprove' });
    expect([status, body]).toEqual([
      400,
      { status: 'error', code: 'unclear', message: '"aprove" is not a command. Did you mean "approve"?' },
    ]);
  });
});
