import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Api, Bot, InlineKeyboard } from 'grammy';
import type { Message } from 'grammy/types';
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
afterEach(async () => {
  await api.close();
  expect(api.violations).toEqual([]);
});

const heard = async (): Promise<(string | undefined)[]> =>
  (await client.getUpdates()).map(({ message }) => message?.text);
const keyboard = (...labels: string[]): { reply_markup: InlineKeyboard } => ({
  reply_markup: new InlineKeyboard(labels.map((label) => [InlineKeyboard.text(label, label.toLowerCase())])),
});

describe('a private chat', () => {
  it('has one row of message ids for both sides', async () => {
    anna.says('/run 3');
    const reply = await client.sendMessage(7, 'Started', {
      reply_parameters: { message_id: 1 },
      disable_notification: true,
    });
    anna.says('thanks', { reply_to: 2 });
    expect(reply).toMatchObject({
      message_id: 2,
      chat: { id: 7, type: 'private', first_name: 'Anna' },
      from: { id: api.bot.id, is_bot: true },
      reply_to_message: { message_id: 1, text: '/run 3' },
    });
    const updates = await client.getUpdates();
    expect(updates[0]?.message?.entities).toEqual([{ type: 'bot_command', offset: 0, length: 4 }]);
    expect(updates[1]?.message?.reply_to_message).not.toHaveProperty('reply_to_message');
    expect(api.chat(7)).toMatchObject([
      { message_id: 1, from: 'Anna', silent: false },
      { message_id: 2, from: 'bot', silent: true, reply_to: 1 },
      { message_id: 3, from: 'Anna', reply_to: 2 },
    ]);
  });

  it('shows a tap and its answer, and what the edit made of the message', async () => {
    const bot = new Bot(api.token, { client: { apiRoot: api.url } });
    bot.callbackQuery('go', async (ctx) => {
      await ctx.editMessageText('Going', keyboard('Stop'));
      await ctx.answerCallbackQuery({ text: 'Off we go' });
    });
    bot.callbackQuery('stop', (ctx) => ctx.answerCallbackQuery());
    await client.sendMessage(7, 'Ready?', keyboard('Go', 'Stay'));
    await client.sendMessage(7, 'No buttons');
    const since = api.revision();
    const started = bot.start();
    const tapped = anna.taps('Go');
    expect(await anna.sees(/Going/, { since })).toMatchObject({
      message_id: 1,
      buttons: [['Stop']],
      edited: 1,
    });
    expect(await tapped.answered).toEqual({ text: 'Off we go' });
    expect(await anna.taps(/^St/g, { message: 1 }).answered).toEqual({});
    expect(() => anna.taps('Go')).toThrow('There is no button Go in:\n--- private chat 7 (Anna) ---');
    await bot.stop();
    await started;
  });

  it('tells of stale and forged buttons, edits and forwards', async () => {
    const { message_id } = await client.sendMessage(7, 'Ready?', keyboard('Go'));
    await client.deleteMessage(7, message_id);
    anna.tapsData(message_id, 'forged');
    anna.says('frist');
    anna.edits(2, '/first');
    anna.forwards(2);
    anna.sends('notes.md', '# Notes', { caption: 'read it' });
    const [tap, , edit, forward, document] = await client.getUpdates();
    expect(tap?.callback_query).toMatchObject({ data: 'forged', message: { message_id, date: 0 } });
    expect(edit?.edited_message).toMatchObject({
      message_id: 2,
      text: '/first',
      entities: [{ type: 'bot_command' }],
    });
    expect(forward?.message).toMatchObject({
      message_id: 3,
      text: '/first',
      forward_origin: { type: 'user', sender_user: { id: 7 } },
    });
    expect(document?.message).toMatchObject({ document: { file_name: 'notes.md' }, caption: 'read it' });
  });

  it('is waited for without a pause, and in vain with the chat as text', async () => {
    const later = anna.sees(({ from, text }) => from === 'Anna' && text === 'b', { after: 1 });
    anna.says('b');
    anna.says('b');
    expect((await later).message_id).toBe(2);
    const hasty = await startBotApi({ limitMs: 5 });
    const bob = hasty.person({ id: 9, first_name: 'Bob' });
    bob.says('anybody?');
    await expect(bob.sees(/anybody/)).rejects.toThrow(
      /Nothing like \/anybody\/ was seen in:\n.*\n#1 Bob:\n {4}anybody\?/,
    );
    await expect(bob.tapsData(1, 'x').answered).rejects.toThrow('was not answered');
    await hasty.close();
  });

  it('can be read as text', async () => {
    anna.says('/run');
    await client.sendMessage(7, 'one\ntwo', {
      disable_notification: true,
      reply_parameters: { message_id: 1 },
      reply_markup: new InlineKeyboard().text('A', 'a').text('B', 'b').row().url('C', 'https://e.org'),
    });
    expect(api.transcript(7)).toBe(
      [
        '--- private chat 7 (Anna) ---',
        '#1 Anna:',
        '    /run',
        '#2 bot (reply to #1, silent):',
        '    one',
        '    two',
        '    [A] [B]',
        '    [C]',
      ].join('\n'),
    );
    expect(() => anna.taps('C')).toThrow('The button C sends nothing to the bot.');
  });
});

describe('a group', () => {
  it('lets the bot hear commands, mentions and replies to it only', async () => {
    api.addChat({ id: -5, type: 'group', title: 'Team' });
    const bob = api.person({ id: 9, first_name: 'Bob', chat: -5 });
    await client.sendMessage(-5, 'Hi');
    for (const text of ['chatter', '/run', '/run@other_bot', '/run@emulated_bot', '@Emulated_Bot help'])
      bob.says(text);
    bob.says('reply', { reply_to: 1 });
    expect(await heard()).toEqual(['/run', '/run@emulated_bot', '@Emulated_Bot help', 'reply']);
  });

  it('lets it hear everything when privacy mode is off', async () => {
    const open = await startBotApi({ readsAllGroupMessages: true });
    open.addChat({ id: -5, type: 'group', title: 'Team' });
    open.person({ id: 9, first_name: 'Bob', chat: -5 }).says('chatter');
    expect(open.updatesPending()).toBe(1);
    await open.close();
  });

  it('that is a forum has topics', async () => {
    const { topics } = api.addChat({
      id: -100,
      type: 'supergroup',
      title: 'Forum',
      topics: ['Builds', 'Talk'],
    });
    const thread = topics['Talk'] ?? 0;
    const bob = api.person({ id: 9, first_name: 'Bob', chat: -100 });
    bob.says('/run', { thread });
    bob.says('/general');
    const [inTopic, general] = await client.getUpdates();
    expect(inTopic?.message).toMatchObject({
      message_thread_id: thread,
      is_topic_message: true,
      chat: { is_forum: true },
      reply_to_message: { message_id: thread, forum_topic_created: { name: 'Talk' } },
    });
    expect(general?.message).not.toHaveProperty('message_thread_id');
    await client.sendMessage(-100, 'there', { message_thread_id: thread });
    const reply = { message_id: inTopic?.message?.message_id ?? 0 };
    expect(await client.sendMessage(-100, 'also there', { reply_parameters: reply })).toMatchObject({
      message_thread_id: thread,
    });
    const made = await client.createForumTopic(-100, 'New');
    await client.sendMessage(-100, 'in the new one', { message_thread_id: made.message_thread_id });
    await expect(client.sendMessage(-100, 'x', { message_thread_id: 1000 })).rejects.toThrow(
      'message thread not found',
    );
    expect(
      api
        .chat(-100)
        .slice(-4)
        .map(({ text, thread: at, reply_to }) => [text, at, reply_to]),
    ).toEqual([
      ['there', thread, undefined],
      ['also there', thread, reply.message_id],
      ['(topic begun: New)', made.message_thread_id, undefined],
      ['in the new one', made.message_thread_id, undefined],
    ]);
  });

  it('that is no forum has threads of replies, to which a bot cannot send', async () => {
    api.addChat({ id: -101, type: 'supergroup', title: 'Big', username: 'big_group' });
    const bob = api.person({ id: 9, first_name: 'Bob', chat: -101 });
    const first: Message = await client.sendMessage('@big_group', 'Hi');
    expect(bob.says('reply', { reply_to: first.message_id }).message_thread_id).toBe(first.message_id);
    const thread = { message_thread_id: first.message_id };
    await expect(client.sendMessage(-101, 'x', thread)).rejects.toThrow('message thread not found');
  });
});

describe('the bot itself', () => {
  it('keeps commands by scope and language', async () => {
    const commands = [{ command: 'run', description: 'Run a task' }];
    await client.setMyCommands(commands);
    await client.setMyCommands([], { scope: { type: 'chat', chat_id: 7 } });
    expect(await client.getMyCommands()).toEqual(commands);
    expect(await client.getMyCommands({ scope: { type: 'chat', chat_id: 7 } })).toEqual([]);
    await client.deleteMyCommands();
    expect(await client.getMyCommands()).toEqual([]);
    expect(await client.getChat(7)).toMatchObject({ id: 7, type: 'private' });
  });
});
