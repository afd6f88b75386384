import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { followCalls } from './calls-in-hand.ts';

/** A server that listens; slow or silent clients are cut off. */
export interface Listening {
  readonly port: number;
  /** Lets calls that are being answered end, within a moment. */
  close(): Promise<void>;
}

export interface Patience {
  readonly headersMs: number;
  readonly requestMs: number;
  /** Between two calls, and for a client that reads nothing. */
  readonly idleMs: number;
  /** How often slow clients are looked for. */
  readonly lookEveryMs: number;
  readonly closingMs: number;
  readonly mostConnections: number;
}

const USUAL: Patience = {
  headersMs: 5_000,
  requestMs: 10_000,
  idleMs: 30_000,
  lookEveryMs: 1_000,
  closingMs: 2_000,
  mostConnections: 500,
};

/** Rejects with the system's error when the address cannot be listened on. */
export async function listen(
  app: RequestListener,
  { host, port }: { readonly host: string; readonly port: number },
  patience: Partial<Patience> = {},
): Promise<Listening> {
  const { headersMs, requestMs, idleMs, lookEveryMs, closingMs, mostConnections } = { ...USUAL, ...patience };
  const server = createServer({
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    keepAliveTimeout: idleMs,
    connectionsCheckingInterval: lookEveryMs,
  });
  server.closeIdleConnections = followCalls(server);
  server.on('request', app);
  server.timeout = idleMs;
  server.maxConnections = mostConnections;
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      // (A server that closes does not look for slow clients any more.)
      const rest = setTimeout(() => server.closeAllConnections(), closingMs);
      await closed;
      clearTimeout(rest);
    },
  };
}
