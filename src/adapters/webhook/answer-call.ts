import type { Request, Response } from 'express';
import { oneLine } from '../../core/text/plain-text.ts';
import { idSchema } from './bodies.ts';
import type { Call } from './calls.ts';
import { WEBHOOK } from './channel-name.ts';
import { perform, type PerformDeps } from './perform.ts';
import { refuse } from './refuse.ts';

const RETRY_AFTER_S = '5';

/** Understands the body of a call, does what it asks for and answers. */
export async function answerCall(
  deps: PerformDeps,
  call: Call,
  request: Request,
  response: Response,
): Promise<void> {
  const reading = call.read(request.body ?? {});
  if (!reading.ok) {
    refuse(response, 400, 'bad_body', reading.fault);
    return;
  }
  const id = reading.requestId ?? request.get('idempotency-key');
  if (id !== undefined && !idSchema.safeParse(id).success) {
    refuse(response, 400, 'bad_body', BAD_KEY);
    return;
  }
  const by = { channel: WEBHOOK, name: oneLine(reading.actor ?? '') || WEBHOOK };
  const asker = { by, id: id === undefined ? undefined : `${WEBHOOK}:${id}` };
  const { status, body } = await perform(deps, asker, reading.asked);
  if (status === 503) response.set('retry-after', RETRY_AFTER_S);
  response.status(status).json(body);
}

const BAD_KEY = 'The header Idempotency-Key was not 1 to 200 printable ASCII characters without spaces.';
