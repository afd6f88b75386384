import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, expect, it } from '@jest/globals';
import type { Update } from 'grammy/types';
import { until } from '../until.ts';
import { startBotApi, type BotApi } from './bot-api.ts';

const ADDRESS = 'https://bot.example.test/hook';
const open: (() => Promise<unknown> | undefined)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A bot's own server: answers with the statuses given, then with 200. */
async function botServer(...statuses: number[]): Promise<{
  readonly url: string;
  readonly got: { readonly headers: IncomingHttpHeaders; readonly update: Update }[];
}> {
  const got: { headers: IncomingHttpHeaders; update: Update }[] = [];
  const server: Server = createServer((request, response) => {
    void json(request).then((update) => {
      got.push({ headers: request.headers, update: update as Update });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got };
}

async function emulator(url: string): Promise<BotApi> {
  const bots = await startBotApi({ reach: (address) => address.replace(ADDRESS, url) });
  open.push(bots.close);
  return bots;
}

async function call(bots: BotApi, method: string, params: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${bots.url}/bot${bots.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return (await response.json()) as Record<string, unknown>;
}

const textOf = ({ update }: { readonly update: Update }): string | undefined => update.message?.text;

it('sends updates to the address, with the secret, those of before first', async () => {
  const server = await botServer();
  const bots = await emulator(server.url);
  const ann = bots.person({ id: 7, first_name: 'Ann' });
  ann.says('one');
  expect(await call(bots, 'setWebhook', { url: ADDRESS, secret_token: 'abc' })).toMatchObject({ ok: true });
  ann.says('two');
  await until(() => server.got.length === 2 && bots.updatesPending() === 0);
  expect(server.got.map(textOf)).toEqual(['one', 'two']);
  expect(server.got.map(({ headers }) => headers['x-telegram-bot-api-secret-token'])).toEqual(['abc', 'abc']);
});

it('sends an update again until it is taken, and the next one only then', async () => {
  const server = await botServer(500, 403);
  const bots = await emulator(server.url);
  const ann = bots.person({ id: 7, first_name: 'Ann' });
  await call(bots, 'setWebhook', { url: ADDRESS });
  ann.says('one');
  ann.says('two');
  await until(() => bots.updatesPending() === 0);
  expect(server.got.map(textOf)).toEqual(['one', 'one', 'one', 'two']);
  expect(server.got.map(({ update }) => update.update_id).at(0)).toBe(server.got.at(2)?.update.update_id);
});

it('tells what keeps an update from being taken', async () => {
  const bots = await emulator('http://127.0.0.1:9/nobody-listens');
  await call(bots, 'setWebhook', { url: ADDRESS });
  bots.person({ id: 7, first_name: 'Ann' }).says('one');
  const info = await until(async () => {
    const { result } = await call(bots, 'getWebhookInfo', {});
    return (result as { last_error_message?: string }).last_error_message !== undefined && result;
  });
  expect(info).toMatchObject({ url: ADDRESS, pending_update_count: 1 });
});

it('sends nothing more once the webhook is deleted, nor what was not asked for', async () => {
  const server = await botServer();
  const bots = await emulator(server.url);
  const ann = bots.person({ id: 7, first_name: 'Ann' });
  await call(bots, 'setWebhook', { url: ADDRESS, allowed_updates: ['callback_query'] });
  ann.says('not asked for');
  expect(bots.updatesPending()).toBe(0);
  await call(bots, 'deleteWebhook', {});
  ann.tapsData(1, 'kept');
  expect(await call(bots, 'getUpdates', {})).toMatchObject({
    result: [{ callback_query: { data: 'kept' } }],
  });
  expect(server.got).toEqual([]);
});
