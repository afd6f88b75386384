import { documentOf, type FileShelf } from './file-shelf.ts';
import { captionText, messageText } from './message-text.ts';
import { botAsUser, type Call, type Methods, type World } from './methods.ts';
import { askedPlace, beginTopic } from './place.ts';
import { badRequest } from './refusal.ts';
import { inlineKeyboard } from './reply-markup.ts';
import { postOf, reachedRoom, type StoredFile } from './rooms.ts';

export function sendMethods({ bot, rooms, files }: World): Methods {
  const from = botAsUser(bot);
  return {
    sendMessage: (params) => {
      const room = reachedRoom(rooms, params.chat_id);
      const { text, entities } = messageText(params, 'message is too long');
      const message = {
        from,
        ...askedPlace(rooms, room, params),
        text,
        ...(entities.length === 0 ? {} : { entities: [...entities] }),
        ...inlineKeyboard(params.reply_markup),
      };
      return rooms.post(room, message, { silent: params.disable_notification === true }).message;
    },
    sendDocument: (params, call) => {
      const room = reachedRoom(rooms, params.chat_id);
      const { caption = '', parse_mode, caption_entities } = params;
      const { text, entities } = captionText({ text: caption, parse_mode, entities: caption_entities });
      const place = askedPlace(rooms, room, params);
      const markup = inlineKeyboard(params.reply_markup);
      const file = sentFile(params.document, call, files);
      const message = {
        from,
        ...place,
        ...documentOf(file),
        ...(text === '' ? {} : { caption: text }),
        ...(entities.length === 0 ? {} : { caption_entities: [...entities] }),
        ...markup,
      };
      return rooms.post(room, message, { silent: params.disable_notification === true, file }).message;
    },
    deleteMessage: ({ chat_id, message_id }) => {
      const room = reachedRoom(rooms, chat_id);
      const post = postOf(room, message_id);
      if (post === undefined) throw badRequest('message to delete not found');
      if (room.chat.type !== 'private' && post.message.from?.id !== bot.id)
        throw badRequest("message can't be deleted");
      rooms.remove(room, post);
      return true;
    },
    sendChatAction: ({ chat_id }) => {
      reachedRoom(rooms, chat_id);
      return true;
    },
    getChat: ({ chat_id }) => {
      const { chat } = reachedRoom(rooms, chat_id);
      const gifts = { unlimited_gifts: false, limited_gifts: false, unique_gifts: false };
      const accepted = { ...gifts, premium_subscription: false, gifts_from_channels: false };
      return { ...chat, accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: accepted };
    },
    createForumTopic: ({ chat_id, name }) => {
      const room = reachedRoom(rooms, chat_id);
      if (room.chat.is_forum !== true) throw badRequest('the chat is not a forum');
      return { message_thread_id: beginTopic(rooms, room, name, from), name, icon_color: 0x6fb9f0 };
    },
    getFile: ({ file_id }) => {
      const file = files.get(file_id);
      if (file === undefined) throw badRequest('wrong file_id or the file is temporarily unavailable');
      const { file_unique_id, file_size } = documentOf(file).document;
      return { file_id, file_unique_id, file_size, file_path: `documents/${file_id}` };
    },
  };
}

function sentFile(document: string, call: Call, files: FileShelf): StoredFile {
  const known = files.get(document);
  if (known !== undefined) return known;
  const uploaded = document.startsWith('attach://')
    ? call.files.get(document.slice('attach://'.length))
    : undefined;
  if (uploaded === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  return files.put(uploaded.name, uploaded.content);
}
