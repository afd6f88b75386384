import { describe, expect, it } from '@jest/globals';
import { emptyDisk, now } from '../../app/stage.ts';
import { codeOf, gateOf, openWebhook, TODAY, type Answer, type Webhook } from './stage.ts';

const stays = { 1: [{}], 2: [{}] };

describe('a repeated request', () => {
  it.each([
    ['request_id', { request_id: 'r1' }, {}],
    ['Idempotency-Key', {}, { 'idempotency-key': 'r1' }],
  ])('by %s gets the first answer again and changes nothing', async (_, body, headers) => {
    const webhook = await openWebhook();
    await webhook.post('start');
    const first = await webhook.post('approve', body, { headers });
    const again = await webhook.post('approve', body, { headers });
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(webhook.disk.starts).toHaveLength(1);
    expect(now(webhook.service.read())).toBe('gate start 2');
  });

  it('gets it from the next process, too', async () => {
    const disk = emptyDisk();
    const first = await openWebhook({ disk, script: stays });
    await first.post('start', { request_id: 'morning' });
    const approved = await first.post('approve', { request_id: 'n8n:17' });
    await first.close();
    const second = await openWebhook({ disk, script: stays });
    expect((await second.post('approve', { request_id: 'n8n:17' })).body).toEqual(approved.body);
    expect(disk.starts).toHaveLength(1);
  });

  it('that was refused is refused again, although it would fit by now', async () => {
    const webhook = await openWebhook();
    const refused = await webhook.post('approve', { request_id: 'r1' });
    await webhook.post('start');
    expect((await webhook.post('approve', { request_id: 'r1' })).body).toEqual(refused.body);
    expect(codeOf(refused)).toBe('409 no_session');
  });

  it('of a start for today gets its answer when the session is over and the file is gone', async () => {
    const disk = emptyDisk();
    const first = await openWebhook({ disk });
    const started = await first.post('start', { request_id: 'daily' });
    await first.post('stop');
    await first.close();
    const second = await openWebhook({ disk, files: {} });
    expect((await second.post('start', { request_id: 'daily' })).body).toEqual(started.body);
    expect(now(second.service.read())).toBe('stopped');
  });

  it('of a start from a faulty file is tried anew: nothing was decided', async () => {
    const disk = emptyDisk();
    const faulty = { ok: false, path: `tasks/${TODAY}`, faults: [] } as const;
    const first = await openWebhook({ disk, files: { [TODAY]: faulty } });
    const call = { file: TODAY, request_id: 'r1' };
    expect(codeOf(await first.post('start', call))).toBe('400 bad_file');
    expect(codeOf(await first.post('start', call))).toBe('400 bad_file');
    await first.close();
    const second = await openWebhook({ disk });
    const started = await second.post('start', call);
    expect(codeOf(started)).toBe('ok');
    expect((await second.post('start', call)).body).toEqual(started.body);
  });

  it('of a start without a file of today is tried anew, too', async () => {
    const disk = emptyDisk();
    const first = await openWebhook({ disk, files: {} });
    const call = { request_id: 'daily' };
    expect(codeOf(await first.post('start', call))).toBe('409 no_file');
    await first.close();
    const second = await openWebhook({ disk });
    expect(codeOf(await second.post('start', call))).toBe('ok');
  });

  it('is the same whichever way it comes in', async () => {
    const webhook = await openWebhook();
    await webhook.post('start');
    await webhook.post('approve', { request_id: 'r1' });
    await webhook.post('command', { command: '/approve', request_id: 'r1' });
    expect(webhook.disk.starts).toHaveLength(1);
  });
});

describe('a retry storm', () => {
  it.each([
    ['with a request id', { request_id: 'n8n:1' }],
    ['with the gate', {}],
  ])('%s opens one gate', async (how, body) => {
    const webhook = await openWebhook({ script: stays });
    await webhook.post('start', { file: TODAY });
    const gate = await gateOf(webhook);
    const approve = { ...body, ...(how === 'with the gate' && { gate }) };
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => webhook.post('approve', approve)));
    const codes = answers.map(codeOf).sort();
    const repeated = how === 'with the gate' ? '409 already_decided' : 'ok';
    expect(codes).toEqual([...Array<string>(4).fill(repeated), 'ok']);
    expect(webhook.disk.starts).toHaveLength(1);
    expect(now(webhook.service.read())).toBe('run 1');
  });

  it('with neither finds nothing that waits while the attempt runs', async () => {
    const webhook = await openWebhook({ script: stays });
    await webhook.post('start');
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => webhook.post('approve')));
    expect(answers.map(codeOf).sort()).toEqual([...Array<string>(4).fill('409 nothing_waiting'), 'ok']);
    expect(webhook.disk.starts).toHaveLength(1);
  });

  it('with the gate and a request id is told its answer, before and after a restart', async () => {
    const disk = emptyDisk();
    const first = await openWebhook({ disk });
    await first.post('start');
    const approve = { gate: await gateOf(first), request_id: 'n8n:7' };
    const storm = (webhook: Webhook): Promise<readonly Answer[]> =>
      Promise.all([1, 2, 3, 4, 5].map(() => webhook.post('approve', approve)));
    const before = await storm(first);
    await first.close();
    const second = await openWebhook({ disk });
    const answers = [...before, ...(await storm(second))].map(({ status, body }) =>
      JSON.stringify([status, body]),
    );
    expect([answers.length, new Set(answers).size]).toEqual([10, 1]);
    expect(disk.starts).toHaveLength(1);
    expect(now(second.service.read())).toBe('gate start 2');
  });

  it('with the gate is told who decided, also once the next gate waits', async () => {
    const webhook = await openWebhook();
    await webhook.post('start');
    const gate = await gateOf(webhook);
    await webhook.post('approve', { gate, actor: 'ann' });
    const late = await webhook.post('approve', { gate, actor: 'bob' });
    expect(late.body['message']).toBe(
      'That was decided already: approved by ann (webhook) at 09:30. Waiting for a decision: task 2 of 3.',
    );
    expect(webhook.disk.starts).toHaveLength(1);
  });
});

describe('a decision that was sent earlier', () => {
  it('than the gate opened is stale, in whatever zone it says so', async () => {
    const webhook = await openWebhook();
    await webhook.post('start');
    const skip = async (sent_at: string): Promise<string> => codeOf(await webhook.post('skip', { sent_at }));
    // The gate opened at 09:30:15 UTC.
    expect(await skip('2026-11-21T09:30:14Z')).toBe('409 stale_gate');
    expect(await skip('2026-11-21T10:30:14.999+01:00')).toBe('409 stale_gate');
    expect(await skip('2026-11-21T04:30:15-05:00')).toBe('ok');
    const command = { command: '/skip', sent_at: '2026-11-21T09:00:00Z' };
    expect(codeOf(await webhook.post('command', command))).toBe('409 stale_gate');
  });
});
