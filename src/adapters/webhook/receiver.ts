import { randomUUID } from 'node:crypto';
import express, { type Express, type RequestHandler } from 'express';
import { accessLine, addressOf } from './access-line.ts';
import { answerCall } from './answer-call.ts';
import { calls, type Call } from './calls.ts';
import { rememberEvidence } from './remember-evidence.ts';
import { createGuard, type GuardDeps } from './guard.ts';
import { onError } from './on-error.ts';
import { addOpenPages, type OpenPagesDeps } from './open-pages.ts';
import type { PerformDeps } from './perform.ts';
import { readBody } from './read-body.ts';
import { refuse } from './refuse.ts';
import { safeHeaders } from './safe-headers.ts';

export interface ReceiverDeps extends PerformDeps, GuardDeps, OpenPagesDeps {
  /** A line for the access log. */
  readonly access: (line: string) => void;
  /** Told of every call that was answered; `path` is an endpoint, or `other`. */
  readonly counted?: ((call: CountedCall) => void) | undefined;
  /** One proxy of the operator's stands in front and tells the address of the client. */
  readonly trustProxy: boolean;
}

export interface CountedCall {
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

/** Every command over HTTP. */
export function createReceiver(deps: ReceiverDeps): Express {
  const app = express();
  const remembering = { ...deps, evidence: rememberEvidence(deps.evidence) };
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  // (All would let the client tell any address it likes.)
  app.set('trust proxy', deps.trustProxy ? 1 : false);
  app.use(follow(deps), safeHeaders());
  app.use('/webhook', onlyPost, ...readBody(), createGuard(deps), dispatch(remembering));
  addOpenPages(app, deps);
  app.use((_request, response) => refuse(response, 404, 'not_found', NOT_FOUND));
  app.use(onError(deps.log));
  return app;
}

const NOT_FOUND = `There is nothing here. The calls are GET /health and POST /webhook/NAME with one of: ${Object.keys(calls).join(', ')}.`;

const byPath: ReadonlyMap<string, Call> = new Map(
  Object.entries(calls).map(([name, call]) => [`/${name}`, call]),
);

/** (A route for each would be tried one after another at every call.) */
const dispatch =
  (deps: PerformDeps): RequestHandler =>
  async (request, response, next) => {
    const call = byPath.get(request.path);
    if (call) await answerCall(deps, call, request, response);
    else next();
  };

const onlyPost: RequestHandler = (request, response, next) => {
  if (request.method === 'POST') {
    next();
    return;
  }
  response.set('allow', 'POST');
  refuse(response, 405, 'wrong_method', 'Calls are made with POST.');
};

function follow({
  access,
  counted,
  clock,
}: Pick<ReceiverDeps, 'access' | 'counted' | 'clock'>): RequestHandler {
  return (request, response, next) => {
    const id = randomUUID();
    const address = addressOf(request);
    const startedAt = performance.now();
    response.set('x-request-id', id);
    response.on('close', () => {
      const ms = performance.now() - startedAt;
      access(accessLine({ at: clock.now(), id, address, request, response, ms }));
      if (response.writableFinished) {
        counted?.({ path: endpoints.get(request.originalUrl) ?? 'other', status: response.statusCode, ms });
      }
    });
    next();
  };
}

/** A label for what is counted: whatever else is asked for is one thing, or there would be no end of them. */
const endpoints: ReadonlyMap<string, string> = new Map(
  ['/health', '/metrics', ...Object.keys(calls).map((name) => `/webhook/${name}`)].map((path) => [
    path,
    path,
  ]),
);
