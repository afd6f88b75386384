import type { Update } from 'grammy/types';
import type { Sender as Person } from './operators.ts';

/** What an update brings, as far as it is for this bot. */
export type Asked = Wording | Tap | { readonly kind: 'nothing' };

/** A text, or something that is none. */
export interface Wording extends Where {
  readonly kind: 'words';
  /** Empty for a picture, a voice message and the like. */
  readonly text: string;
  /** Begins with a slash. */
  readonly isCommand: boolean;
  /** The bot's message that was replied to, and the data of its buttons. */
  readonly repliesTo?: { readonly message: number; readonly data: readonly string[] } | undefined;
}

export interface Tap extends Where {
  readonly kind: 'tap';
  readonly id: string;
  readonly data: string;
  /** What the buttons of that message carry, as they stood there; empty when it is too old to be read. */
  readonly buttons: readonly string[];
}

interface Where {
  readonly person: Person;
  /** The message that was sent, or that was tapped on. */
  readonly message: number;
  /** The forum topic it stands in. */
  readonly topic: number | undefined;
}

type Message = NonNullable<Update['message']>;

/** What Telegram puts into a private chat in a person's name. */
const SAID_BY_TELEGRAM = [
  'pinned_message',
  'message_auto_delete_timer_changed',
  'chat_background_set',
  'write_access_allowed',
] as const satisfies readonly (keyof Message)[];

/** Reads an update; a command that names another bot is nothing. */
export function readUpdate(update: Update, me: { readonly id: number; readonly username: string }): Asked {
  if (update.callback_query) return tapOf(update.callback_query);
  return update.message ? wordingOf(update.message, me) : { kind: 'nothing' };
}

function tapOf({ id, data = '', from, message }: NonNullable<Update['callback_query']>): Asked {
  if (!message) return { kind: 'nothing' };
  return {
    kind: 'tap',
    id,
    data,
    buttons: 'reply_markup' in message ? dataOf(message) : [],
    person: { user: from.id, name: nameOf(from), chat: message.chat.id },
    message: message.message_id,
    topic: topicOf(message),
  };
}

function wordingOf(message: Message, me: { readonly id: number; readonly username: string }): Asked {
  const { chat, reply_to_message: original } = message;
  const text = textOf(message, me.username);
  if (text === undefined || SAID_BY_TELEGRAM.some((key) => key in message)) return { kind: 'nothing' };
  const repliesTo = original?.from?.id === me.id ? original : undefined;
  const isCommand = text.startsWith('/');
  const isPrivate = chat.type === 'private';
  // In a group people also talk to each other.
  if (!isPrivate && !isCommand && !repliesTo) return { kind: 'nothing' };
  return {
    kind: 'words',
    text,
    isCommand,
    repliesTo: repliesTo && { message: repliesTo.message_id, data: dataOf(repliesTo) },
    person: writerOf(message),
    message: message.message_id,
    topic: topicOf(message),
  };
}

/** Forwarded words are somebody else's, or were meant for another moment. */
const textOf = ({ forward_origin: origin, text = '' }: Message, username: string): string | undefined =>
  origin ? '' : addressed(text, username);

/** Who writes as the group or as a channel may be any of several people. */
const writerOf = ({ from, sender_chat: origin, chat }: Message): Person => ({
  user: origin ? undefined : from.id,
  name: nameOf(from),
  chat: chat.id,
});

const nameOf = ({
  first_name,
  last_name,
}: {
  readonly first_name: string;
  readonly last_name?: string;
}): string => (last_name === undefined ? first_name : `${first_name} ${last_name}`);

/** In groups without topics a thread is only a chain of replies. */
const topicOf = (message: {
  readonly is_topic_message?: boolean | undefined;
  readonly message_thread_id?: number | undefined;
}): number | undefined => (message.is_topic_message === true ? message.message_thread_id : undefined);

const dataOf = ({ reply_markup: markup }: Pick<Message, 'reply_markup'>): readonly string[] =>
  (markup?.inline_keyboard ?? []).flatMap((row) =>
    row.flatMap((button) => ('callback_data' in button ? [button.callback_data] : [])),
  );

/** `/start@this_bot file` as `/start file`; undefined when it is for another bot. */
function addressed(text: string, username: string): string | undefined {
  const [, command, name, rest] = /^(\/\w+)@(\w+)([^]*)$/.exec(text) ?? [];
  if (command === undefined || name === undefined) return text;
  return name.toLowerCase() === username.toLowerCase() ? `${command}${rest ?? ''}` : undefined;
}
