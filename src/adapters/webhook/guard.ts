import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Clock } from '../../app/ports/clock.ts';
import type { Log } from '../../app/ports/log.ts';
import { refuse } from './refuse.ts';
import { isSecret, isSigned } from './secret.ts';

export interface GuardSettings {
  readonly secret: string;
  /** Whether a call has to be signed. */
  readonly signature: 'optional' | 'required';
}

export interface GuardDeps extends GuardSettings {
  readonly clock: Clock;
  readonly log: Log;
}

/** As it came over the network, for the signature. */
export type WithRawBody = Request & { rawBody?: Buffer };

const WINDOW_MS = 60_000;
const MOST_FAILURES = 20;

/** Lets those pass who know the secret; only failures are counted, so a right secret is never slowed. */
export function createGuard({ secret, signature, clock, log }: GuardDeps): RequestHandler {
  const limited = rateLimit({
    windowMs: WINDOW_MS,
    limit: MOST_FAILURES,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response) => {
      refuse(
        response,
        429,
        'too_many_failures',
        'Too many wrong secrets came from this address: try again in a minute.',
      );
    },
  });

  function problemWith(request: WithRawBody): Problem | undefined {
    const sent = signedBy(request);
    if (sent) {
      return isSigned(sent, secret, Date.parse(clock.now())) ? undefined : BAD_SIGNATURE;
    }
    if (signature === 'required') return NOT_SIGNED;
    const given = secretIn(request);
    if (given === undefined) return NO_SECRET;
    return isSecret(given, secret) ? undefined : WRONG_SECRET;
  }

  return (request, response, next) => {
    const problem = problemWith(request);
    if (!problem) return next();
    log.warn('a call was refused', { reason: problem.code, address: request.ip, path: request.path });
    const fail = (): void => refuse(response, 401, problem.code, problem.sentence);
    return void limited(request, response, fail);
  };
}

interface Problem {
  readonly code: string;
  readonly sentence: string;
}

const NO_SECRET: Problem = {
  code: 'no_secret',
  sentence: 'A secret is needed: send webhooks.secret of the configuration as the header X-Webhook-Secret.',
};
const WRONG_SECRET: Problem = {
  code: 'wrong_secret',
  sentence: 'The secret is not the one of webhooks.secret in the configuration.',
};
const NOT_SIGNED: Problem = {
  code: 'not_signed',
  sentence: 'The call must be signed: send X-Timestamp and X-Signature (webhooks.signature is "required").',
};
const BAD_SIGNATURE: Problem = {
  code: 'bad_signature',
  sentence:
    'The signature does not fit: X-Signature is sha256= and the HMAC-SHA256 of timestamp, dot and body; X-Timestamp is in seconds and at most 5 minutes old.',
};

function signedBy(request: WithRawBody): Parameters<typeof isSigned>[0] | undefined {
  const timestamp = request.get('x-timestamp');
  const signature = request.get('x-signature');
  if (timestamp === undefined && signature === undefined) return undefined;
  return {
    timestamp: timestamp ?? '',
    signature: signature ?? '',
    rawBody: request.rawBody ?? Buffer.alloc(0),
  };
}

function secretIn(request: Request): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
  const body: unknown = request.body;
  const inBody =
    typeof body === 'object' && body !== null && 'secret' in body && typeof body.secret === 'string'
      ? body.secret
      : undefined;
  return request.get('x-webhook-secret') ?? bearer ?? inBody;
}
