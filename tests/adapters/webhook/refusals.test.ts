import { describe, expect, it } from '@jest/globals';
import { calls } from '../../../src/adapters/webhook/calls.ts';
import { completed, failed } from '../../helpers/session-play.ts';
import { now } from '../../app/stage.ts';
import { codeOf, openWebhook, TODAY, type Webhook } from './stage.ts';

const running = { 1: [{}] };

async function started(options: Parameters<typeof openWebhook>[0] = {}): Promise<Webhook> {
  const webhook = await openWebhook(options);
  expect(codeOf(await webhook.post('start'))).toBe('ok');
  return webhook;
}

const nowOf = ({ service }: Webhook): string => now(service.read());

describe('a start', () => {
  it('without a file of today names the others, and starts nothing', async () => {
    const webhook = await openWebhook({ files: {} });
    const none = await webhook.post('start');
    expect([codeOf(none), none.body['names']]).toEqual(['409 no_file', []]);
    const other = await openWebhook({
      files: { 'old.md': { ok: true, path: 'tasks/old.md', file: { tasks: [] } } },
    });
    const { status, body } = await other.post('start');
    expect([status, body]).toEqual([
      409,
      {
        status: 'error',
        code: 'no_file',
        message: `There is no ${TODAY} in the tasks folder. Start one by its name: old.md.`,
        names: ['old.md'],
      },
    ]);
    expect(nowOf(other)).toBe('idle');
  });

  it('with a faulty file lists its faults', async () => {
    const { status, body } = await (await openWebhook()).post('start', { file: 'faulty.md' });
    expect([status, body]).toEqual([
      400,
      {
        status: 'error',
        code: 'bad_file',
        message: 'Nothing was started: tasks/faulty.md has faults.',
        path: 'tasks/faulty.md',
        faults: [{ line: 3, column: 1, message: '`Requires Aproval`: did you mean `Requires Approval`?' }],
      },
    ]);
  });

  it('with a session open is refused, named or not', async () => {
    const webhook = await started();
    expect(codeOf(await webhook.post('start'))).toBe('409 already_running');
    expect(codeOf(await webhook.post('start', { file: 'faulty.md' }))).toBe('409 already_running');
  });
});

describe('a refusal', () => {
  it('says why, and where the session stands', async () => {
    const webhook = await started();
    const { body } = await webhook.post('retry');
    expect(body).toEqual({
      status: 'error',
      code: 'not_allowed_here',
      message:
        'There is no completed task before this one to retry. ' +
        'You can approve, skip or stop. ' +
        'Waiting for a decision: task 1 of 3.',
      allowed: ['approve', 'skip', 'stop'],
      state: expect.objectContaining({ status: 'waiting_approval', task: 1 }),
    });
  });

  it.each(
    Object.keys(calls).filter((name) => !['command', 'status', 'logs', 'diff', 'start'].includes(name)),
  )('without a session: %s', async (name) => {
    const body = { answer: { words: 'yes' }, wait: { time: '09:00' } }[name];
    expect(codeOf(await (await openWebhook()).post(name, body))).toBe('409 no_session');
  });

  it.each([
    ['nothing_waiting', 'skip', {}, ['approve']],
    ['already', 'pause', {}, ['pause']],
    ['already', 'resume', {}, []],
    ['paused', 'approve', {}, ['pause']],
    ['stale_session', 'resume', { session_id: '20200101-000000' }, []],
    ['stale_gate', 'skip', { gate: 'never-seen' }, []],
  ])('%s: %s %j', async (code, name, body, before) => {
    const webhook = await started({ script: running });
    for (const each of before) await webhook.post(each);
    const answer = await webhook.post(name, body);
    expect(codeOf(answer)).toBe(`409 ${code}`);
    expect(answer.body['state']).toMatchObject({ session_id: '20261121-093015' });
  });

  it('of a count where it makes no sense', async () => {
    const script = { 1: [{ outcome: { ...completed, asks: true } }] };
    const webhook = await started({ script });
    await webhook.post('approve');
    expect(codeOf(await webhook.post('approve', { count: 2 }))).toBe('409 count_not_allowed');
  });

  it('of an approval after a failure', async () => {
    const webhook = await started({ script: { 1: [{ outcome: failed }] } });
    await webhook.post('approve');
    expect(codeOf(await webhook.post('approve'))).toBe('409 not_allowed_here');
  });
});
