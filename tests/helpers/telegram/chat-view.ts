import type { Message, MessageEntity } from 'grammy/types';
import type { Post, Room } from './rooms.ts';

/** A message as a person sees it now. */
export interface SeenMessage {
  readonly message_id: number;
  /** `bot`, or the first name of the person. */
  readonly from: string;
  /** The text, or the caption of a document. */
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  /** Labels of the inline keyboard, row by row. */
  readonly buttons: readonly (readonly string[])[];
  readonly reply_to?: number;
  readonly thread?: number;
  /** Sent without a sound. */
  readonly silent: boolean;
  /** How often it was edited. */
  readonly edited: number;
  readonly document?: { readonly name: string; readonly content: string; readonly caption: string };
  /** Rises with every new or edited message of the emulator. */
  readonly revision: number;
}

export function seenMessage(post: Post): SeenMessage {
  const { message, silent, edits, revision } = post;
  return {
    message_id: message.message_id,
    from: message.from?.is_bot === true ? 'bot' : (message.from?.first_name ?? ''),
    text: wordsOf(message),
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: labels(message),
    ...replied(message),
    ...topic(message),
    silent,
    edited: edits,
    ...sentDocument(post),
    revision,
  };
}

/** The whole chat as lines of text, for a person to look at. */
export function transcriptOf(room: Room): string {
  const { id, type, title, first_name } = room.chat;
  return [`--- ${type} chat ${id} (${title ?? first_name}) ---`, ...room.posts.flatMap(messageLines)].join(
    '\n',
  );
}

function messageLines(post: Post): readonly string[] {
  const seen = seenMessage(post);
  const notes = [
    seen.thread === undefined ? '' : `topic ${seen.thread}`,
    seen.reply_to === undefined ? '' : `reply to #${seen.reply_to}`,
    seen.silent ? 'silent' : '',
    seen.edited === 0 ? '' : `edited ${seen.edited}x`,
    seen.document === undefined ? '' : `document ${seen.document.name}`,
  ].filter((note) => note !== '');
  const head = `#${seen.message_id} ${seen.from}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}:`;
  return [
    head,
    ...seen.text.split('\n').map((line) => `    ${line}`),
    ...seen.buttons.map((row) => `    ${row.map((label) => `[${label}]`).join(' ')}`),
  ];
}

function labels({ reply_markup }: Message): readonly (readonly string[])[] {
  return (reply_markup?.inline_keyboard ?? []).map((row) => row.map(({ text }) => text));
}

function replied({ reply_to_message: to, message_thread_id, is_topic_message }: Message): {
  reply_to?: number;
} {
  const beginsTopic = is_topic_message === true && to?.message_id === message_thread_id;
  return to === undefined || beginsTopic ? {} : { reply_to: to.message_id };
}

function topic({ is_topic_message, message_thread_id: thread }: Message): { thread?: number } {
  return is_topic_message === true && thread !== undefined ? { thread } : {};
}

function sentDocument({ file, message }: Post): Pick<SeenMessage, 'document'> {
  if (file === undefined) return {};
  return {
    document: { name: file.name, content: file.content.toString('utf8'), caption: message.caption ?? '' },
  };
}

/** The text, the caption, or what a service message says. */
function wordsOf(message: Message): string {
  const { text, caption, forum_topic_created, migrate_to_chat_id, migrate_from_chat_id } = message;
  if (text !== undefined) return text;
  if (forum_topic_created !== undefined) return `(topic begun: ${forum_topic_created.name})`;
  if (migrate_to_chat_id !== undefined) return `(now the supergroup ${migrate_to_chat_id})`;
  if (migrate_from_chat_id !== undefined) return `(was the group ${migrate_from_chat_id})`;
  return caption ?? '';
}
