import { randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Log } from '../../app/ports/log.ts';
import { oneLine } from '../../core/text/plain-text.ts';
import { accessLine } from './access-line.ts';
import { bodies } from './bodies.ts';
import { bodyFault } from './body-fault.ts';
import { calls, type Call } from './calls.ts';
import { createGuard, type GuardDeps, type WithRawBody } from './guard.ts';
import { perform, type Asker, type PerformDeps } from './perform.ts';
import { refuse } from './refuse.ts';

export interface ReceiverDeps extends PerformDeps, GuardDeps {
  readonly log: Log;
  /** A line for the access log. */
  readonly access: (line: string) => void;
  readonly health: () => Promise<{ readonly ok: boolean; readonly report: object }>;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  /** Who may read the metrics without the secret. */
  readonly metricsFor: 'loopback' | 'any';
  /** A proxy of the operator's tells the address of a client. */
  readonly trustProxy: boolean;
}

const LARGEST_BODY = '100kb';
export const WEBHOOK = 'webhook';

/** Every command over HTTP. */
export function createReceiver(deps: ReceiverDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.trustProxy);
  app.set('etag', false);
  app.use(logAccess(deps));
  app.use(helmet());
  app.get('/health', async (_request, response) => {
    const { ok, report } = await deps.health();
    response.status(ok ? 200 : 503).json(report);
  });
  app.get('/metrics', async (request, response) => {
    if (deps.metricsFor === 'loopback' && !isLoopback(request.socket.remoteAddress)) {
      return refuse(response, 404, 'not_found', NOT_FOUND);
    }
    const { contentType, text } = await deps.metrics();
    response.type(contentType).send(text);
  });
  app.use('/webhook', onlyPost, onlyJson, readJson(), createGuard(deps));
  for (const [name, call] of Object.entries(calls)) {
    app.post(`/webhook/${name}`, (request, response) => answer(deps, call as Call, request, response));
  }
  app.use((_request, response) => refuse(response, 404, 'not_found', NOT_FOUND));
  app.use(onError(deps.log));
  return app;
}

const NOT_FOUND = `There is nothing here. The calls are POST /webhook/${Object.keys(calls).join(', /webhook/')} and GET /health.`;

async function answer(deps: ReceiverDeps, call: Call, request: Request, response: Response): Promise<void> {
  const schema = bodies[call.body];
  const parsed = schema.safeParse(request.body ?? {});
  if (!parsed.success) return refuse(response, 400, 'bad_body', bodyFault(parsed.error, schema));
  const header = request.get('idempotency-key');
  const id = parsed.data.request_id ?? header;
  if (id !== undefined && !bodies.look.shape.request_id.safeParse(id).success) {
    return refuse(
      response,
      400,
      'bad_body',
      'The header Idempotency-Key is to be at most 200 characters without spaces.',
    );
  }
  const asker: Asker = {
    by: { channel: WEBHOOK, name: oneLine(parsed.data.actor ?? '') || WEBHOOK },
    id: id === undefined ? undefined : `${WEBHOOK}:${id}`,
  };
  try {
    const { status, body } = await perform(deps, asker, call.asks(parsed.data as never));
    response.status(status).json(body);
  } catch (error) {
    deps.log.error('what was asked for over HTTP could not be stored', { error });
    response.set('retry-after', '5');
    refuse(
      response,
      503,
      'not_stored',
      'That could not be saved, so nothing was changed. Try again; is the disk full?',
    );
  }
}

const onlyPost: express.RequestHandler = (request, response, next) => {
  if (request.method === 'POST') return next();
  response.set('allow', 'POST');
  return refuse(response, 405, 'wrong_method', 'Calls are made with POST.');
};

const onlyJson: express.RequestHandler = (request, response, next) => {
  const isEmpty = request.get('content-length') === '0' || request.is('*/*') === null;
  if (isEmpty || request.is('application/json')) return next();
  return refuse(
    response,
    415,
    'wrong_type',
    'The body is to be JSON, with the header Content-Type: application/json.',
  );
};

const readJson = (): express.RequestHandler =>
  express.json({
    limit: LARGEST_BODY,
    strict: true,
    verify: (request, _response, buffer) => {
      (request as WithRawBody).rawBody = buffer;
    },
  });

/** No stack, no path: what went wrong inside is for the log. */
const onError =
  (log: Log): ErrorRequestHandler =>
  (error: { readonly type?: string; readonly status?: number }, _request, response, next) => {
    if (response.headersSent) return next(error);
    if (error.type === 'entity.too.large') {
      return refuse(response, 413, 'too_large', 'The body is over 100 kB.');
    }
    if (error.status !== undefined && error.status >= 400 && error.status < 500) {
      return refuse(response, 400, 'bad_body', 'The body is not JSON.');
    }
    log.error('a call failed', { error });
    return refuse(response, 500, 'failed', 'Something failed inside; the log tells what.');
  };

function logAccess({ access, clock }: Pick<ReceiverDeps, 'access' | 'clock'>): express.RequestHandler {
  return (request, response, next) => {
    const id = randomUUID();
    const startedAt = performance.now();
    response.set('x-request-id', id);
    response.on('close', () =>
      access(accessLine({ at: clock.now(), id, request, response, ms: performance.now() - startedAt })),
    );
    next();
  };
}

const isLoopback = (address = ''): boolean =>
  address === '::1' || address.replace(/^::ffff:/, '').startsWith('127.');
