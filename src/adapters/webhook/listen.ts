import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';

/** A server that listens; slow or silent clients are cut off. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

const HEADERS_MS = 5_000;
const REQUEST_MS = 10_000;
const IDLE_MS = 30_000;
const LOOK_EVERY_MS = 1_000;
const MOST_CONNECTIONS = 500;

/** Rejects with the system's error when the address cannot be listened on. */
export async function listen(
  app: Express,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const server: Server = createServer(
    {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: IDLE_MS,
      connectionsCheckingInterval: LOOK_EVERY_MS,
    },
    app,
  );
  server.maxConnections = MOST_CONNECTIONS;
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}
