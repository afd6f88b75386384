import { z } from 'zod';
import { operatorWords, type OperatorName } from '../core/operator/index.ts';
import { idIn, isText, listOf, oneOf, value } from './values.ts';

/** The length of the second part is Telegram's to change. */
const TOKEN = /^\d+:[\w-]{20,}$/;

export const botToken: z.ZodType<string> = value(
  "the bot's token as @BotFather gave it: digits, a colon, then letters, digits, - and _",
  (found) => (isText(found) && TOKEN.test(found.trim()) ? found.trim() : undefined),
);

export const chatId: z.ZodType<number> = value(
  'the id of a chat: a whole number such as 123456789, or -1001234567890 for a group',
  idIn,
);

export const topicId: z.ZodType<number> = value(
  'the id of a topic in the group: a whole number such as 42',
  (found) => positive(idIn(found)),
);

/** Also one alone: most bots have one operator. */
export const userIds: z.ZodType<number[]> = value(
  'a list of user ids such as [123456789]: positive numbers, for a group has a negative one and is no person',
  (found) => {
    const ids = (Array.isArray(found) ? found : [found]).map((id) => positive(idIn(id)));
    return ids.every((id) => id !== undefined) ? [...new Set(ids)] : undefined;
  },
);

const positive = (id: number | undefined): number | undefined =>
  id !== undefined && id > 0 ? id : undefined;

const commandName = z
  .unknown()
  .transform((found) => (typeof found === 'string' ? found.trim().replace(/^\//, '') : found))
  .pipe(oneOf(operatorWords.map(({ name }) => name)));

/** With or without the slash they have in a chat. */
export const commandNames: z.ZodType<OperatorName[]> = listOf(
  'a list of commands such as [status, approve]; without the key all are offered',
  commandName,
);
