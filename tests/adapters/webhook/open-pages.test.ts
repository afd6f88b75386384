import { request } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { openWebhook, type Webhook } from './stage.ts';

/** (`fetch` does not let a client choose its Host.) */
const metrics = ({ port }: Webhook, headers: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: '/metrics', headers, agent: false }, (answer) =>
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0)),
    )
      .on('error', reject)
      .end();
  });

describe('the health', () => {
  it('is told without the secret', async () => {
    const { status, body } = await (await openWebhook()).ask('/health');
    expect([status, body]).toEqual([200, { status: 'ok', version: '1.2.3', uptime: 60 }]);
  });

  it('is 503 when the service cannot do its job, also to a HEAD', async () => {
    const report = { status: 'failing', version: '1.2.3', uptime: 60, state: 'not writable' };
    const webhook = await openWebhook({ receiver: { health: async () => ({ ok: false, report }) } });
    const { status, body } = await webhook.ask('/health');
    expect([status, body]).toEqual([503, report]);
    expect((await fetch(`${webhook.url}/health`, { method: 'HEAD' })).status).toBe(503);
  });
});

describe('the metrics', () => {
  it('are read by programs on this machine', async () => {
    const webhook = await openWebhook();
    const { status, headers, body } = await webhook.ask('/metrics');
    expect([status, body]).toEqual([200, { text: 'up 1\n' }]);
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const host of ['localhost', '127.0.0.1:5000', '[::1]:5000']) {
      expect([host, await metrics(webhook, { host })]).toEqual([host, 200]);
    }
  });

  it.each([
    ['through a proxy', { 'x-forwarded-for': '203.0.113.7' }],
    ['through another proxy', { forwarded: 'for=203.0.113.7' }],
    ['through a tunnel', { 'cf-connecting-ip': '203.0.113.7' }],
    ['from a page that calls this machine by a name of its own', { host: 'evil.example' }],
  ])('are not there for a call that comes %s, unless everybody may read them', async (_, headers) => {
    expect(await metrics(await openWebhook(), headers)).toBe(404);
    expect(await metrics(await openWebhook({ receiver: { metricsFor: 'any' } }), headers)).toBe(200);
  });
});

describe('the access log', () => {
  it('has a line for each call, with what it was and nothing that it said', async () => {
    const webhook = await openWebhook();
    const { headers } = await webhook.post('start', { actor: 'ann' });
    await webhook.ask('/health?from=me');
    await webhook.ask(`/${'ü'.repeat(200)}`);
    await webhook.close();
    const shown = webhook.lines.map((line) => line.replace(/ \d+ms [-0-9a-f]{36}$/, ' MS ID'));
    expect(shown).toEqual([
      '2026-11-21T09:30:15.000Z 127.0.0.1 POST /webhook/start 200 MS ID',
      '2026-11-21T09:30:15.000Z 127.0.0.1 GET /health 200 MS ID',
      `2026-11-21T09:30:15.000Z 127.0.0.1 GET ${`/${'%C3%BC'.repeat(200)}`.slice(0, 100)} 404 MS ID`,
    ]);
    expect(webhook.lines[0]).toContain(headers.get('x-request-id'));
  });

  it('is what the metrics count, by endpoint', async () => {
    const webhook = await openWebhook();
    await webhook.post('pause');
    await webhook.ask('/wp-login.php');
    await webhook.close();
    expect(webhook.counted).toEqual([
      { path: '/webhook/pause', status: 409, ms: expect.any(Number) },
      { path: 'other', status: 404, ms: expect.any(Number) },
    ]);
  });
});
