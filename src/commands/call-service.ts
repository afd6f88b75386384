import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { signatureOf } from '../adapters/webhook/secret.ts';
import type { ServerConfig } from '../config/config.ts';
import { reasonIn } from './reason-in.ts';
import { serviceAddress } from './service-address.ts';

/** What the service answered, or why it did not. */
export type ServiceAnswer =
  { readonly answered: true; readonly body: Body } | { readonly answered: false; readonly body: Failure };

type Body = z.infer<typeof bodySchema>;

/** In the shape of the service's own errors. */
export interface Failure {
  readonly status: 'error';
  readonly code: 'bad_config' | 'no_receiver' | 'no_service' | 'no_answer' | 'bad_answer' | 'wrong_secret';
  readonly message: string;
}

const bodySchema = z.looseObject({ status: z.enum(['ok', 'error']), message: z.string() });

const LONGEST_MS = 30_000;

/** Calls the running service over its own HTTP; signed, so that whoever else listens there never sees the secret. */
export async function callService(
  server: ServerConfig,
  secret: string,
  asked: object,
): Promise<ServiceAnswer> {
  const address = serviceAddress(server);
  const body = JSON.stringify({ ...asked, request_id: randomUUID() });
  try {
    const answer = await fetch(`${address}/webhook/command`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...signed(body, secret) },
      body,
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    return understood(answer.status, await answer.text(), address);
  } catch (error) {
    return unanswered(error, address);
  }
}

function signed(body: string, secret: string): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  return { 'x-timestamp': timestamp, 'x-signature': signatureOf(timestamp, body, secret) };
}

function understood(status: number, text: string, address: string): ServiceAnswer {
  const { data: body } = bodySchema.safeParse(jsonIn(text));
  if (!body) {
    return failed(
      'bad_answer',
      `What answers at ${address} (status ${status}) is not Greenlight: end it, or set another \`server.port\`.`,
    );
  }
  if (status !== 401) return { answered: true, body };
  return failed(
    'wrong_secret',
    `The service at ${address} has another \`webhooks.secret\` than this configuration: was it changed? Restart the service.`,
  );
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Nothing was sent to anybody. */
const UNREACHED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EADDRNOTAVAIL|E(HOST|NET)UNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

function unanswered(error: unknown, address: string): ServiceAnswer {
  const reason = reasonIn(error);
  return UNREACHED.test(reason)
    ? failed(
        'no_service',
        `No answer from the service at ${address} (${reason}). Is it running? greenlight serve`,
      )
    : failed(
        'no_answer',
        `No answer from the service at ${address} (${reason}). Whether it did what was asked: greenlight status`,
      );
}

export const failed = (code: Failure['code'], message: string): ServiceAnswer => ({
  answered: false,
  body: { status: 'error', code, message },
});
