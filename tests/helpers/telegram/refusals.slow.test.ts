import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Api, InlineKeyboard, InputFile } from 'grammy';
import { startBotApi, type BotApi } from './bot-api.ts';
import type { Person } from './person.ts';

let api: BotApi;
let anna: Person;
let client: Api;

beforeEach(async () => {
  api = await startBotApi();
  anna = api.person({ id: 7, first_name: 'Anna' });
  client = new Api(api.token, { apiRoot: api.url });
});
afterEach(() => api.close());

const button = (data: string): { reply_markup: InlineKeyboard } => ({
  reply_markup: new InlineKeyboard().text('Go', data),
});

describe('what Telegram refuses', () => {
  const cases: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['chat not found', () => client.sendMessage(8, 'x')],
    ['message text is empty', () => client.sendMessage(7, ' ')],
    ['message is too long', () => client.sendMessage(7, 'a'.repeat(4097))],
    ['BUTTON_DATA_INVALID', () => client.sendMessage(7, 'x', button('ä'.repeat(33)))],
    ['BUTTON_DATA_INVALID', () => client.sendMessage(7, 'x', button(''))],
    [
      'message to be replied not found',
      () => client.sendMessage(7, 'x', { reply_parameters: { message_id: 99 } }),
    ],
    ['message thread not found', () => client.sendMessage(7, 'x', { message_thread_id: 5 })],
    ['message to edit not found', () => client.editMessageText(7, 99, 'x')],
    ["message can't be edited", () => client.editMessageText(7, anna.says('mine').message_id, 'x')],
    ['message to delete not found', () => client.deleteMessage(7, 99)],
    ['BOT_COMMAND_INVALID', () => client.setMyCommands([{ command: 'Run-it', description: 'x' }])],
    ['BOT_COMMAND_DESCRIPTION_INVALID', () => client.setMyCommands([{ command: 'run', description: '' }])],
    ['file must be non-empty', () => client.sendDocument(7, new InputFile(Buffer.alloc(0), 'a.txt'))],
    ['wrong file identifier/HTTP URL specified', () => client.sendDocument(7, 'no-such-file')],
    [
      'message caption is too long',
      () => client.sendDocument(7, new InputFile(Buffer.from('x')), { caption: 'a'.repeat(1025) }),
    ],
    ['the chat is not a forum', () => client.createForumTopic(7, 'x')],
    [
      'query is too old and response timeout expired or query ID is invalid',
      () => client.answerCallbackQuery('1'),
    ],
  ];
  it.each(cases)('%s', async (reason, call) => {
    anna.says('/start');
    await expect(call()).rejects.toMatchObject({ error_code: 400, description: `Bad Request: ${reason}` });
    expect(api.violations).toEqual([]);
  });

  it('an edit that changes nothing, and one that makes the text too long', async () => {
    anna.says('/start');
    const { message_id } = await client.sendMessage(7, 'x', button('go'));
    const same = client.editMessageText(7, message_id, ' x', button('go'));
    await expect(same).rejects.toThrow('Bad Request: message is not modified: specified new message content');
    await expect(client.editMessageReplyMarkup(7, message_id, button('go'))).rejects.toThrow('not modified');
    await expect(client.editMessageText(7, message_id, 'a'.repeat(4097))).rejects.toThrow('MESSAGE_TOO_LONG');
    // Without reply_markup the buttons go: that is a change.
    await client.editMessageText(7, message_id, 'x');
    expect(api.chat(7).at(-1)).toMatchObject({ text: 'x', buttons: [], edited: 1 });
  });

  it('a second answer to a tap, a late one and a long one', async () => {
    anna.says('/start');
    const first = anna.tapsData(1, 'a');
    await expect(client.answerCallbackQuery(first.query_id, { text: 'a'.repeat(201) })).rejects.toThrow(
      'Bad Request: MESSAGE_TOO_LONG',
    );
    await client.answerCallbackQuery(first.query_id, { text: 'done', show_alert: true });
    expect(await first.answered).toEqual({ text: 'done', show_alert: true });
    await expect(client.answerCallbackQuery(first.query_id)).rejects.toThrow('query is too old');
    const late = anna.tapsData(1, 'a');
    api.expireQueries(late.query_id);
    await expect(client.answerCallbackQuery(late.query_id)).rejects.toThrow('query is too old');
  });

  it('a person who blocked the bot, until that is undone', async () => {
    anna.says('/start');
    anna.blocks();
    await expect(client.sendMessage(7, 'x')).rejects.toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    anna.unblocks();
    await client.sendMessage(7, 'x');
    const kinds = (await client.getUpdates()).map((update) => update.my_chat_member?.new_chat_member.status);
    expect(kinds).toEqual([undefined, 'kicked', 'member']);
  });

  it('a group that has become a supergroup', async () => {
    api.addChat({ id: -5, type: 'group', title: 'Team' });
    await client.sendMessage(-5, 'before');
    api.migrateChat(-5, -1005);
    await expect(client.sendMessage(-5, 'x')).rejects.toMatchObject({
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: -1005 },
    });
    expect(await client.sendMessage(-1005, 'after')).toMatchObject({ message_id: 2 });
    expect(api.updatesPending()).toBe(2);
  });

  it('a group from which the bot was removed, and deleting what others wrote there', async () => {
    api.addChat({ id: -5, type: 'group', title: 'Team' });
    const member = api.person({ id: 7, first_name: 'Anna', chat: -5 });
    const { message_id } = member.says('mine');
    await expect(client.deleteMessage(-5, message_id)).rejects.toThrow("message can't be deleted");
    member.blocks();
    await expect(client.sendMessage(-5, 'x')).rejects.toThrow(
      'Forbidden: bot was kicked from the group chat',
    );
  });

  it('sends without the reply when that is allowed', async () => {
    anna.says('/start');
    await client.sendMessage(7, 'x', {
      reply_parameters: { message_id: 99, allow_sending_without_reply: true },
    });
    expect(api.chat(7).at(-1)).not.toHaveProperty('reply_to');
  });
});

describe('violations', () => {
  it('are what the types do not allow: refused when it matters', async () => {
    anna.says('/start');
    const raw = client.raw as unknown as Record<string, (params: object) => Promise<unknown>>;
    await raw['sendMessage']?.({ chat_id: 7, text: 'x', disable_web_page_preview: true });
    await expect(raw['sendMessage']?.({ chat_id: 7, text: 5 })).rejects.toThrow(
      'wrong parameters of sendMessage',
    );
    await expect(raw['sendNothing']?.({})).rejects.toMatchObject({ error_code: 404 });
    // Nobody has made this method, but its parameters are checked.
    expect(await client.setMyDescription('A bot')).toBe(true);
    await expect(raw['setMyDescription']?.({ description: 1 })).rejects.toThrow(
      '/description type "number" is invalid',
    );
    const { message_id } = await client.sendMessage(7, 'x');
    const rich = raw['editMessageText']?.({ chat_id: 7, message_id, rich_message: { html: 'x' } });
    await expect(rich).rejects.toMatchObject({ error_code: 500 });
    expect(api.violations.map(({ method, reason }) => `${method}: ${reason}`)).toEqual([
      'sendMessage: unknown parameter disable_web_page_preview',
      'sendMessage: /text type "number" is invalid. Expected "string"',
      'setMyDescription: /description type "number" is invalid. Expected "string"',
      'editMessageText: the emulator failed: Error: rich_message is not emulated',
    ]);
  });
});
