import { describe, expect, it } from '@jest/globals';
import { Api } from 'grammy';
import { checkTelegram } from '../../../../src/adapters/telegram/check-telegram.ts';
import { ANN, createChatStages, GROUP, MALLORY } from '../stage.ts';

const { openBots } = createChatStages();

describe('the check of doctor', () => {
  it('names the bot and the chat', async () => {
    const bots = await openBots();
    bots.addChat({ ...GROUP, title: 'Shop\nand garden' });
    const asked = { token: bots.token, apiRoot: bots.url, lookForWriters: false };
    expect(await checkTelegram({ ...asked, chatId: GROUP.id })).toEqual({
      bot: 'emulated_bot',
      chat: 'Shop and garden',
      writers: [],
      problems: [],
    });
    bots.person(ANN);
    expect(await checkTelegram({ ...asked, chatId: ANN.id })).toMatchObject({ chat: 'Ann', problems: [] });
    expect(bots.polls()).toBe(0);
  });

  it('says what a wrong token needs, without showing it', async () => {
    const { url } = await openBots();
    const check = await checkTelegram({ token: '1:wrong', apiRoot: url, lookForWriters: true });
    expect(check).toEqual({
      bot: undefined,
      writers: [],
      problems: [expect.stringMatching(/^Telegram does not know the token: set `telegram.token`/)],
    });
    expect(JSON.stringify(check)).not.toContain('1:wrong');
  });

  it('says that Telegram cannot be reached', async () => {
    const bots = await openBots();
    bots.outage(true);
    const check = await checkTelegram({ token: bots.token, apiRoot: bots.url, lookForWriters: true });
    expect(check.problems).toEqual([expect.stringMatching(/^Telegram cannot be reached: check the network/)]);
  });

  it('finds a webhook, and leaves it', async () => {
    const bots = await openBots();
    const api = new Api(bots.token, { apiRoot: bots.url });
    await api.setWebhook('https://n8n.example/hook');
    const check = await checkTelegram({ token: bots.token, apiRoot: bots.url, lookForWriters: true });
    expect(check).toEqual({
      bot: 'emulated_bot',
      writers: [],
      problems: [expect.stringMatching(/^a webhook is set for this bot/)],
    });
    expect((await api.getWebhookInfo()).url).toBe('https://n8n.example/hook');
    expect(bots.polls()).toBe(0);
  });

  it('says how a chat becomes known', async () => {
    const bots = await openBots();
    const check = await checkTelegram({
      ...{ token: bots.token, apiRoot: bots.url, lookForWriters: false },
      chatId: -5,
    });
    expect(check.bot).toBe('emulated_bot');
    expect(check.problems).toEqual([
      expect.stringMatching(/write to the bot once, or correct `telegram.chat_id`/),
    ]);
  });

  it('lists who wrote, each once, and confirms nothing', async () => {
    const bots = await openBots();
    bots.addChat(GROUP);
    const ann = bots.person({ ...ANN, chat: GROUP.id });
    const mallory = bots.person(MALLORY);
    ann.says('/start');
    ann.says('/start');
    mallory.says('hello');
    const asked = { token: bots.token, apiRoot: bots.url, lookForWriters: true };
    for (let times = 0; times < 2; times += 1) {
      expect((await checkTelegram(asked)).writers).toEqual([
        { user: ANN.id, name: 'Ann', chat: GROUP.id },
        { user: MALLORY.id, name: 'Mallory', chat: MALLORY.id },
      ]);
    }
    expect(bots.updatesPending()).toBe(3);
  });

  it('keeps what it found when somebody else receives the messages', async () => {
    const bots = await openBots();
    bots.fault({ method: 'getUpdates', error_code: 409, description: 'Conflict: terminated by other' });
    const check = await checkTelegram({ token: bots.token, apiRoot: bots.url, lookForWriters: true });
    expect(check).toEqual({
      bot: 'emulated_bot',
      writers: [],
      problems: [expect.stringMatching(/^Another program receives the messages of this bot/)],
    });
  });
});
