import { describe, expect, it } from '@jest/globals';
import { calls } from '../../../src/adapters/webhook/calls.ts';
import { codeOf, openWebhook, SECRET, type Answer, type Webhook } from './stage.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const withSecret = { 'x-webhook-secret': SECRET };

const send = (
  webhook: Webhook,
  body: string | Uint8Array<ArrayBuffer> | undefined,
  headers: object = JSON_TYPE,
): Promise<Answer> =>
  webhook.ask('/webhook/approve', {
    method: 'POST',
    headers: { ...withSecret, ...headers },
    ...(body !== undefined && { body }),
  });

const commands = Object.keys(calls);

describe('a body', () => {
  it.each(commands)('with a key that is not known: %s', async (name) => {
    const { status, body } = await (await openWebhook()).post(name, { command: 'x', requst_id: 'r' });
    expect([status, body['code']]).toEqual([400, 'bad_body']);
    expect(body['message']).toMatch(/^"(requst_id|command)" is not known here\. /);
  });

  it.each([
    ['approve', { gates: 'x' }, '"gates" is not known here. Did you mean "gate"?'],
    [
      'pause',
      { gate: 'x' },
      /^"gate" is not known here\. Known are: secret, request_id, actor, session_id\.$/,
    ],
    ['approve', { count: 0 }, '"count": expected a whole number from 1 to 999, or "all".'],
    ['approve', { count: 1.5 }, '"count": expected a whole number from 1 to 999, or "all".'],
    ['approve', { count: '3' }, '"count": expected a whole number from 1 to 999, or "all".'],
    ['approve', { count: null }, '"count": expected a whole number from 1 to 999, or "all".'],
    ['skip', { gate: 7 }, '"gate": expected 1 to 200 printable ASCII characters without spaces.'],
    ['skip', { gate: '' }, '"gate": expected 1 to 200 printable ASCII characters without spaces.'],
    [
      'skip',
      { request_id: 'a'.repeat(201) },
      '"request_id": expected 1 to 200 printable ASCII characters without spaces.',
    ],
    [
      'skip',
      { request_id: 'zwölf' },
      '"request_id": expected 1 to 200 printable ASCII characters without spaces.',
    ],
    ['skip', { sent_at: '2026-11-21T09:30:15' }, /^"sent_at": expected an instant with its zone, such as /],
    ['skip', { sent_at: '2026-02-30T09:30:15Z' }, /^"sent_at": expected an instant/],
    ['skip', { sent_at: 1795253415 }, /^"sent_at": expected an instant/],
    ['skip', { actor: ' ' }, '"actor": expected text of 1 to 60 characters.'],
    ['skip', { actor: { name: 'ann' } }, '"actor": expected text of 1 to 60 characters.'],
    ['retry', { feedback: 'x'.repeat(4_001) }, '"feedback": expected text of 1 to 4000 characters.'],
    ['retry', { feedback: ['x'] }, '"feedback": expected text of 1 to 4000 characters.'],
    ['stop', { confirm: false }, '"confirm": expected true or the number of an attempt.'],
    ['stop', { confirm: 0 }, '"confirm": expected true or the number of an attempt.'],
    ['stop', { confirm: 'yes' }, '"confirm": expected true or the number of an attempt.'],
    ['resume', { session_id: [] }, /^"session_id": expected/],
    ['logs', { lines: 501 }, '"lines": expected a whole number from 1 to 500.'],
    ['logs', { lines: 0 }, '"lines": expected a whole number from 1 to 500.'],
    ['logs', { lines: '20' }, '"lines": expected a whole number from 1 to 500.'],
    ['start', { file: '' }, '"file": expected text of 1 to 4000 characters.'],
    ['command', {}, '"command": expected text of 1 to 4000 characters.'],
    ['command', { command: 3 }, '"command": expected text of 1 to 4000 characters.'],
    ['status', { secret: 5 }, '"secret": expected text.'],
  ])('%s %j', async (name, body, message) => {
    const webhook = await openWebhook();
    const answer = await webhook.post(name, body);
    expect(codeOf(answer)).toBe('400 bad_body');
    if (typeof message === 'string') expect(answer.body['message']).toBe(message);
    else expect(answer.body['message']).toMatch(message);
  });

  it.each(['[]', '[{"count":1}]'])('that is no object: %s', async (body) => {
    const { status, body: answer } = await send(await openWebhook(), body);
    expect([status, answer['message']]).toEqual([400, 'The body was no JSON object; expected one like {}.']);
  });

  it.each(['{', '{"count": 1,}', 'count=1', '"text"', 'null', 'true', '7', '\u0000', "{'count': 1}"])(
    'that is not JSON: %j',
    async (body) => {
      const answer = await send(await openWebhook(), body);
      expect(codeOf(answer)).toBe('400 bad_body');
      expect(answer.body['message']).toBe('The body could not be read as a JSON object.');
    },
  );

  it('of other bytes than UTF-8 does no harm', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('{"gate":"'), 0xff, 0xc0, 0x22, 0x7d]);
    expect(codeOf(await send(await openWebhook(), bytes))).toBe('400 bad_body');
  });

  it.each([
    '{"__proto__":{"count":1}}',
    '{"constructor":{"prototype":{"count":1}}}',
    '{"toString":"x"}',
    '{"hasOwnProperty":1}',
  ])('with a key of the prototype: %s', async (body) => {
    const answer = await send(await openWebhook(), body);
    expect(codeOf(answer)).toBe('400 bad_body');
    expect(answer.body['message']).toMatch(/ is not known here\. /);
    expect(Object.keys({})).toEqual([]);
    expect('count' in {}).toBe(false);
  });

  it('nested without end is refused', async () => {
    const webhook = await openWebhook();
    const arrays = `{"gate":${'['.repeat(40_000)}${']'.repeat(40_000)}}`;
    const objects = `${'{"gate":'.repeat(9_000)}1${'}'.repeat(9_000)}`;
    for (const body of [arrays, objects]) expect(codeOf(await send(webhook, body))).toBe('400 bad_body');
    expect(codeOf(await send(webhook, '['.repeat(99_000)))).toBe('400 bad_body');
  });

  it('of 100 kB is read, and of one byte more is not', async () => {
    const webhook = await openWebhook();
    const ofLength = (length: number): string => {
      const empty = JSON.stringify({ gate: '' });
      return JSON.stringify({ gate: 'x'.repeat(length - empty.length) });
    };
    expect(codeOf(await send(webhook, ofLength(100_000)))).toBe('400 bad_body');
    const { status, body } = await send(webhook, ofLength(100_001));
    expect([status, body]).toEqual([
      413,
      { status: 'error', code: 'too_large', message: 'The body is over 100 kB.' },
    ]);
  });

  it('that is compressed is refused', async () => {
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
    expect(codeOf(await send(await openWebhook(), '{}', headers))).toBe('415 wrong_type');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=klingon',
    'nonsense',
  ])('of another type is refused: %s', async (type) => {
    expect(codeOf(await send(await openWebhook(), '{}', { 'content-type': type }))).toBe('415 wrong_type');
  });

  it.each([JSON_TYPE, { 'content-type': 'application/json; charset=utf-8' }, {}])(
    'may be left out: %j',
    async (headers) => {
      expect(codeOf(await send(await openWebhook(), undefined, headers))).toBe('409 no_session');
    },
  );

  it('is taken whatever its words are written in', async () => {
    const webhook = await openWebhook();
    await webhook.post('start');
    await webhook.post('approve');
    const feedback = 'Größe → 🚀, 日本語, \u202e and "quotes"';
    expect(codeOf(await webhook.post('retry', { feedback }))).toBe('ok');
    expect(webhook.runner.started[1]?.attempt.words).toBe(feedback);
  });
});

describe('a header Idempotency-Key', () => {
  it.each(['two words', 'a'.repeat(201)])('that is no id is refused: %s', async (key) => {
    const headers = { 'idempotency-key': key };
    expect(codeOf(await (await openWebhook()).post('pause', {}, { headers }))).toBe('400 bad_body');
  });
});

describe('a method', () => {
  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is not the right one', async (method) => {
    const webhook = await openWebhook();
    for (const path of ['/webhook/approve', ...(method === 'GET' || method === 'HEAD' ? [] : ['/health'])]) {
      const { status, headers } = await webhook.ask(path, { method, headers: withSecret });
      expect([path, status, headers.get('allow')]).toEqual([
        path,
        405,
        path === '/health' ? 'GET, HEAD' : 'POST',
      ]);
    }
  });
});

describe('a path', () => {
  it.each([
    '/',
    '/webhook/aprove',
    '/webhook/__proto__',
    '/webhook/constructor',
    '/favicon.ico',
    '/%ff',
    '/webhook/%ff',
    '/webhook',
  ])('that leads nowhere: %s', async (path) => {
    const webhook = await openWebhook();
    const init = { method: 'POST', headers: { ...withSecret, ...JSON_TYPE }, body: '{}' };
    const { status, body } = await webhook.ask(path, init);
    expect([status, body['code']]).toEqual([404, 'not_found']);
    expect(body['message']).toMatch(/^There is nothing here\. The calls are GET \/health and POST /);
  });
});

describe('an answer', () => {
  it('tells nothing of what makes it, and is kept by nobody', async () => {
    const webhook = await openWebhook({
      receiver: {
        health: async () => {
          throw new Error('EACCES: permission denied, open /secret/place');
        },
      },
    });
    const { status, headers, body } = await webhook.ask('/health');
    expect([status, body]).toEqual([
      500,
      {
        status: 'error',
        code: 'failed',
        message: 'Something failed inside; the log of Greenlight tells what.',
      },
    ]);
    expect(webhook.log.said).toContain('error a call failed');
    const names = [...headers.keys()];
    expect(names).not.toContain('x-powered-by');
    expect(names).not.toContain('server');
    expect(names).not.toContain('access-control-allow-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('that could not be stored says so, and nothing was changed', async () => {
    const webhook = await openWebhook();
    webhook.store.failing = 1;
    const { status, headers, body } = await webhook.post('start', { request_id: 'r1' });
    expect([status, body['code'], headers.get('retry-after')]).toEqual([503, 'not_stored', '5']);
    expect(codeOf(await webhook.post('start', { request_id: 'r1' }))).toBe('ok');
  });
});
