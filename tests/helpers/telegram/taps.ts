import type { InlineKeyboardButton, Message, User } from 'grammy/types';
import type { CallbackAnswer } from './callback-queries.ts';
import { transcriptOf } from './chat-view.ts';
import type { World } from './methods.ts';
import { postOf, type Room } from './rooms.ts';
import { matches } from './sight.ts';

export interface TapOptions {
  /** On that message; without it on the newest message with such a button. */
  readonly message?: number;
}

export interface Tapped {
  readonly query_id: string;
  /** What the person gets to see; rejects after a long while with the chat as text. */
  readonly answered: Promise<CallbackAnswer>;
}

export interface Taps {
  readonly taps: (label: string | RegExp, options?: TapOptions) => Tapped;
  readonly tapsData: (messageId: number, data: string) => Tapped;
}

export function createTaps({ updates, queries }: World, user: User, room: Room): Taps {
  const tapsData = (messageId: number, data: string): Tapped => {
    const { id, answered } = queries.ask();
    // What Telegram sends when the message is gone or too old to be read.
    const gone = { chat: room.chat, message_id: messageId, date: 0 as const };
    const message = postOf(room, messageId)?.message ?? gone;
    const chat_instance = String(Math.abs(room.chat.id) * 31);
    updates.push({ callback_query: { id, from: user, chat_instance, message, data } });
    return { query_id: id, answered };
  };
  return {
    tapsData,
    taps: (label, { message } = {}) => {
      const fits = ({ text }: InlineKeyboardButton): boolean =>
        typeof label === 'string' ? text === label : matches(label, text);
      const posts = room.posts.filter((post) => message === undefined || post.message.message_id === message);
      const found = posts
        .map((post) => ({ post, button: buttons(post.message).find(fits) }))
        .findLast(({ button }) => button !== undefined);
      if (found?.button === undefined)
        throw new Error(`There is no button ${String(label)} in:\n${transcriptOf(room)}`);
      if (!('callback_data' in found.button))
        throw new Error(`The button ${found.button.text} sends nothing to the bot.`);
      return tapsData(found.post.message.message_id, found.button.callback_data);
    },
  };
}

function buttons({ reply_markup }: Message): readonly InlineKeyboardButton[] {
  return (reply_markup?.inline_keyboard ?? []).flat();
}
