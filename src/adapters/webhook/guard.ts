import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Clock } from '../../app/ports/clock.ts';
import type { Log } from '../../app/ports/log.ts';
import { addressOf, pathOf } from './access-line.ts';
import type { ErrorCode } from './answers.ts';
import { rawBodyOf } from './read-body.ts';
import { refuse } from './refuse.ts';
import { createSecretCheck, isSigned } from './secret.ts';

export interface GuardSettings {
  readonly secret: string;
  /** Whether a call has to be signed. */
  readonly signature: 'optional' | 'required';
}

export interface GuardDeps extends GuardSettings {
  readonly clock: Clock;
  readonly log: Log;
}

const WINDOW_MS = 60_000;
const MOST_FAILURES = 20;

/** Lets those pass who know the secret; only failures are counted, so a right secret is never slowed. */
export function createGuard(deps: GuardDeps): RequestHandler {
  const isAllowed = createCheck(deps);
  const limited = rateLimit({
    windowMs: WINDOW_MS,
    limit: MOST_FAILURES,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) => ipKeyGenerator(addressOf(request)),
    handler: (_request, response) => refuse(response, 429, 'too_many_failures', TOO_MANY),
    // (It would write to the console.)
    validate: false,
  });
  return (request, response, next) => {
    const problem = isAllowed(request);
    if (!problem) {
      next();
      return;
    }
    // Once there were too many, the access log has them.
    const refuseIt = (): void => {
      const data = { reason: problem.code, address: addressOf(request), path: pathOf(request) };
      deps.log.warn('a call over HTTP was refused', data);
      refuse(response, 401, problem.code, problem.sentence);
    };
    return limited(request, response, refuseIt);
  };
}

interface Problem {
  readonly code: ErrorCode<401>;
  readonly sentence: string;
}

function createCheck({ secret, signature, clock }: GuardDeps): (request: Request) => Problem | undefined {
  const isSecret = createSecretCheck(secret);
  return (request) => {
    const signed = signedBy(request);
    if (signed) return isSigned(signed, secret, Date.parse(clock.now())) ? undefined : BAD_SIGNATURE;
    if (signature === 'required') return NOT_SIGNED;
    const given = secretIn(request);
    if (given === undefined) return NO_SECRET;
    return isSecret(given) ? undefined : WRONG_SECRET;
  };
}

const TOO_MANY = 'Too many wrong secrets came from this address: try again in a minute.';
const NO_SECRET: Problem = {
  code: 'no_secret',
  sentence:
    'A secret is needed: send webhooks.secret of the configuration as the header X-Webhook-Secret, ' +
    'as Authorization: Bearer, or as "secret" in the body.',
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
    'The signature does not fit: X-Signature is "sha256=" and the HMAC-SHA256, in hexadecimal digits, of timestamp, ' +
    'dot and body with webhooks.secret; X-Timestamp is in seconds and at most 5 minutes off.',
};

function signedBy(request: Request): Parameters<typeof isSigned>[0] | undefined {
  const timestamp = request.get('x-timestamp');
  const signature = request.get('x-signature');
  if (timestamp === undefined && signature === undefined) return undefined;
  return { timestamp: timestamp ?? '', signature: signature ?? '', rawBody: rawBodyOf(request) };
}

function secretIn(request: Request): string | Buffer | undefined {
  const bearer = /^Bearer +(.+)$/i.exec(request.get('authorization') ?? '')?.[1];
  const header = request.get('x-webhook-secret') ?? bearer;
  // Node reads the bytes of a header as Latin-1, whatever they are.
  return header === undefined ? secretInBody(request.body) : Buffer.from(header, 'latin1');
}

const secretInBody = (body: unknown): string | undefined =>
  typeof body === 'object' && body !== null && 'secret' in body && typeof body.secret === 'string'
    ? body.secret
    : undefined;
