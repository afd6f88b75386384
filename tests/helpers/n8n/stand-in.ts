import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

export interface Command {
  readonly path: string;
  readonly secret: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The far end of a workflow where Greenlight would be: it keeps what it is told and answers what the test wants. */
export interface StandIn {
  readonly commands: readonly Command[];
  /** For every command from now on; `undefined` closes the connection. */
  answer: (command: Command) => Answer | undefined;
  readonly close: () => Promise<void>;
}

export async function startStandIn(port: number): Promise<StandIn> {
  const commands: Command[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const command = {
        path: request.url ?? '',
        secret: request.headers['x-webhook-secret']?.toString(),
        body: body as Command['body'],
      };
      commands.push(command);
      const answer = standIn.answer(command);
      if (answer === undefined) request.socket.destroy();
      else
        response
          .writeHead(answer.status, { 'content-type': 'application/json' })
          .end(JSON.stringify(answer.body));
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const standIn: StandIn = {
    commands,
    answer: () => ({ status: 200, body: { status: 'ok', message: 'Done.' } }),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return standIn;
}
