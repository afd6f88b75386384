import { afterEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { DeliveryRefused } from '../../../../src/app/ports/channel.ts';
import { post } from '../../../../src/adapters/webhook/outbound/post.ts';

const SECRET = 'a-secret-of-24-letters-1';
const servers: Server[] = [];

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server that answers each call in its way, and keeps what it received. */
async function listening(
  answer: (response: ServerResponse) => void,
): Promise<{ readonly url: string; readonly received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body });
      answer(response);
    });
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/x`, received };
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(code, headers).end('{}');
  };

const send = (url: string, signal = new AbortController().signal): Promise<void> =>
  post({ url, secret: SECRET }, 'key-1', '{"message":"Größe"}', signal);

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

describe('a notification', () => {
  it('carries its id, the secret and a signature over its body', async () => {
    const { url, received } = await listening(status(200));
    await send(url);
    const signature = createHmac('sha256', SECRET).update('{"message":"Größe"}').digest('hex');
    expect(received).toMatchObject([
      {
        headers: {
          'content-type': 'application/json',
          'idempotency-key': 'key-1',
          'x-webhook-secret': SECRET,
          'x-greenlight-signature': `sha256=${signature}`,
        },
        body: '{"message":"Größe"}',
      },
    ]);
  });

  it.each([400, 413, 422])('that is answered with %i is never going to be taken', async (code) => {
    const { url } = await listening(status(code));
    await expect(send(url)).rejects.toMatchObject({ name: 'DeliveryRefused', final: true });
  });

  it.each([401, 403, 404, 410])('that is answered with %i waits for a person', async (code) => {
    const { url } = await listening(status(code));
    await expect(send(url)).rejects.toMatchObject({ name: 'DeliveryRefused', final: false });
  });

  it.each([429, 500, 503])('that is answered with %i is tried again', async (code) => {
    const { url } = await listening(status(code));
    await expect(send(url)).rejects.not.toBeInstanceOf(DeliveryRefused);
  });

  it('that n8n answers while it starts is tried again, though the status is 200', async () => {
    const { url } = await listening((response) => {
      response.write('n8n is st');
      setImmediate(() => response.end('arting up. Please wait'));
    });
    await expect(send(url)).rejects.toThrow(/^n8n is starting$/);
    await expect(send(url)).rejects.not.toBeInstanceOf(DeliveryRefused);
  });

  it('follows no redirect: whoever is there would get the secret', async () => {
    const other = await listening(status(200));
    const { url } = await listening(status(307, { location: other.url }));
    await expect(send(url)).rejects.toMatchObject({
      final: false,
      reason: expect.stringContaining('redirect'),
    });
    expect(other.received).toEqual([]);
  });

  it('whose answer breaks off was not taken', async () => {
    const { url } = await listening((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    await expect(send(url)).rejects.toThrow();
  });

  it('that nobody answers is left when the channel closes', async () => {
    const closing = new AbortController();
    const { url, received } = await listening(() => closing.abort());
    await expect(send(url, closing.signal)).rejects.toThrow(/abort/i);
    expect(received).toHaveLength(1);
  });
});
