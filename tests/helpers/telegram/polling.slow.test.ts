import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Api, Bot, GrammyError } from 'grammy';
import { until } from '../until.ts';
import { startBotApi, type BotApi } from './bot-api.ts';
import type { Person } from './person.ts';

let api: BotApi;
let anna: Person;
let client: Api;

beforeEach(async () => {
  api = await startBotApi();
  anna = api.person({ id: 7, first_name: 'Anna', username: 'anna' });
  client = new Api(api.token, { apiRoot: api.url });
});
afterEach(async () => {
  await api.close();
  expect(api.violations).toEqual([]);
});

/** The texts of what a poll with these parameters gives. */
const texts = async (params: Parameters<Api['getUpdates']>[0]): Promise<(string | undefined)[]> =>
  (await client.getUpdates(params)).map(({ message }) => message?.text);

describe('getUpdates', () => {
  it('gives an update again until a higher offset confirms it', async () => {
    for (const text of ['a', 'b', 'c']) anna.says(text);
    const [first] = await client.getUpdates();
    expect(await texts({})).toEqual(['a', 'b', 'c']);
    expect(await texts({ limit: 2 })).toEqual(['a', 'b']);
    expect(await texts({ offset: (first?.update_id ?? 0) + 1 })).toEqual(['b', 'c']);
    expect(await texts({})).toEqual(['b', 'c']);
    expect(api.updatesPending()).toBe(2);
    expect(api.polls()).toBe(5);
  });

  it('counts a negative offset from the end and forgets what is before', async () => {
    for (const text of ['a', 'b', 'c']) anna.says(text);
    expect(await texts({ offset: -1 })).toEqual(['c']);
    expect(await texts({})).toEqual(['c']);
  });

  it('answers a long poll as soon as something comes, and an idle one at its end', async () => {
    const poll = texts({ timeout: 50 });
    await polled(1);
    anna.says('now');
    expect(await poll).toEqual(['now']);
    api.pushUpdate({
      update_id: 999_000_000,
      callback_query: { id: '1', from: anna.user, chat_instance: '1', data: 'x' },
    });
    const [, pushed] = await client.getUpdates();
    expect(pushed?.update_id).toBe(999_000_000);
    expect(await client.getUpdates({ offset: 999_000_001, timeout: 0.05 })).toEqual([]);
    anna.says('later');
    expect((await client.getUpdates())[0]?.update_id).toBe(999_000_001);
  });

  it('keeps only the kinds of updates that were asked for', async () => {
    await client.getUpdates({ allowed_updates: ['callback_query'] });
    anna.says('unheard');
    anna.tapsData(1, 'x');
    // Omitted: the last setting holds.
    expect((await client.getUpdates()).map((update) => Object.keys(update)[1])).toEqual(['callback_query']);
    await client.getUpdates({ allowed_updates: [] });
    anna.says('heard');
    expect(api.updatesPending()).toBe(2);
  });

  it('lets the newer poller win', async () => {
    const older = client.getUpdates({ timeout: 50 });
    await polled(1);
    const newer = client.getUpdates({ timeout: 50 });
    await expect(older).rejects.toMatchObject({
      error_code: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    anna.says('hello');
    expect(await newer).toHaveLength(1);
  });

  it('forgets a poller whose connection is gone', async () => {
    const killed = new AbortController();
    const poll = fetch(`${api.url}/bot${api.token}/getUpdates?timeout=50`, { signal: killed.signal });
    await polled(1);
    killed.abort();
    await expect(poll).rejects.toThrow('aborted');
    anna.says('not lost');
    expect(await texts({})).toEqual(['not lost']);
  });

  it('refuses to poll while a webhook is set', async () => {
    await expect(client.setWebhook('http://example.org')).rejects.toThrow('An HTTPS URL must be provided');
    await client.setWebhook('https://example.org/hook');
    anna.says('waiting');
    expect(await client.getWebhookInfo()).toMatchObject({
      url: 'https://example.org/hook',
      pending_update_count: 1,
    });
    await expect(client.getUpdates()).rejects.toMatchObject({
      error_code: 409,
      description: expect.stringContaining("can't use getUpdates method while webhook is active"),
    });
    await client.deleteWebhook({ drop_pending_updates: true });
    expect(await client.getUpdates()).toEqual([]);
  });
});

describe('a grammY bot', () => {
  it('hears a person and answers', async () => {
    const bot = new Bot(api.token, { client: { apiRoot: api.url } });
    bot.command('start', (ctx) => ctx.reply(`Hello ${ctx.from?.first_name ?? ''} ${ctx.match}`));
    const started = bot.start();
    anna.says('/start now');
    expect(await anna.sees(/^Hello/)).toMatchObject({ message_id: 2, text: 'Hello Anna now', from: 'bot' });
    await bot.stop();
    await started;
    expect(bot.botInfo).toEqual(api.bot);
    expect(api.updatesPending()).toBe(0);
  });

  it('gets an update again when the process before it died while handling it', async () => {
    const seen: string[] = [];
    anna.says('a');
    anna.says('b');
    // What a killed process leaves: it has fetched both and confirmed neither.
    await client.getUpdates({ offset: 0 });
    const bot = new Bot(api.token, { client: { apiRoot: api.url } });
    bot.on('message:text', async (ctx) => {
      seen.push(ctx.msg.text);
      if (seen.length === 2) await ctx.reply('both');
    });
    const started = bot.start();
    await anna.sees(/both/);
    await bot.stop();
    await started;
    expect(seen).toEqual(['a', 'b']);
  });

  it('is told that another one polls', async () => {
    const bot = new Bot(api.token, { client: { apiRoot: api.url } });
    const started = bot.start();
    await polled(1);
    const other = client.getUpdates({ timeout: 1, offset: 1 });
    await expect(started).rejects.toBeInstanceOf(GrammyError);
    anna.says('end');
    await other;
  });

  it('is unauthorized with another token', async () => {
    const stranger = new Api('123456789:AAotherTokenOtherTokenOtherTokenOth', { apiRoot: api.url });
    await expect(stranger.getMe()).rejects.toMatchObject({ error_code: 401, description: 'Unauthorized' });
  });
});

/** The n-th getUpdates has come in. */
async function polled(count: number): Promise<void> {
  await until(() => api.polls() >= count);
}
