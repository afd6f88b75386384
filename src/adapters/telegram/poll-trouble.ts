import { GrammyError, HttpError } from 'grammy';
import { BAD_TOKEN } from './send-trouble.ts';

export const UNREACHABLE =
  'Telegram cannot be reached. It is tried again every few seconds; nothing is lost meanwhile.';
export const OTHER_POLLER =
  'Another program receives the messages of this bot: end it, or give Greenlight a bot of its own.';
const WEBHOOK =
  'A webhook is set for this bot (n8n does that), so its messages go there: give Greenlight a bot of its own, ' +
  'or remove the webhook (deleteWebhook of the Bot API).';

/** Why receiving was interrupted. */
export interface PollTrouble {
  /** For the operator; undefined when it is going to mend itself. */
  readonly sentence?: string | undefined;
  /** Nothing will change before a person has acted. */
  readonly fatal: boolean;
  readonly waitMs: number;
}

const SOON_MS = 2_000;
/** Another poller may be about to end: a service that is being replaced, say. */
const LATER_MS = 15_000;

export function pollTroubleOf(error: unknown): PollTrouble {
  if (error instanceof HttpError) return { sentence: UNREACHABLE, fatal: false, waitMs: SOON_MS };
  if (!(error instanceof GrammyError)) return { fatal: false, waitMs: SOON_MS };
  const { error_code: code, description, parameters } = error;
  if (code === 401 || code === 404) return { sentence: BAD_TOKEN, fatal: true, waitMs: 0 };
  if (code === 409) {
    const sentence = /webhook/i.test(description) ? WEBHOOK : OTHER_POLLER;
    return { sentence, fatal: false, waitMs: LATER_MS };
  }
  if (code >= 500) return { sentence: UNREACHABLE, fatal: false, waitMs: SOON_MS };
  const { retry_after: seconds } = parameters;
  return { fatal: false, waitMs: seconds === undefined ? SOON_MS : seconds * 1_000 };
}
