import type { Express, Request } from 'express';
import { isLoopback } from './loopback.ts';
import { refuse } from './refuse.ts';

export interface OpenPagesDeps {
  /** How the service does; not `ok` when it cannot do its job. */
  readonly health: () => Promise<{ readonly ok: boolean; readonly report: object }>;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  /** Who may read the metrics. */
  readonly metricsFor: 'loopback' | 'any';
}

/** What can be read without the secret. */
export function addOpenPages(app: Express, { health, metrics, metricsFor }: OpenPagesDeps): void {
  app.get('/health', async (_request, response) => {
    const { ok, report } = await health();
    response.status(ok ? 200 : 503).json(report);
  });
  app.get('/metrics', async (request, response, next) => {
    if (metricsFor === 'loopback' && !isFromHere(request)) {
      next('route');
      return;
    }
    const { contentType, text } = await metrics();
    response.set('content-type', contentType).send(text);
  });
  app.all('/health', (_request, response) => {
    response.set('allow', 'GET, HEAD');
    refuse(response, 405, 'wrong_method', '/health is read with GET.');
  });
}

/** A proxy on this machine asks for somebody else, and a page in a browser by another name of this machine. */
const isFromHere = (request: Request): boolean =>
  isLoopback(request.socket.remoteAddress ?? '') &&
  FORWARDED.every((name) => request.get(name) === undefined) &&
  isLoopback((request.get('host') ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, ''));

const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip', 'cf-connecting-ip'];
