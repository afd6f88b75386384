import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Api, Bot, HttpError, InputFile } from 'grammy';
import { until } from '../until.ts';
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

const sent = (): readonly string[] => api.chat(7).map(({ text }) => text);

describe('faults', () => {
  it('answer with an error as often as told, and only that method', async () => {
    api.fault({ method: 'sendMessage', error_code: 502, description: 'Bad Gateway', times: 2 });
    for (let time = 0; time < 2; time += 1)
      await expect(client.sendMessage(7, 'x')).rejects.toMatchObject({ error_code: 502 });
    await client.sendChatAction(7, 'typing');
    await client.sendMessage(7, 'y');
    expect(sent()).toEqual(['y']);
  });

  it('answer 429 with the time to wait, getUpdates only when named', async () => {
    api.fault({ retry_after: 3 });
    await client.getUpdates();
    await expect(client.sendMessage(7, 'x')).rejects.toMatchObject({
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    });
    api.fault({ method: 'getUpdates', retry_after: 1 });
    await expect(client.getUpdates()).rejects.toMatchObject({ error_code: 429 });
  });

  it('close the connection before anything is done, or after', async () => {
    api.fault({ method: 'sendMessage', drop: 'before' });
    await expect(client.sendMessage(7, 'never')).rejects.toBeInstanceOf(HttpError);
    expect(sent()).toEqual([]);
    api.fault({ method: 'sendMessage', drop: 'after' });
    await expect(client.sendMessage(7, 'done')).rejects.toBeInstanceOf(HttpError);
    expect(sent()).toEqual(['done']);
    expect(api.requests.map(({ lost, answer }) => [lost, answer?.ok])).toEqual([
      [true, undefined],
      [true, true],
    ]);
  });

  it('never answer', async () => {
    api.fault({ method: 'sendMessage', hang: true });
    const impatient = new AbortController();
    const call = fetch(`${api.url}/bot${api.token}/sendMessage?chat_id=7&text=x`, {
      signal: impatient.signal,
    });
    await until(() => api.requests[0]?.lost);
    impatient.abort();
    await expect(call).rejects.toThrow('aborted');
    expect(sent()).toEqual([]);
  });

  it('answer late, and can be taken back', async () => {
    api.fault({ method: 'sendMessage', delayMs: 30 });
    await client.sendMessage(7, 'slow');
    expect(performance.now() - (api.requests[0]?.at ?? Infinity)).toBeGreaterThan(25);
    api.fault({ error_code: 500 });
    api.clearFaults();
    await client.sendMessage(7, 'x');
    expect(sent()).toEqual(['slow', 'x']);
  });
});

describe('an outage', () => {
  it('breaks the poll that waits and every request, until it ends', async () => {
    const poll = client.getUpdates({ timeout: 50 });
    const broken = expect(poll).rejects.toBeInstanceOf(HttpError);
    await until(() => api.polls() === 1);
    api.outage(true);
    await broken;
    await expect(client.sendMessage(7, 'x')).rejects.toBeInstanceOf(HttpError);
    expect(api.turnedAway()).toBe(1);
    anna.says('kept');
    api.outage(false);
    expect(await client.getUpdates()).toHaveLength(1);
    expect(sent()).toEqual(['kept']);
  });

  it('does not stop a grammY bot', async () => {
    const bot = new Bot(api.token, { client: { apiRoot: api.url } });
    bot.on('message', (ctx) => ctx.reply('still here'));
    const started = bot.start();
    await until(() => api.polls() === 1);
    api.outage(true);
    anna.says('hello?');
    api.outage(false);
    await anna.sees(/still here/);
    await bot.stop();
    await started;
  });
});

describe('requests', () => {
  it('are kept in order with their time and answer', async () => {
    await client.sendChatAction(7, 'typing');
    await client.sendMessage(7, 'x').catch(() => undefined);
    await client.sendMessage(8, 'x').catch(() => undefined);
    expect(api.requests.map(({ method, params, answer }) => [method, params['chat_id'], answer?.ok])).toEqual(
      [
        ['sendChatAction', 7, true],
        ['sendMessage', 7, true],
        ['sendMessage', 8, false],
      ],
    );
    const times = api.requests.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('may come as a form or in the query', async () => {
    const root = `${api.url}/bot${api.token}`;
    const reply_markup = JSON.stringify({ inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] });
    const form = new URLSearchParams({
      chat_id: '7',
      text: '12',
      disable_notification: 'true',
      reply_markup,
    });
    await fetch(`${root}/sendMessage`, { method: 'POST', body: form });
    await fetch(`${root}/SENDMESSAGE?chat_id=7&text=two`);
    const upload = new FormData();
    upload.set('chat_id', '7');
    upload.set('document', new Blob(['log']), 'a.log');
    await fetch(`${root}/sendDocument`, { method: 'POST', body: upload });
    expect(api.chat(7)).toMatchObject([
      { text: '12', silent: true, buttons: [['Go']] },
      { text: 'two', silent: false },
      { document: { name: 'a.log', content: 'log' } },
    ]);
  });

  it('bring documents, which can be fetched again', async () => {
    const content = Buffer.from('line 1\r\nline 2\r\n--end\r\n');
    const message = await client.sendDocument(7, new InputFile(content, 'run.log'), {
      caption: 'The <b>log</b>',
      parse_mode: 'HTML',
    });
    expect(message.document).toMatchObject({ file_name: 'run.log', file_size: content.length });
    expect(api.chat(7)[0]?.document).toEqual({
      name: 'run.log',
      content: content.toString(),
      caption: 'The log',
    });
    const { file_path = '' } = await client.getFile(message.document.file_id);
    const fetched = await fetch(`${api.url}/file/bot${api.token}/${file_path}`);
    expect(await fetched.text()).toBe(content.toString());
    expect((await fetch(`${api.url}/file/bot${api.token}/documents/none`)).status).toBe(404);
    await client.editMessageCaption(7, message.message_id, { caption: 'New' });
    await expect(client.editMessageText(7, message.message_id, 'x')).rejects.toThrow(
      'there is no text in the message',
    );
    await client.sendDocument(7, message.document.file_id);
    expect(api.chat(7).map(({ text, edited, document }) => [text, edited, document?.name])).toEqual([
      ['New', 1, 'run.log'],
      ['', 0, 'run.log'],
    ]);
  });
});
