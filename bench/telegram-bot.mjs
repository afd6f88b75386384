import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

const TOKEN = '123456789:AABenchOfTheTapToTheProgram-0123456';
const PERSON = { id: 4711, is_bot: false, first_name: 'Ann' };
const CHAT = { id: PERSON.id, type: 'private', first_name: PERSON.first_name };
const BOT = { id: 123456789, is_bot: true, first_name: 'Bench', username: 'bench_bot' };

/** As little of Telegram as a bot needs to be measured: no checks, no memory of the chat. */
export async function startBot() {
  let updates = [];
  let nextId = 1;
  let polling;
  const listeners = new Set();
  const handedOut = new Map();

  const server = createServer(async (request, response) => {
    const method = request.url.split('/').at(-1);
    const params = request.method === 'POST' ? await json(request) : {};
    if (method === 'getUpdates') return poll(params, response);
    answer(response, RESULTS[method]?.() ?? true);
    for (const listener of listeners) listener(method, params, performance.now());
  });
  const RESULTS = {
    getMe: () => BOT,
    sendMessage: () => ({ message_id: nextId++, date: 0, chat: CHAT, text: '' }),
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  function answer(response, result) {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, result }));
  }

  function poll({ offset = 0, timeout = 0 }, response) {
    updates = updates.filter(({ update_id }) => update_id >= offset);
    if (updates.length > 0 || timeout === 0) return handOut(response);
    polling = response;
    response.once('close', () => {
      if (polling === response) polling = undefined;
    });
  }

  function handOut(response) {
    polling = undefined;
    const batch = updates.slice(0, 100);
    const at = performance.now();
    for (const { update_id } of batch) if (!handedOut.has(update_id)) handedOut.set(update_id, at);
    answer(response, batch);
  }

  function push(...all) {
    const ids = all.map((update) => {
      const update_id = nextId++;
      updates.push({ update_id, ...update });
      return update_id;
    });
    if (polling) handOut(polling);
    return ids.at(-1);
  }

  const tap = (data) => ({
    callback_query: {
      id: String(nextId++),
      from: PERSON,
      chat_instance: '1',
      message: { message_id: 1, date: 0, chat: CHAT },
      data,
    },
  });

  return {
    config: `telegram:\n  token: "${TOKEN}"\n  chat_id: ${CHAT.id}\n  api_root: http://127.0.0.1:${server.address().port}\n`,
    /** `performance.now()` when that update was first given to the bot. */
    handedOut: (id) => handedOut.get(id),
    /** Resolves with when the bot made such a call, and with what `pick` found in it. */
    call: (wanted, pick = () => true) =>
      new Promise((resolve) => {
        const listener = (method, params, at) => {
          const found = method === wanted ? pick(params) : undefined;
          if (found === undefined) return;
          listeners.delete(listener);
          resolve({ at, found });
        };
        listeners.add(listener);
      }),
    /** Resolves with when it had been called so many times from now on. */
    calls: (wanted, times) =>
      new Promise((resolve) => {
        let left = times;
        const listener = (method, _params, at) => {
          if (method !== wanted || (left -= 1) > 0) return;
          listeners.delete(listener);
          resolve(at);
        };
        listeners.add(listener);
      }),
    /** Both give the id of the (last) update. */
    taps: (data, times = 1) => push(...Array.from({ length: times }, () => tap(data))),
    says: (text) =>
      push({
        message: {
          ...{ message_id: nextId++, date: Math.floor(Date.now() / 1000), chat: CHAT, from: PERSON, text },
          entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0].length }],
        },
      }),
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
