import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { listen } from '../../../src/adapters/webhook/listen.ts';
import { until } from '../../helpers/until.ts';
import { codeOf, openWebhook, SECRET, type Webhook } from './stage.ts';

const HEAD = `POST /webhook/status HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nx-webhook-secret: ${SECRET}\r\n`;

/** A client that writes what it likes; resolves with everything it was answered once it is cut off. */
function client({ port }: { readonly port: number }): {
  readonly socket: Socket;
  readonly cut: Promise<string>;
} {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  return { socket, cut: once(socket, 'close').then(() => text) };
}

/** One byte after another, as slowly as the server's patience is short. */
function drip(socket: Socket, text: string): void {
  let n = 0;
  const drop = setInterval(() => socket.write(text[n++ % text.length] ?? ''), 20);
  socket.on('close', () => clearInterval(drop));
}

const hurried = { headersMs: 200, requestMs: 300, lookEveryMs: 50 };

const isServed = async (webhook: Webhook): Promise<boolean> => (await webhook.post('status')).status === 200;

describe('a client that is slow', () => {
  it('with its headers is cut off', async () => {
    const webhook = await openWebhook({ patience: hurried });
    const { socket, cut } = client(webhook);
    drip(socket, `${HEAD}x-${'a'.repeat(5_000)}`);
    expect(await isServed(webhook)).toBe(true);
    expect(await cut).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n(?!.*(stack|node))/i);
  });

  it('with its body is cut off, and stands in the access log', async () => {
    const webhook = await openWebhook({ patience: hurried });
    const { socket, cut } = client(webhook);
    socket.write(`${HEAD}content-length: 5000\r\n\r\n`);
    drip(socket, ' ');
    expect(await isServed(webhook)).toBe(true);
    await cut;
    const line = await until(() => webhook.lines.find((each) => !each.includes(' 200 ')));
    expect(line).toMatch(/ 127\.0\.0\.1 POST \/webhook\/status - \d+ms /);
  });

  it('and says nothing at all is cut off', async () => {
    const webhook = await openWebhook({ patience: { ...hurried, idleMs: 200 } });
    expect(await client(webhook).cut).toMatch(/^$|408/);
  });
});

describe('many clients', () => {
  it('two hundred at once are all answered', async () => {
    const webhook = await openWebhook();
    await webhook.post('start');
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        webhook.post(n % 2 ? 'status' : 'approve', n % 2 ? {} : { request_id: 'once' }),
      ),
    );
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['ok']));
    expect(webhook.disk.starts).toHaveLength(1);
  });

  it('two hundred that say nothing keep nobody else out', async () => {
    const webhook = await openWebhook();
    const silent = Array.from({ length: 200 }, () => client(webhook));
    await Promise.all(silent.map(({ socket }) => once(socket, 'connect')));
    expect(await isServed(webhook)).toBe(true);
    for (const { socket } of silent) socket.destroy();
  });

  it('more than may be are cut off at once', async () => {
    const webhook = await openWebhook({ patience: { mostConnections: 3 } });
    const first = Array.from({ length: 3 }, () => client(webhook));
    await Promise.all(first.map(({ socket }) => once(socket, 'connect')));
    expect(await client(webhook).cut).toBe('');
    for (const { socket } of first) socket.destroy();
  });
});

describe('the end', () => {
  it('waits for no call that never comes to an end', async () => {
    const webhook = await openWebhook({ patience: { closingMs: 300 } });
    const { socket, cut } = client(webhook);
    socket.write(`${HEAD}content-length: 5000\r\n\r\n{`);
    await once(socket, 'connect');
    await isServed(webhook);
    await webhook.close();
    expect(await cut).toBe('');
  });

  it('lets an answer that is on its way arrive to its last byte', async () => {
    const length = 20_000_000;
    const large = await listen((_request, response) => response.end('x'.repeat(length)), {
      ...{ host: '127.0.0.1', port: 0 },
    });
    const { socket, cut } = client(large);
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await once(socket, 'data');
    socket.pause();
    const closed = large.close();
    // Far more than the system keeps on its way.
    setImmediate(() => socket.resume());
    expect((await cut).split('\r\n\r\n')[1]).toHaveLength(length);
    await closed;
  });

  it('does not wait for a client that keeps its connection, nor for one that says nothing', async () => {
    const webhook = await openWebhook({ patience: { closingMs: 600_000 } });
    const kept = client(webhook);
    kept.socket.write(`${HEAD}content-length: 2\r\n\r\n{}`);
    await once(kept.socket, 'data');
    const silent = client(webhook);
    const halting = client(webhook);
    halting.socket.write(HEAD);
    await Promise.all([silent, halting].map(({ socket }) => once(socket, 'connect')));
    await isServed(webhook);
    await webhook.close();
    expect(await kept.cut).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*"status":"idle"/);
    expect(await Promise.all([silent.cut, halting.cut])).toEqual(['', '']);
  });

  it('waits for a call that is being answered', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let asked: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (asked = resolve));
    const app = (_request: unknown, response: ServerResponse): void => {
      asked();
      void held.then(() => response.end('done'));
    };
    const server = await listen(app, { host: '127.0.0.1', port: 0 }, { closingMs: 600_000 });
    const { socket, cut } = client(server);
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await arrived;
    const closed = server.close();
    release();
    expect(await cut).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\ndone$/);
    await closed;
  });

  it('of a port in use is told by the system', async () => {
    const { port } = await openWebhook();
    await expect(listen(() => undefined, { host: '127.0.0.1', port })).rejects.toThrow(/EADDRINUSE/);
  });
});
