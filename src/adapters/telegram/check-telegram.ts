import { Api, GrammyError } from 'grammy';
import { oneLine } from '../../core/text/plain-text.ts';
import { OTHER_POLLER } from './poll-trouble.ts';
import { BAD_TOKEN, troubleOf } from './send-trouble.ts';

export interface TelegramCheck {
  /** The bot's user name; undefined when Telegram could not be asked. */
  readonly bot?: string | undefined;
  /** What the configured chat is called. */
  readonly chat?: string | undefined;
  /** Who wrote to the bot lately and was not answered yet. */
  readonly writers: readonly Writer[];
  /** Sentences that end with what to do. */
  readonly problems: readonly string[];
}

export interface Writer {
  readonly user: number;
  readonly name: string;
  readonly chat: number;
}

export interface CheckTelegramOptions {
  readonly token: string;
  readonly apiRoot?: string | undefined;
  readonly chatId?: number | undefined;
  /** Look who wrote to the bot. A service that polls at the same time would be interrupted for a moment. */
  readonly lookForWriters: boolean;
}

const CALL_SECONDS = 10;

/** Asks Telegram about the bot and its chat; changes and confirms nothing. */
export async function checkTelegram(options: CheckTelegramOptions): Promise<TelegramCheck> {
  const { token, apiRoot, chatId } = options;
  const api = new Api(token, { timeoutSeconds: CALL_SECONDS, ...(apiRoot !== undefined && { apiRoot }) });
  let bot: string | undefined;
  try {
    ({ username: bot } = await api.getMe());
    const { url = '' } = await api.getWebhookInfo();
    const webhook = url === '' ? [] : [WEBHOOK];
    const chat = chatId === undefined ? { problems: [] } : await chatOf(api, chatId);
    const writers = options.lookForWriters && url === '' ? await writersTo(api) : [];
    return { bot, chat: chat.title, writers, problems: [...webhook, ...chat.problems] };
  } catch (error) {
    return { bot, writers: [], problems: [sentenceFor(error)] };
  }
}

const WEBHOOK =
  'a webhook is set for this bot (n8n does that), so Greenlight would receive nothing: give it a bot of its own, or remove the webhook.';

async function chatOf(
  api: Api,
  chatId: number,
): Promise<{ readonly title?: string; readonly problems: readonly string[] }> {
  try {
    const chat = await api.getChat(chatId);
    return { title: oneLine(chat.title ?? chat.first_name), problems: [] };
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.kind === 'refused') return { problems: [trouble.sentence] };
    throw error;
  }
}

/** A poll without an offset confirms nothing, so the service still receives what is seen here. */
async function writersTo(api: Api): Promise<readonly Writer[]> {
  const updates = await api.getUpdates({ timeout: 0 });
  const writers = new Map<string, Writer>();
  for (const { message } of updates) {
    if (!message?.from) continue;
    const { from, chat } = message;
    writers.set(`${from.id}/${chat.id}`, { user: from.id, name: oneLine(from.first_name), chat: chat.id });
  }
  return [...writers.values()];
}

function sentenceFor(error: unknown): string {
  if (!(error instanceof GrammyError))
    return 'Telegram cannot be reached: check the network, and `telegram.api_root` if it is set.';
  const { error_code: code, description } = error;
  if (code === 401 || code === 404) return BAD_TOKEN;
  return code === 409 ? OTHER_POLLER : `Telegram refuses: ${description}`;
}
