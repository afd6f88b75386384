import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';

/** Starts servers on loopback that are gone after each test; gives their ports. */
export function useServers(): (app: RequestListener) => Promise<number> {
  const open: Server[] = [];
  afterEach(async () => {
    for (const server of open.splice(0)) {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    }
  });
  return async (app) => {
    const server = createServer(app).listen(0, '127.0.0.1');
    open.push(server);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
}
