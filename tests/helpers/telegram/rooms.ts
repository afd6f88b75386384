import type { Chat, Message, User } from 'grammy/types';
import { badRequest, Refusal } from './refusal.ts';

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly content: Buffer;
}

/** A message as both sides have it; `message` is replaced, never changed, so that an update keeps what it said. */
export interface Post {
  message: Message;
  readonly silent: boolean;
  readonly file: StoredFile | undefined;
  edits: number;
  /** Rises with every new or edited message of the emulator. */
  revision: number;
}

export type Closed =
  { readonly why: 'blocked' | 'kicked' } | { readonly why: 'migrated'; readonly to: number };

export interface Room {
  readonly chat: Chat;
  readonly posts: Post[];
  /** Forum topics by message_thread_id. */
  readonly topics: Map<number, string>;
  closed: Closed | undefined;
  lastId: number;
}

export type NewMessage = Partial<Omit<Message, 'message_id' | 'chat' | 'date'>> & { readonly from: User };

export interface Rooms {
  readonly open: (chat: Chat) => Room;
  readonly find: (chatId: number | string) => Room | undefined;
  readonly all: () => readonly Room[];
  readonly post: (room: Room, message: NewMessage, extras?: { silent?: boolean; file?: StoredFile }) => Post;
  readonly edit: (post: Post, message: Message) => void;
  readonly remove: (room: Room, post: Post) => void;
  /** Calls back after every new, edited or removed message; gives what ends that. */
  readonly onChange: (listener: () => void) => () => void;
  readonly revision: () => number;
}

export function now(): number {
  return Math.floor(Date.now() / 1000);
}

export function createRooms(): Rooms {
  const rooms = new Map<number, Room>();
  const listeners = new Set<() => void>();
  let revision = 0;
  const changed = (): number => {
    revision += 1;
    queueMicrotask(() => listeners.forEach((listener) => listener()));
    return revision;
  };
  return {
    open: (chat) => {
      const room = rooms.get(chat.id) ?? { chat, posts: [], topics: new Map(), closed: undefined, lastId: 0 };
      rooms.set(chat.id, room);
      return room;
    },
    find: (chatId) =>
      rooms.get(Number(chatId)) ??
      [...rooms.values()].find(
        ({ chat }) => chat.type === 'supergroup' && `@${chat.username ?? ''}` === chatId,
      ),
    all: () => [...rooms.values()],
    post: (room, parts, { silent = false, file } = {}) => {
      room.lastId += 1;
      const message: Message = { message_id: room.lastId, chat: room.chat, date: now(), ...parts };
      const post = { message, silent, file, edits: 0, revision: changed() };
      room.posts.push(post);
      return post;
    },
    edit: (post, message) => {
      post.message = { ...message, edit_date: now() };
      post.edits += 1;
      post.revision = changed();
    },
    remove: (room, post) => {
      room.posts.splice(room.posts.indexOf(post), 1);
      changed();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    revision: () => revision,
  };
}

/** The chat a bot writes to, or Telegram's reason why it may not. */
export function reachedRoom(rooms: Rooms, chatId: number | string): Room {
  if (chatId === '') throw badRequest('chat_id is empty');
  const room = rooms.find(chatId);
  if (room === undefined) throw badRequest('chat not found');
  if (room.closed === undefined) return room;
  switch (room.closed.why) {
    case 'blocked':
      throw new Refusal(403, 'Forbidden: bot was blocked by the user');
    case 'kicked':
      throw new Refusal(403, `Forbidden: bot was kicked from the ${room.chat.type} chat`);
    case 'migrated':
      throw badRequest('group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: room.closed.to,
      });
  }
}

export function postOf(room: Room, messageId: number): Post | undefined {
  return room.posts.find(({ message }) => message.message_id === messageId);
}

/** A message inside another one has no further message inside. */
export function quoted(post: Post): Message & { reply_to_message: undefined } {
  return without(post.message, 'reply_to_message') as Message & { reply_to_message: undefined };
}

export function without<K extends keyof Message>(message: Message, ...keys: readonly K[]): Omit<Message, K> {
  const rest = { ...message };
  for (const key of keys) Reflect.deleteProperty(rest, key);
  return rest;
}
