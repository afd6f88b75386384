import type { Message, Update, User } from 'grammy/types';
import { transcriptOf, type SeenMessage } from './chat-view.ts';
import { foundEntities } from './entities.ts';
import { documentOf } from './file-shelf.ts';
import { botAsUser, type World } from './methods.ts';
import { placed } from './place.ts';
import { now, postOf, without, type NewMessage, type Post, type Room } from './rooms.ts';
import type { Match, SeesOptions, Sight } from './sight.ts';
import { createTaps, type TapOptions, type Tapped } from './taps.ts';

export interface SayOptions {
  readonly reply_to?: number;
  readonly thread?: number;
}

/** One person in one chat. Everything is done at once: the update is queued when the call returns. */
export interface Person {
  readonly user: User;
  readonly chat: number;
  readonly says: (text: string, options?: SayOptions) => Message;
  readonly sends: (name: string, content: string, options?: SayOptions & { caption?: string }) => Message;
  readonly edits: (messageId: number, text: string) => Message;
  /** Forwards a message of `from` (this chat unless told) into this chat. */
  readonly forwards: (messageId: number, from?: number) => Message;
  /** Presses the button with that label on the newest message that has one. */
  readonly taps: (label: string | RegExp, options?: TapOptions) => Tapped;
  /** Presses a button that may not be there any more, or never was. */
  readonly tapsData: (messageId: number, data: string) => Tapped;
  /** In a private chat blocks the bot, elsewhere removes it from the chat. */
  readonly blocks: () => void;
  readonly unblocks: () => void;
  readonly sees: (match: Match, options?: SeesOptions) => Promise<SeenMessage>;
}

export function createPerson(world: World, sight: Sight, user: User, room: Room): Person {
  const { rooms, updates, files, bot } = world;

  const send = (message: NewMessage, file?: Post['file']): Message => {
    const post = rooms.post(room, message, file === undefined ? {} : { file });
    if (hears(world, room, post.message))
      updates.push({ message: post.message as NonNullable<Update['message']> });
    return post.message;
  };
  const place = ({ reply_to, thread }: SayOptions): ReturnType<typeof placed> =>
    placed(room, thread, reply_to === undefined ? undefined : existing(room, reply_to));
  const membership = (status: 'member' | 'kicked'): void => {
    const kicked = { status: 'kicked', user: botAsUser(bot), until_date: 0 } as const;
    const member = { status: 'member', user: botAsUser(bot) } as const;
    const [before, after] = status === 'kicked' ? [member, kicked] : [kicked, member];
    const date = now();
    updates.push({
      my_chat_member: { chat: room.chat, from: user, date, old_chat_member: before, new_chat_member: after },
    });
  };

  return {
    user,
    chat: room.chat.id,
    says: (text, options = {}) => send({ from: user, ...place(options), text, ...withEntities(text) }),
    sends: (name, content, { caption, ...options } = {}) => {
      const file = files.put(name, Buffer.from(content));
      const words = caption === undefined ? {} : { caption };
      return send({ from: user, ...place(options), ...documentOf(file), ...words }, file);
    },
    edits: (messageId, text) => {
      const post = existing(room, messageId);
      rooms.edit(post, { ...without(post.message, 'entities'), text, ...withEntities(text) });
      if (hears(world, room, post.message))
        updates.push({ edited_message: post.message as NonNullable<Update['edited_message']> });
      return post.message;
    },
    forwards: (messageId, from) => {
      const source = from === undefined ? room : (rooms.find(from) ?? room);
      const { message, file } = existing(source, messageId);
      const { text, entities, caption, document, date, from: sender = user } = message;
      const content = { text, entities, caption, document };
      const given = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
      return send(
        { from: user, ...given, forward_origin: { type: 'user', date, sender_user: sender } },
        file,
      );
    },
    ...createTaps(world, user, room),
    blocks: () => {
      room.closed = { why: room.chat.type === 'private' ? 'blocked' : 'kicked' };
      membership('kicked');
    },
    unblocks: () => {
      room.closed = undefined;
      membership('member');
    },
    sees: (match, options) => sight.sees(room, match, options),
  };
}

/** Privacy mode: in a group a bot hears commands, mentions of itself and replies to itself only. */
function hears({ bot }: World, { chat }: Room, message: Message): boolean {
  if (chat.type === 'private' || bot.can_read_all_group_messages) return true;
  const words = (message.entities ?? []).map(({ type, offset, length }) => ({
    type,
    word: (message.text ?? '').slice(offset, offset + length),
  }));
  const mine = `@${bot.username}`.toLowerCase();
  return (
    message.reply_to_message?.from?.id === bot.id ||
    words.some(({ type, word }) =>
      type === 'bot_command'
        ? !word.includes('@') || word.toLowerCase().endsWith(mine)
        : word.toLowerCase() === mine,
    )
  );
}

function existing(room: Room, messageId: number): Post {
  const post = postOf(room, messageId);
  if (post === undefined) throw new Error(`There is no message ${messageId} in:\n${transcriptOf(room)}`);
  return post;
}

function withEntities(text: string): Pick<Message, 'entities'> {
  const entities = foundEntities(text);
  return entities.length === 0 ? {} : { entities: [...entities] };
}
