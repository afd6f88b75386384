import type { Message, User } from 'grammy/types';
import { badRequest } from './refusal.ts';
import { postOf, quoted, type Post, type Room, type Rooms } from './rooms.ts';

export type Place = Partial<Pick<Message, 'message_thread_id' | 'is_topic_message' | 'reply_to_message'>>;

/** Where in a chat a message goes, as fields of the message: the topic, the message it replies to. */
export function placed(room: Room, thread: number | undefined, replyTo: Post | undefined): Place {
  const wanted = thread ?? replyTo?.message.message_thread_id;
  if (room.chat.is_forum === true && wanted !== undefined) {
    // Telegram's way: every message of a topic replies to the message that began it.
    const target = replyTo ?? postOf(room, wanted);
    return { message_thread_id: wanted, is_topic_message: true, ...replyFields(target) };
  }
  if (room.chat.type !== 'supergroup' || room.chat.is_forum === true || replyTo === undefined)
    return replyFields(replyTo);
  // Outside of forums a thread is the chain of replies in a supergroup; a bot cannot send to it.
  return { message_thread_id: wanted ?? replyTo.message.message_id, ...replyFields(replyTo) };
}

function replyFields(target: Post | undefined): Place {
  return target === undefined ? {} : { reply_to_message: quoted(target) };
}

export interface PlaceParams {
  readonly message_thread_id?: number;
  readonly reply_to_message_id?: number;
  readonly reply_parameters?: {
    readonly message_id?: number;
    readonly chat_id?: number | string;
    readonly allow_sending_without_reply?: boolean;
  };
}

/** The place a bot asks for. */
export function askedPlace(rooms: Rooms, room: Room, params: PlaceParams): Place {
  const { message_thread_id: thread, reply_to_message_id, reply_parameters: reply = {} } = params;
  checkThread(room, thread);
  const { message_id = reply_to_message_id, chat_id = room.chat.id, allow_sending_without_reply } = reply;
  if (message_id === undefined) return placed(room, thread, undefined);
  const source = rooms.find(chat_id);
  const target = source && postOf(source, message_id);
  if (target === undefined && allow_sending_without_reply !== true)
    throw badRequest('message to be replied not found');
  // A reply to a message of another chat is no reply_to_message.
  return placed(room, thread, source === room ? target : undefined);
}

/** Topic 1 (General) has no thread id when sending: Telegram refuses it as well. */
function checkThread(room: Room, thread: number | undefined): void {
  if (thread !== undefined && !room.topics.has(thread)) throw badRequest('message thread not found');
}

/** Begins a forum topic; its id is that of the service message which says so. */
export function beginTopic(rooms: Rooms, room: Room, name: string, from: User): number {
  const thread = room.lastId + 1;
  rooms.post(room, {
    from,
    message_thread_id: thread,
    is_topic_message: true,
    forum_topic_created: { name, icon_color: 0x6fb9f0 },
  });
  room.topics.set(thread, name);
  return thread;
}
