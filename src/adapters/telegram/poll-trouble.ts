import { GrammyError, HttpError } from 'grammy';
import { BAD_TOKEN } from './send-trouble.ts';

export const UNREACHABLE =
  'Telegram cannot be reached. It is tried again every few seconds; nothing is lost meanwhile.';

/** Why polling ended. */
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
  const { error_code: code, description } = error;
  if (code === 401 || code === 404) return { sentence: BAD_TOKEN, fatal: true, waitMs: LATER_MS };
  if (code !== 409) return { fatal: false, waitMs: SOON_MS };
  return {
    sentence: /webhook/i.test(description)
      ? 'A webhook is set for this bot (n8n does that), so its messages go there: give Greenlight a bot of its own, ' +
        'or remove the webhook (deleteWebhook of the Bot API).'
      : 'Another program receives the messages of this bot: end it, or give Greenlight a bot of its own.',
    fatal: false,
    waitMs: LATER_MS,
  };
}
