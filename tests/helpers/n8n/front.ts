import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { N8n } from './n8n.ts';

/** What stands between the internet and n8n. */
export interface Front {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Passes a request on only while n8n says that it is ready, as n8n-workflows/README.md asks of whoever runs one:
 * while it starts, n8n answers 200 to everything, and Telegram takes that for "delivered".
 */
export async function startFront(n8n: Pick<N8n, 'url' | 'isReady'>): Promise<Front> {
  const server = createServer((request, response) => {
    void n8n.isReady().then((isReady) => {
      if (isReady) passOn(n8n.url, request, response);
      else response.writeHead(503).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function passOn(to: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url = '/' } = request;
  const onward = ask(new URL(url, to), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}
