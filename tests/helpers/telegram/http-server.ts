import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Outcome } from './api-endpoint.ts';
import type { RawRequest } from './decoded-request.ts';

export interface Routes {
  readonly api: (token: string, request: RawRequest, gone: AbortSignal) => Promise<Outcome>;
  readonly file: (token: string, path: string) => Buffer | undefined;
  /** The person's side; gives the JSON to answer with. */
  readonly emu: (verb: string, route: string, query: URLSearchParams, body: string) => Promise<unknown>;
}

export interface HttpServer {
  readonly url: string;
  /** While on, every connection of a bot is closed. */
  readonly outage: (on: boolean) => void;
  readonly turnedAway: () => number;
  readonly close: () => Promise<void>;
}

const API_PATH = /^\/bot([^/]+)\/(\w+)$/;
const FILE_PATH = /^\/file\/bot([^/]+)\/(.+)$/;
const EMU_PATH = '/__emu/';

/** The wire: finds who is meant, answers, or breaks the connection. */
export async function startHttpServer(routes: Routes): Promise<HttpServer> {
  const atWork = new Set<ServerResponse>();
  let out = false;
  let turnedAway = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const served = url.pathname.startsWith(EMU_PATH)
      ? serveEmu(routes, url, request, response)
      : serveBot(url, request, response);
    served.catch(() => request.socket.destroy());
  });

  const serveBot = async (url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (out) {
      turnedAway += 1;
      request.socket.destroy();
      return;
    }
    atWork.add(response);
    response.once('close', () => atWork.delete(response));
    await answerBot(routes, url, request, response);
  };

  await listening(server);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    outage: (on) => {
      out = on;
      if (on) for (const response of atWork) response.socket?.destroy();
    },
    turnedAway: () => turnedAway,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerBot(
  routes: Routes,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = FILE_PATH.exec(url.pathname);
  if (file !== null) {
    const content = routes.file(file[1] ?? '', file[2] ?? '');
    response.writeHead(content === undefined ? 404 : 200).end(content);
    return;
  }
  const [, token, method] = API_PATH.exec(url.pathname) ?? [];
  if (token === undefined || method === undefined) {
    sendJson(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
    return;
  }
  await answerApi(routes, { token, method, query: url.searchParams }, request, response);
}

async function answerApi(
  routes: Routes,
  { token, method, query }: { token: string; method: string; query: URLSearchParams },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const body = await bodyOf(request);
  const contentType = request.headers['content-type'] ?? '';
  const outcome = await routes.api(token, { method, query, contentType, body }, gone.signal);
  if (outcome.kind === 'drop') request.socket.destroy();
  if (outcome.kind !== 'answer') return;
  const { answer } = outcome;
  sendJson(response, answer.ok ? 200 : answer.error_code, answer);
}

async function serveEmu(
  routes: Routes,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = (await bodyOf(request)).toString('utf8');
  const route = url.pathname.slice(EMU_PATH.length);
  try {
    sendJson(response, 200, await routes.emu(request.method ?? 'GET', route, url.searchParams, body));
  } catch (error) {
    sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}
