import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Follows which connections have a call that is not answered to its last byte; returns what ends all others, now and
 * as soon as they are done. (Node's own `closeIdleConnections` cuts off answers that are still on their way.)
 */
export function followCalls(server: Server): () => void {
  const inHand = new Map<Socket, number>();
  let isClosing = false;

  function change(socket: Socket, by: number): void {
    const before = inHand.get(socket);
    if (before === undefined) return;
    const left = before + by;
    inHand.set(socket, left);
    if (isClosing && left === 0) socket.destroy();
  }

  server.on('connection', (socket) => {
    inHand.set(socket, 0);
    socket.on('close', () => inHand.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    change(socket, 1);
    response.on('close', () => change(socket, -1));
  });
  return () => {
    isClosing = true;
    for (const socket of inHand.keys()) change(socket, 0);
  };
}
