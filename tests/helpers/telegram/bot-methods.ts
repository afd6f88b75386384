import type { BotCommand, BotCommandScope } from 'grammy/types';
import type { Methods, World } from './methods.ts';
import { badRequest, Refusal } from './refusal.ts';

const COMMAND = /^[a-z0-9_]{1,32}$/;
const MOST_COMMANDS = 100;
const LONGEST_DESCRIPTION = 256;
const WEBHOOK_IS_SET =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

interface CommandsFor {
  readonly scope?: BotCommandScope;
  readonly language_code?: string;
}

/** Methods about the bot itself: its updates, its webhook, its commands; and the answer to a tap. */
export function botMethods({ bot, updates, queries, delivery }: World): Methods {
  const commands = new Map<string, readonly BotCommand[]>();
  const key = ({ scope = { type: 'default' }, language_code = '' }: CommandsFor): string =>
    JSON.stringify([scope, language_code]);
  return {
    getMe: () => bot,
    getUpdates: (params, { gone }) => {
      if (delivery.webhook()) throw new Refusal(409, WEBHOOK_IS_SET);
      return updates.poll(params, gone);
    },
    getWebhookInfo: () => {
      const trouble = delivery.trouble();
      return {
        url: delivery.webhook()?.url ?? '',
        has_custom_certificate: false,
        pending_update_count: updates.pending().length,
        ...(trouble === undefined ? {} : { last_error_message: trouble }),
      };
    },
    setWebhook: ({ url, secret_token: secretToken, allowed_updates, drop_pending_updates }) => {
      if (url !== '' && !url.startsWith('https://'))
        throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
      updates.allow(allowed_updates);
      if (drop_pending_updates === true) updates.drop();
      delivery.set(url === '' ? undefined : { url, secretToken });
      return true;
    },
    deleteWebhook: ({ drop_pending_updates }) => {
      delivery.set(undefined);
      if (drop_pending_updates === true) updates.drop();
      return true;
    },
    setMyCommands: (params) => {
      checkCommands(params.commands);
      commands.set(key(params), params.commands);
      return true;
    },
    deleteMyCommands: (params) => {
      commands.delete(key(params));
      return true;
    },
    getMyCommands: (params) => commands.get(key(params)) ?? [],
    answerCallbackQuery: ({ callback_query_id, text, show_alert, url }) => {
      queries.answer(callback_query_id, {
        ...(text === undefined ? {} : { text }),
        ...(show_alert === undefined ? {} : { show_alert }),
        ...(url === undefined ? {} : { url }),
      });
      return true;
    },
  };
}

function checkCommands(commands: readonly BotCommand[]): void {
  if (commands.length > MOST_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description } of commands) {
    if (!COMMAND.test(command)) throw badRequest('BOT_COMMAND_INVALID');
    if (description.trim() === '' || description.length > LONGEST_DESCRIPTION)
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
}
