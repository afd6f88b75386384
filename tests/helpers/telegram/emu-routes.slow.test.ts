import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Api, Bot, InlineKeyboard } from 'grammy';
import { startBotApi, type BotApi } from './bot-api.ts';

let api: BotApi;
beforeEach(async () => {
  api = await startBotApi();
});
afterEach(() => api.close());

const person = { id: 7, first_name: 'Anna' };

async function post(route: string, body: object): Promise<unknown> {
  const answer = await fetch(`${api.url}/__emu/${route}`, { method: 'POST', body: JSON.stringify(body) });
  return answer.json();
}

async function get(route: string): Promise<unknown> {
  return (await fetch(`${api.url}/__emu/${route}`)).json();
}

describe("the person's side over HTTP", () => {
  it('says, taps and looks', async () => {
    const bot = new Bot(api.token, { client: { apiRoot: api.url } });
    bot.command('start', (ctx) => ctx.reply('Go?', { reply_markup: new InlineKeyboard().text('Go', 'go') }));
    bot.callbackQuery('go', (ctx) => ctx.answerCallbackQuery('Gone'));
    const started = bot.start();
    expect(await post('says', { person, text: '/start' })).toMatchObject({ message_id: 1, text: '/start' });
    await api.sees(7, /Go/);
    expect(await post('taps', { person, label: 'Go' })).toMatchObject({ answer: { text: 'Gone' } });
    expect(await post('taps', { person, pattern: '^G', wait: false })).toEqual({
      query_id: expect.any(String),
    });
    expect(await post('tapsData', { person, message: 2, data: 'go' })).toMatchObject({
      answer: { text: 'Gone' },
    });
    expect(await post('edits', { person, message: 1, text: 'start' })).toMatchObject({ text: 'start' });
    expect(await get('chat?id=7')).toMatchObject({
      messages: [{ text: 'start' }, { text: 'Go?', buttons: [['Go']] }],
      transcript: expect.stringContaining('[Go]'),
    });
    await bot.stop();
    await started;
    expect(await get('violations')).toEqual([]);
    expect(await get('requests')).toContainEqual(expect.objectContaining({ method: 'getMe' }));
  });

  it('makes faults, outages and groups', async () => {
    const client = new Api(api.token, { apiRoot: api.url });
    await post('chat', { id: -5, type: 'group', title: 'Team' });
    await post('fault', { error_code: 503, description: 'Busy' });
    await expect(client.sendMessage(-5, 'x')).rejects.toMatchObject({ error_code: 503 });
    await post('outage', { on: true });
    await expect(client.sendMessage(-5, 'x')).rejects.toThrow('Network request');
    await post('outage', { on: false });
    await client.sendMessage(-5, 'x');
    expect(api.chat(-5)).toHaveLength(1);
  });

  it('explains what it cannot do', async () => {
    expect(await get('nothing')).toEqual({
      error: expect.stringContaining('There is no GET /__emu/nothing.'),
    });
    expect(await post('says', { text: 'x' })).toEqual({
      error: expect.stringContaining('must have a person'),
    });
    expect(await get('chat?id=5')).toEqual({ error: 'There is no chat 5.' });
    expect((await fetch(`${api.url}/elsewhere`)).status).toBe(404);
  });
});
