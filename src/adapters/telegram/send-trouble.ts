import { GrammyError } from 'grammy';
import { DeliveryRefused } from '../../app/ports/channel.ts';

/** What Telegram's refusal of a call means for the one who made it. */
export type SendTrouble =
  /** To be tried again after a pause that Telegram named. */
  | { readonly kind: 'pause'; readonly ms: number }
  /** To be tried again without formatting; `sentence` if that does not help either. */
  | { readonly kind: 'markup'; readonly sentence: string }
  /** The message is as it is to be, or cannot be reached any more. */
  | { readonly kind: 'moot' }
  /** A person has to act before anything can be told in that chat. */
  | { readonly kind: 'refused'; readonly sentence: string }
  /** This one message is never going to be taken. */
  | { readonly kind: 'final'; readonly sentence: string }
  /** The network, or Telegram for the moment. */
  | { readonly kind: 'passing' };

const MOOT = [
  'message is not modified',
  'message to edit not found',
  "message can't be edited",
  'message_id_invalid',
  'query is too old',
  'query id is invalid',
];
const MARKUP = ["can't parse", 'entity', 'entities'];
/** What makes the chat itself unreachable, and what to do about it. */
const REFUSED: readonly (readonly [part: string, sentence: string])[] = [
  ['blocked by the user', 'The bot was blocked: unblock it in Telegram.'],
  ["can't initiate", 'Nobody has written to the bot in that chat yet: open it in Telegram and press Start.'],
  ['user is deactivated', 'That Telegram account is gone: set `telegram.chat_id` to another chat.'],
  [
    'chat not found',
    'Telegram knows no such chat for this bot: write to the bot once, or correct `telegram.chat_id`.',
  ],
  ['peer_id_invalid', 'Telegram knows no such chat for this bot: correct `telegram.chat_id`.'],
  ['chat was deleted', 'The group was deleted: set `telegram.chat_id` to another chat.'],
  ['was kicked', 'The bot was removed from the group: add it again.'],
  ['not a member', 'The bot is not in the group: add it.'],
  ['not enough rights', 'The bot may not write in the group: give it the right to send messages.'],
  ['have no rights', 'The bot may not write in the group: give it the right to send messages.'],
  ['_forbidden', 'The bot may not write in the group: give it the right to send messages.'],
  ['thread not found', 'There is no such topic in the group: correct `telegram.topic_id`.'],
  ['topic_deleted', 'The topic was deleted: set another `telegram.topic_id`.'],
  ['topic_closed', 'The topic is closed: open it, or set another `telegram.topic_id`.'],
];

/** The texts are Telegram's own; anything that is not an answer of Telegram passes. */
export function troubleOf(error: unknown): SendTrouble {
  if (!(error instanceof GrammyError)) return { kind: 'passing' };
  const { error_code: code, parameters } = error;
  const text = error.description.toLowerCase();
  if (code === 429) return { kind: 'pause', ms: (parameters.retry_after ?? 1) * 1_000 };
  if (code >= 500) return { kind: 'passing' };
  const unreachable = whyUnreachable(error);
  if (unreachable !== undefined) return { kind: 'refused', sentence: unreachable };
  if (MOOT.some((part) => text.includes(part))) return { kind: 'moot' };
  const sentence = `Telegram does not take this message (${error.description}).`;
  return { kind: MARKUP.some((part) => text.includes(part)) ? 'markup' : 'final', sentence };
}

function whyUnreachable({ error_code: code, description, parameters }: GrammyError): string | undefined {
  const { migrate_to_chat_id: id } = parameters;
  if (id !== undefined) return `The group has become a supergroup: set \`telegram.chat_id\` to ${id}.`;
  const text = description.toLowerCase();
  const known = REFUSED.find(([part]) => text.includes(part));
  if (known) return known[1];
  if (code === 401 || code === 404) return BAD_TOKEN;
  return code === 403 ? `Telegram forbids it (${description}).` : undefined;
}

export const BAD_TOKEN =
  'Telegram does not know the token: set `telegram.token` to what @BotFather gave you (`/mybots` shows it again).';

/** Whether trying again may help. */
export const mayPass = (error: unknown): boolean =>
  !(error instanceof DeliveryRefused) && troubleOf(error).kind === 'passing';
