import type { TelegramSettings } from '../adapters/telegram/telegram-channel.ts';
import type { Config } from '../config/config.ts';

export type TelegramSetup =
  | { readonly kind: 'off' }
  /** A sentence that says what is missing and how to set it. */
  | { readonly kind: 'incomplete'; readonly sentence: string }
  | { readonly kind: 'ready'; readonly settings: TelegramSettings };

/** Whether a bot can be started from these settings: it answers to nobody who is not named in them. */
export function telegramSetup({ telegram }: Config): TelegramSetup {
  if (!telegram) return { kind: 'off' };
  const { chatId, operators } = telegram;
  if (chatId === undefined) {
    return incomplete(
      '`telegram.chat_id` is not set: write something to the bot, then run `greenlight doctor`, which shows the id of that chat.',
    );
  }
  if (operators.length === 0) {
    return incomplete(
      '`telegram.operators` is empty, so nobody may decide and the bot does not start: list the user ids of those who may. ' +
        '`greenlight doctor` shows who wrote to the bot.',
    );
  }
  return { kind: 'ready', settings: { ...telegram, chatId } };
}

const incomplete = (sentence: string): TelegramSetup => ({ kind: 'incomplete', sentence });
