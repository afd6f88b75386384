import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AskDesk, CallReply } from '../../../app/ports/asking.ts';
import type { Clock } from '../../../app/ports/clock.ts';
import { stringOf } from '../json-access.ts';
import { ledgerOf } from '../ledger.ts';
import { addressFileIn, removeAddress, writeAddress } from './address-file.ts';
import { noteAsked } from './asked-log.ts';
import { readAskingFile } from './asking-file.ts';
import { proofOf } from './proof.ts';
import { readAsking } from './read-asking.ts';
import { readBody } from './read-body.ts';
import { isFromAttempt, PROOF_HEADER, readPath, textOfReply, type Line } from './wire.ts';

export interface AskServerDeps {
  readonly logsDir: string;
  readonly desk: AskDesk;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: { warn(message: string, data?: Readonly<Record<string, unknown>>): void };
}

/** Where the hooks of running attempts ask, on this machine only. */
export interface AskServer {
  start(): Promise<void>;
  /** Breaks off every line: whoever asks will ask the next Greenlight. */
  close(): Promise<void>;
}

export function createAskServer({ logsDir, desk, clock, log }: AskServerDeps): AskServer {
  const address = addressFileIn(logsDir);
  const directoryOf = ({ session, epoch }: Line): string => ledgerOf(logsDir, session, epoch).directory;

  const hear = async (request: IncomingMessage, response: ServerResponse): Promise<number | Answer> => {
    const path = request.url ?? '';
    const line = request.method === 'POST' ? readPath(path) : undefined;
    if (line === undefined) return 404;
    const token = readAskingFile(directoryOf(line))?.token;
    if (token === undefined) return 401;
    const body = await readBody(request);
    if (body === 'too large') return 413;
    if (!isFromAttempt(request.headers[PROOF_HEADER], token, path, body)) return 401;
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const asking = readAsking(line, body, gone.signal);
    if (asking === undefined) return 400;
    const reply = await desk.ask(asking, gone.signal);
    // It would stand there as given.
    if (gone.signal.aborted) return 503;
    const { id, tool } = asking;
    const { decision } = reply;
    const instead = insteadIn(reply);
    noteAsked(directoryOf(line), { at: clock.now(), id, tool, decision, instead });
    return { reply, token, line };
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const heard = await hear(request, response);
    if (typeof heard === 'number') response.writeHead(heard, { connection: 'close' }).end();
    else send(response, heard);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.destroyed) log.warn('a call of an attempt could not be answered', { error });
      // It asks again.
      response.destroy();
    });
  });
  // A large call from a busy machine takes its time.
  server.requestTimeout = 0;

  return {
    start: async () => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(0, '127.0.0.1', resolve);
      });
      await writeAddress(address, portOf(server.address()));
    },
    close: async () => {
      const present = server.address();
      if (present === null) return;
      removeAddress(address, portOf(present));
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

const insteadIn = (reply: CallReply): string | undefined =>
  reply.decision === 'allow' ? stringOf(reply.input?.['command']) : undefined;

interface Answer {
  readonly reply: CallReply;
  readonly token: string;
  readonly line: Line;
}

function send(response: ServerResponse, { reply, token, line }: Answer): void {
  const body = JSON.stringify(reply);
  const proof = proofOf(token, textOfReply(line.name, body));
  response.writeHead(200, { 'content-type': 'application/json', [PROOF_HEADER]: proof }).end(body);
}

const portOf = (address: AddressInfo | string | null): number => (address as AddressInfo).port;
