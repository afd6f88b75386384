import { isDeepStrictEqual } from 'node:util';
import type { Message } from 'grammy/types';
import { captionText, messageText } from './message-text.ts';
import type { Methods, World } from './methods.ts';
import { badRequest } from './refusal.ts';
import { inlineKeyboard } from './reply-markup.ts';
import { postOf, reachedRoom, without, type Post } from './rooms.ts';

interface Target {
  readonly chat_id?: number | string;
  readonly message_id?: number;
}

const SAME =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

/** An edit without reply_markup takes the keyboard away, as in Telegram. */
export function editMethods({ bot, rooms }: World): Methods {
  const targeted = ({ chat_id, message_id }: Target): Post => {
    if (chat_id === undefined || message_id === undefined)
      throw badRequest('message identifier is not specified');
    const post = postOf(reachedRoom(rooms, chat_id), message_id);
    if (post === undefined) throw badRequest('message to edit not found');
    if (post.message.from?.id !== bot.id) throw badRequest("message can't be edited");
    return post;
  };
  const edited = (post: Post, fresh: Message): Message => {
    if (isDeepStrictEqual(without(post.message, 'edit_date'), fresh)) throw badRequest(SAME);
    rooms.edit(post, fresh);
    return post.message;
  };

  return {
    editMessageText: (params) => {
      const post = targeted(params);
      if (params.rich_message !== undefined) throw new Error('rich_message is not emulated');
      if (params.text === undefined) throw badRequest('message text is empty');
      if (post.message.text === undefined) throw badRequest('there is no text in the message to edit');
      const { text, entities } = messageText({ ...params, text: params.text }, 'MESSAGE_TOO_LONG');
      return edited(post, {
        ...without(post.message, 'edit_date', 'reply_markup', 'text', 'entities'),
        text,
        ...(entities.length === 0 ? {} : { entities: [...entities] }),
        ...inlineKeyboard(params.reply_markup),
      });
    },
    editMessageCaption: (params) => {
      const post = targeted(params);
      if (post.file === undefined) throw badRequest('there is no caption in the message to edit');
      const { caption = '', parse_mode, caption_entities } = params;
      const { text, entities } = captionText({ text: caption, parse_mode, entities: caption_entities });
      return edited(post, {
        ...without(post.message, 'edit_date', 'reply_markup', 'caption', 'caption_entities'),
        ...(text === '' ? {} : { caption: text }),
        ...(entities.length === 0 ? {} : { caption_entities: [...entities] }),
        ...inlineKeyboard(params.reply_markup),
      });
    },
    editMessageReplyMarkup: (params) => {
      const post = targeted(params);
      const rest = without(post.message, 'edit_date', 'reply_markup');
      return edited(post, { ...rest, ...inlineKeyboard(params.reply_markup) });
    },
  };
}
