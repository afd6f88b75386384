import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { signatureOf } from '../../../src/adapters/webhook/secret.ts';
import type { LogData } from '../../../src/app/ports/log.ts';
import { now } from '../../app/stage.ts';
import { createFakeLog } from '../../helpers/app-fakes.ts';
import { codeOf, openWebhook, SECRET, type Answer, type Webhook } from './stage.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

const ask = (webhook: Webhook, headers: Record<string, string>, body = '{}'): Promise<Answer> =>
  webhook.ask('/webhook/pause', { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body });

const PASSED = '409 no_session';

describe('the secret', () => {
  it.each([
    ['as a header', { 'x-webhook-secret': SECRET }, '{}'],
    ['as a bearer', { authorization: `Bearer ${SECRET}` }, '{}'],
    ['as a bearer, written otherwise', { authorization: `bearer   ${SECRET}` }, '{}'],
    ['in the body', {}, JSON.stringify({ secret: SECRET })],
  ])('is taken %s', async (_, headers, body) => {
    expect(codeOf(await ask(await openWebhook(), headers, body))).toBe(PASSED);
  });

  it('may hold any character', async () => {
    const secret = 'Schlüssel-日本-0123456789';
    const webhook = await openWebhook({ receiver: { secret } });
    const bytes = Buffer.from(secret).toString('latin1');
    expect(codeOf(await ask(webhook, { 'x-webhook-secret': bytes }))).toBe(PASSED);
    expect(codeOf(await ask(webhook, {}, JSON.stringify({ secret })))).toBe(PASSED);
  });

  it.each([
    ['none', {}, '{}', 'no_secret'],
    ['another', { 'x-webhook-secret': 'not-so-secret-0123456780' }, '{}', 'wrong_secret'],
    ['an empty one', { 'x-webhook-secret': '' }, '{}', 'wrong_secret'],
    ['the beginning', { 'x-webhook-secret': SECRET.slice(0, -1) }, '{}', 'wrong_secret'],
    ['more than it', { 'x-webhook-secret': `${SECRET}0` }, '{}', 'wrong_secret'],
    ['another case', { 'x-webhook-secret': SECRET.toUpperCase() }, '{}', 'wrong_secret'],
    ['a basic login', { authorization: `Basic ${btoa(`me:${SECRET}`)}` }, '{}', 'no_secret'],
    ['no text in the body', {}, '{"secret":["not-so-secret-0123456789"]}', 'no_secret'],
    ['a prototype', {}, `{"__proto__":{"secret":"${SECRET}"}}`, 'no_secret'],
    [
      'a wrong header, whatever the body',
      { 'x-webhook-secret': 'x' },
      `{"secret":"${SECRET}"}`,
      'wrong_secret',
    ],
  ])('is not %s', async (_, headers, body, code) => {
    const webhook = await openWebhook();
    expect(codeOf(await ask(webhook, headers, body))).toBe(`401 ${code}`);
    expect(webhook.log.said).toEqual(['warn a call over HTTP was refused']);
  });

  it('and what was taken for it stand in no answer, no log and no access log', async () => {
    const logged: (LogData | undefined)[] = [];
    const log = { ...createFakeLog(), warn: (_: string, data?: LogData) => void logged.push(data) };
    const webhook = await openWebhook({ receiver: { log } });
    const wrong = 'wrong-secret-0123456789';
    const answers = [
      await ask(webhook, { 'x-webhook-secret': wrong }),
      await ask(webhook, {}, JSON.stringify({ secret: wrong })),
      await ask(webhook, {}, JSON.stringify({ secret: SECRET, requst_id: SECRET })),
      await ask(webhook, { 'x-webhook-secret': SECRET }, `{"secret":"${SECRET}"`),
      await ask(webhook, { 'x-webhook-secret': SECRET }, `{"secret":"${SECRET}","gate":"${SECRET} "}`),
      await webhook.ask(`/webhook/pause?secret=${wrong}`, { method: 'POST', headers: JSON_TYPE, body: '{}' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 400, 400, 400, 401]);
    await webhook.close();
    const everything = JSON.stringify([answers.map(({ body }) => body), logged, webhook.lines]);
    expect(everything).not.toContain(wrong);
    expect(everything).not.toContain(SECRET);
    expect(logged[0]).toEqual({ reason: 'wrong_secret', address: '127.0.0.1', path: '/webhook/pause' });
  });
});

describe('a signature', () => {
  const signed = (webhook: Webhook, body: string, { off = 0, secret = SECRET } = {}) => {
    const timestamp = String(Math.floor(Date.parse(webhook.disk.clock.now()) / 1_000) + off);
    return { 'x-timestamp': timestamp, 'x-signature': signatureOf(timestamp, body, secret) };
  };
  const body = '{"actor": "änn"}';

  it('stands for the secret', async () => {
    const webhook = await openWebhook({ receiver: { signature: 'required' } });
    for (const off of [0, -299, 299]) {
      expect(codeOf(await ask(webhook, signed(webhook, body, { off }), body))).toBe(PASSED);
    }
  });

  it('is of the one that everybody knows', () => {
    // printf '%s' '1700000000.{}' | openssl dgst -sha256 -hmac not-so-secret-0123456789
    expect(signatureOf('1700000000', '{}', SECRET)).toBe(KNOWN_SIGNATURE);
  });

  it.each([
    ['old', { off: -301 }],
    ['of the future', { off: 301 }],
    ['made with another secret', { secret: 'another-0123456789' }],
  ])('that is %s is refused, also beside the secret', async (_, how) => {
    const webhook = await openWebhook();
    const headers = { ...signed(webhook, body, how), 'x-webhook-secret': SECRET };
    expect(codeOf(await ask(webhook, headers, body))).toBe('401 bad_signature');
  });

  it('is of this body and this time', async () => {
    const webhook = await openWebhook();
    const headers = signed(webhook, body);
    expect(codeOf(await ask(webhook, headers, '{"actor":"änn"}'))).toBe('401 bad_signature');
    const later = String(Number(headers['x-timestamp']) + 1);
    expect(codeOf(await ask(webhook, { ...headers, 'x-timestamp': later }, body))).toBe('401 bad_signature');
    for (const timestamp of ['', 'now', '1e9', '-1']) {
      expect(codeOf(await ask(webhook, { ...headers, 'x-timestamp': timestamp }, body))).toBe(
        '401 bad_signature',
      );
    }
    expect(codeOf(await ask(webhook, { 'x-signature': headers['x-signature'] }, body))).toBe(
      '401 bad_signature',
    );
  });

  it('that is required is asked for, although the secret is right', async () => {
    const webhook = await openWebhook({ receiver: { signature: 'required' } });
    expect(codeOf(await ask(webhook, { 'x-webhook-secret': SECRET }))).toBe('401 not_signed');
  });
});

const KNOWN_SIGNATURE = 'sha256=cc8204da7e2415f1fbba09c53feb364499bbbaf463cb9c500daa09fcfb1ce21c';

describe('guessing', () => {
  it('is slowed by address, and the right secret from the same address is not', async () => {
    const webhook = await openWebhook();
    const guess = (): Promise<Answer> => ask(webhook, { 'x-webhook-secret': 'a-guess-0123456789' });
    for (let n = 0; n < 20; n += 1) expect((await guess()).status).toBe(401);
    const slowed = await guess();
    expect(codeOf(slowed)).toBe('429 too_many_failures');
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(codeOf(await ask(webhook, { 'x-webhook-secret': SECRET }))).toBe(PASSED);
    expect((await guess()).status).toBe(429);
    // What fills the log fills the disk.
    const said = webhook.log.said.filter((line) => line.startsWith('warn'));
    expect(said).toHaveLength(20);
  });

  it('from behind a proxy is slowed by what the proxy tells, not by what the client does', async () => {
    const webhook = await openWebhook({ receiver: { trustProxy: true } });
    const guess = (client: string, told: string): Promise<Answer> =>
      ask(webhook, { 'x-webhook-secret': 'x', 'x-forwarded-for': `${told}, ${client}` });
    for (let n = 0; n < 20; n += 1) await guess('203.0.113.7', `10.0.0.${n}`);
    expect((await guess('203.0.113.7', '10.1.1.1')).status).toBe(429);
    expect((await guess('203.0.113.8', '10.1.1.1')).status).toBe(401);
    expect((await guess('not an address', '10.1.1.1')).status).toBe(401);
    await webhook.close();
    expect(webhook.lines.at(-2)).toContain(' 203.0.113.8 POST /webhook/pause 401 ');
    expect(webhook.lines.at(-1)).toContain(' - POST /webhook/pause 401 ');
  });

  it('ten thousand times gets nobody in, leaves the owner served and memory as it was', async () => {
    const webhook = await openWebhook();
    await webhook.post('start');
    // (Every address from 127.0.0.1 on is this machine, where there is more than one.)
    const addresses = process.platform === 'linux' ? [1, 2, 3, 4, 5, 6, 7, 8] : [1];
    const guessers = addresses.map((n) => createGuesser(webhook.port, `127.0.0.${n}`));
    const statuses: string[] = [];
    const guesses = async (from: number, to: number): Promise<void> => {
      for (let n = from; n < to; n += guessers.length * AT_ONCE) {
        const some = guessers.map((guesser, i) => guesser.guess(n + i * AT_ONCE));
        expect((await webhook.post('status')).status).toBe(200);
        statuses.push(...(await Promise.all(some)).flat());
        webhook.lines.length = 0;
        webhook.counted.length = 0;
      }
    };
    await guesses(0, 2_000);
    const before = usedBytes();
    await guesses(2_000, 10_000);
    const grown = usedBytes() - before;
    for (const guesser of guessers) guesser.leave();
    expect([statuses.length, new Set(statuses)]).toEqual([10_000, new Set(['401', '429'])]);
    expect(now(webhook.service.read())).toBe('gate start 1');
    expect(webhook.disk.starts).toEqual([]);
    expect(grown).toBeLessThan(3_000_000);
  });
});

const AT_ONCE = 50;
const LONGEST_PART = 'HTTP/1.1 200 '.length;

/** Guesses as fast as one connection lets it: the next call is sent before the last was answered. */
function createGuesser(port: number, localAddress: string) {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  let text = '';
  let statuses: string[] = [];
  let answered: () => void = () => undefined;
  socket.on('data', (chunk) => {
    text += chunk.toString();
    const found = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)];
    statuses.push(...found.map(([, status = '']) => status));
    // A status line may come in two parts.
    const last = found.at(-1);
    text = text.slice(last ? last.index + last[0].length : -LONGEST_PART);
    if (statuses.length >= AT_ONCE) answered();
  });
  const call = (n: number): string =>
    `POST /webhook/approve HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n` +
    `x-webhook-secret: guess-${n}-0123456789\r\ncontent-length: 2\r\n\r\n{}`;
  return {
    leave: () => socket.destroy(),
    guess: (from: number): Promise<readonly string[]> =>
      new Promise((resolve) => {
        statuses = [];
        answered = () => resolve(statuses);
        socket.write(Array.from({ length: AT_ONCE }, (_, n) => call(from + n)).join(''));
      }),
  };
}

function usedBytes(): number {
  setFlagsFromString('--expose_gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
