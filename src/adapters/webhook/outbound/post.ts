import { createHmac } from 'node:crypto';
import { DeliveryRefused } from '../../../app/ports/channel.ts';

export interface Target {
  readonly url: string;
  readonly secret: string | undefined;
  /** How long an answer may take. */
  readonly longestMs?: number | undefined;
}

const LONGEST_MS = 15_000;
/** The body will never be taken, whoever asks. */
const FINAL = new Set([400, 413, 422]);
/** A workflow that is off, or a header that is wrong: a person has to look. */
const FOR_A_PERSON = new Set([401, 403, 404, 410]);

/** Resolves once the other side has taken it; rejects with `DeliveryRefused`, or when it is to be tried again. */
export async function post(
  { url, secret, longestMs = LONGEST_MS }: Target,
  id: string,
  body: string,
  signal: AbortSignal,
): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    // Where a redirect leads nobody has agreed to: it would get the secret.
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': id,
      ...signed(body, secret),
    },
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(longestMs)]),
  });
  // An answer that breaks off in its middle was not given.
  const said = await beginningOf(answer);
  const { status } = answer;
  if (answer.ok && said.startsWith(STARTING)) throw new Error('n8n is starting');
  if (answer.ok) return;
  if (FINAL.has(status))
    throw new DeliveryRefused(`${HOST} does not take this notification (status ${status}).`, true);
  if (FOR_A_PERSON.has(status)) {
    throw new DeliveryRefused(
      `${HOST} answers with status ${status}: is the workflow switched on, and does its header hold webhooks.secret?`,
      false,
    );
  }
  if (status >= 300 && status < 400) {
    throw new DeliveryRefused(`${HOST} answers with a redirect: set it to where that leads.`, false);
  }
  throw new Error(`status ${status}`);
}

/** With status 200: n8n listens before its database is ready, and until then nothing that it takes is done. */
const STARTING = 'n8n is starting up';

/** Reads all of it and keeps as much as is looked at. */
async function beginningOf({ body }: Response): Promise<string> {
  let beginning = '';
  const keep = (chunk: string): void => {
    if (beginning.length < STARTING.length) beginning += chunk.slice(0, STARTING.length);
  };
  await body?.pipeThrough(new TextDecoderStream()).pipeTo(new WritableStream({ write: keep }));
  return beginning;
}

const HOST = '`webhooks.n8n_notify_url`';

const signed = (body: string, secret: string | undefined): Readonly<Record<string, string>> =>
  secret === undefined
    ? {}
    : {
        'x-webhook-secret': secret,
        'x-greenlight-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      };
