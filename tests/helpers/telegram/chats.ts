import type { Chat, Update, User } from 'grammy/types';
import { beginTopic } from './place.ts';
import type { Room, Rooms } from './rooms.ts';

export interface ChatOptions {
  /** Negative, as Telegram's. */
  readonly id: number;
  readonly type: 'group' | 'supergroup';
  readonly title: string;
  readonly username?: string;
  /** Names of forum topics; makes the supergroup a forum. */
  readonly topics?: readonly string[];
}

export interface OpenedChat {
  readonly id: number;
  /** message_thread_id by the name of the topic. */
  readonly topics: Readonly<Record<string, number>>;
}

const OWNER: User = { id: 900_001, is_bot: false, first_name: 'Owner' };

export function openChat(rooms: Rooms, options: ChatOptions): OpenedChat {
  const { topics = [] } = options;
  const room = rooms.open(chatOf(options));
  const ids = topics.map((name) => [name, beginTopic(rooms, room, name, OWNER)] as const);
  return { id: room.chat.id, topics: Object.fromEntries(ids) };
}

export function privateRoom(rooms: Rooms, { id, first_name, username }: User): Room {
  return rooms.open({ id, type: 'private', first_name, ...(username === undefined ? {} : { username }) });
}

/** Turns a group into a supergroup with another id; the two service messages that say so are updates. */
export function migrate(
  rooms: Rooms,
  room: Room,
  to: number,
  push: (update: Omit<Update, 'update_id'>) => void,
): void {
  const moved = rooms.open({ id: to, type: 'supergroup', title: room.chat.title ?? '' });
  const left = rooms.post(room, { from: OWNER, migrate_to_chat_id: to });
  const arrived = rooms.post(moved, { from: OWNER, migrate_from_chat_id: room.chat.id });
  room.closed = { why: 'migrated', to };
  for (const { message } of [left, arrived]) push({ message: message as NonNullable<Update['message']> });
}

function chatOf({ id, type, title, username, topics = [] }: ChatOptions): Chat {
  if (type === 'group') return { id, type, title };
  return {
    id,
    type,
    title,
    ...(username === undefined ? {} : { username }),
    ...(topics.length === 0 ? {} : { is_forum: true }),
  };
}
