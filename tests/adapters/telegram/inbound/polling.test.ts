import { afterEach, describe, expect, it } from '@jest/globals';
import { Bot, type Context } from 'grammy';
import { createPolling, TelegramRefused, type Polling } from '../../../../src/adapters/telegram/polling.ts';
import { UNREACHABLE } from '../../../../src/adapters/telegram/poll-trouble.ts';
import { deferred } from '../../../app/stage.ts';
import { createFakeClock, createFakeLog, type FakeClock, type FakeLog } from '../../../helpers/app-fakes.ts';
import type { BotApi } from '../../../helpers/telegram/bot-api.ts';
import type { Person } from '../../../helpers/telegram/person.ts';
import { until } from '../../../helpers/until.ts';
import { ANN, createChatStages } from '../stage.ts';

const { openBots } = createChatStages();

interface Stage {
  readonly bots: BotApi;
  readonly ann: Person;
  readonly polling: Polling;
  readonly clock: FakeClock;
  readonly log: FakeLog;
  /** The texts that were received to the end. */
  readonly done: readonly string[];
  readonly troubles: readonly string[];
  readonly working: readonly string[];
  readonly ended: Promise<unknown>;
}

interface Options {
  readonly bots?: BotApi;
  readonly token?: string;
  readonly receive?: (text: string) => Promise<void>;
  /** Instead of thirty. */
  readonly pollSeconds?: number;
}

const stages: Stage[] = [];
// (Before the emulators are closed.)
afterEach(async () => {
  for (const { polling } of stages.splice(0)) await polling.stop();
});

async function poll({ bots: given, token, receive, pollSeconds }: Options = {}): Promise<Stage> {
  const bots = given ?? (await openBots());
  const clock = createFakeClock();
  const log = createFakeLog();
  const done: string[] = [];
  const troubles: string[] = [];
  const working: string[] = [];
  const polling = createPolling({
    newBot() {
      const bot = new Bot(token ?? bots.token, { client: { apiRoot: bots.url } });
      bot.api.config.use((call, method, payload, signal) => {
        const shorter = pollSeconds !== undefined && 'timeout' in payload ? { timeout: pollSeconds } : {};
        return call(method, { ...payload, ...shorter }, signal);
      });
      return bot;
    },
    async receive({ message }: Context) {
      await receive?.(message?.text ?? '');
      done.push(message?.text ?? '');
    },
    onWorking: (bot) => working.push(bot.botInfo.username),
    onTrouble: (sentence) => troubles.push(sentence),
    clock,
    log,
  });
  const ended = polling.run().then(
    () => 'stopped',
    (error: unknown) => error,
  );
  const stage = { bots, ann: bots.person(ANN), polling, clock, log, done, troubles, working, ended };
  stages.push(stage);
  return stage;
}

const isPolling = (bots: BotApi, calls = 1): Promise<unknown> => until(() => bots.polls() >= calls);

describe('polling', () => {
  it('tells at once that it works, and when Telegram was heard', async () => {
    const { bots, polling, working, clock } = await poll();
    expect(polling.lastPoll()).toBeUndefined();
    await until(() => working.length > 0);
    expect(working).toEqual(['emulated_bot']);
    expect(polling.lastPoll()).toBe(clock.now());
    await isPolling(bots, 2);
    expect(bots.requests.map(({ method }) => method)).toEqual(['getMe', 'getUpdates', 'getUpdates']);
  });

  it('confirms an update only when it was received to the end', async () => {
    const held = deferred();
    const { bots, ann, done } = await poll({
      receive: async (text) => (text === 'b' ? held.promise : undefined),
    });
    for (const text of ['a', 'b', 'c']) ann.says(text);
    await until(() => done.includes('a'));
    expect(bots.updatesPending()).toBe(3);
    held.resolve();
    await until(() => bots.updatesPending() === 0);
    expect(done).toEqual(['a', 'b', 'c']);
  });

  it('gets what failed again, and nothing else', async () => {
    let failures = 2;
    const { bots, ann, done, clock, log } = await poll({
      receive: async (text) => {
        if (text === 'b' && (failures -= 1) >= 0) throw new Error('ENOSPC');
      },
    });
    for (const text of ['a', 'b', 'c']) ann.says(text);
    await until(() => {
      clock.advance(2_000);
      return bots.updatesPending() === 0;
    });
    expect(done).toEqual(['a', 'b', 'c']);
    expect(log.said).toEqual(['warn receiving was interrupted']);
  });

  it('that is abandoned in the middle of a batch loses nothing', async () => {
    const never = deferred();
    const first = await poll({ receive: async (text) => (text === 'b' ? never.promise : undefined) });
    const { bots, ann } = first;
    for (const text of ['a', 'b', 'c']) ann.says(text);
    await until(() => first.done.includes('a'));
    // Its process is gone: neither stopped nor asked any more.
    stages.splice(0);
    const second = await poll({ bots });
    await until(() => bots.updatesPending() === 0);
    expect(second.done).toEqual(['a', 'b', 'c']);
  });

  it('finishes the update in hand at its stop, and leaves the later ones', async () => {
    const held = deferred();
    const first = await poll({ receive: async (text) => (text === 'b' ? held.promise : undefined) });
    const { bots, ann, polling } = first;
    for (const text of ['a', 'b', 'c', 'd']) ann.says(text);
    await until(() => first.done.includes('a'));
    const stopped = polling.stop();
    held.resolve();
    await stopped;
    expect(await first.ended).toBe('stopped');
    expect(first.done).toEqual(['a', 'b']);
    expect(bots.updatesPending()).toBe(2);
    const second = await poll({ bots });
    await until(() => bots.updatesPending() === 0);
    expect(second.done).toEqual(['c', 'd']);
  });

  it('that stops while an update cannot be stored confirms what was stored before it', async () => {
    const { bots, ann, polling, done } = await poll({
      receive: async (text) => {
        if (text === 'b') throw new Error('ENOSPC');
      },
    });
    for (const text of ['a', 'b', 'c']) ann.says(text);
    await until(() => done.includes('a'));
    await polling.stop();
    expect(bots.updatesPending()).toBe(2);
  });

  it('stops at once while it waits for messages', async () => {
    const { bots, polling, ended } = await poll();
    await isPolling(bots, 2);
    await polling.stop();
    expect(await ended).toBe('stopped');
    expect(bots.updatesPending()).toBe(0);
  });

  it('deals with a thousand updates in order, batch after batch', async () => {
    const bots = await openBots();
    const ann = bots.person(ANN);
    const texts = Array.from({ length: 1_000 }, (_, n) => `message ${n}`);
    for (const text of texts) ann.says(text);
    const { done } = await poll({ bots });
    await until(() => bots.updatesPending() === 0);
    expect(done).toEqual(texts);
  });
});

describe('when Telegram refuses', () => {
  it('a wrong token ends polling with what to do', async () => {
    const { ended, troubles } = await poll({ token: '123456789:AAwrong' });
    const error = await ended;
    expect(error).toBeInstanceOf(TelegramRefused);
    expect((error as Error).message).toMatch(/^Telegram does not know the token: set `telegram.token`/);
    expect(troubles).toEqual([(error as Error).message]);
  });

  it('a token that is taken back while the service runs ends it, too', async () => {
    const { bots, ended, working, ann } = await poll();
    await until(() => working.length > 0);
    await isPolling(bots, 2);
    bots.fault({ method: 'getUpdates', error_code: 401, description: 'Unauthorized' });
    ann.says('x');
    expect(await ended).toBeInstanceOf(TelegramRefused);
  });

  it('a webhook is told once, left alone, and over when it is removed', async () => {
    const bots = await openBots();
    const direct = new Bot(bots.token, { client: { apiRoot: bots.url } }).api;
    await direct.setWebhook('https://n8n.example/hook');
    const { ann, clock, troubles, working, done } = await poll({ bots });
    for (let calls = 1; calls <= 4; calls += 1) {
      await isPolling(bots, calls);
      await until(() => (clock.advance(15_000), bots.polls() > calls));
    }
    expect(troubles).toEqual([expect.stringMatching(/^A webhook is set for this bot/)]);
    expect(working).toEqual([]);
    expect((await direct.getWebhookInfo()).url).toBe('https://n8n.example/hook');
    await direct.deleteWebhook();
    ann.says('hello');
    await until(() => (clock.advance(15_000), done.length > 0));
    expect(working).toEqual(['emulated_bot']);
    expect(troubles).toHaveLength(1);
    expect(bots.requests.filter(({ method }) => method === 'deleteWebhook')).toHaveLength(1);
  });

  it('another poller is told once, and over when a whole poll was left in peace', async () => {
    const { bots, ann, clock, troubles, working, done } = await poll({ pollSeconds: 0.5 });
    await until(() => working.length > 0);
    const conflict = {
      method: 'getUpdates',
      error_code: 409,
      description: 'Conflict: terminated by other getUpdates request',
    };
    for (let round = 1; round <= 3; round += 1) {
      bots.fault(conflict);
      ann.says(`message ${round}`);
      await until(() => (clock.advance(15_000), done.length === round));
    }
    expect(troubles).toEqual([expect.stringMatching(/^Another program receives the messages of this bot/)]);
    await until(() => working.length === 2);
    expect(troubles).toHaveLength(1);
  });

  it('waits as long as it is asked to', async () => {
    const { bots, clock, troubles, done, ann } = await poll({ pollSeconds: 0 });
    await isPolling(bots, 1);
    bots.fault({ method: 'getUpdates', retry_after: 40 });
    ann.says('later');
    await until(() => bots.requests.some(({ answer }) => answer?.ok === false));
    const polls = bots.polls();
    clock.advance(39_000);
    await until(() => done.length > 0 || bots.polls() === polls);
    expect(bots.polls()).toBe(polls);
    await until(() => (clock.advance(1_000), done.length > 0));
    expect(troubles).toEqual([]);
  });
});

describe('an outage', () => {
  it('at the start is told once, and over by itself', async () => {
    const bots = await openBots();
    bots.outage(true);
    const { troubles, working, clock, done, ann } = await poll({ bots });
    await until(() => (clock.advance(2_000), bots.turnedAway() >= 5));
    expect(troubles).toEqual([UNREACHABLE]);
    expect(working).toEqual([]);
    bots.outage(false);
    ann.says('hello');
    await until(() => (clock.advance(2_000), done.length > 0));
    expect(working).toEqual(['emulated_bot']);
    expect(troubles).toHaveLength(1);
  });

  it('of twenty polls is told once, logged once, and nothing is lost in it', async () => {
    const { bots, ann, troubles, working, clock, done, log, polling } = await poll();
    await until(() => working.length > 0);
    ann.says('before');
    await until(() => done.length === 1);
    bots.outage(true);
    const heard = polling.lastPoll();
    ann.says('meanwhile');
    await until(() => (clock.advance(2_000), bots.turnedAway() >= 20));
    expect(polling.lastPoll()).toBe(heard);
    bots.outage(false);
    await until(() => (clock.advance(2_000), done.length === 2));
    expect(done).toEqual(['before', 'meanwhile']);
    expect(troubles).toEqual([UNREACHABLE]);
    expect(working).toHaveLength(2);
    expect(log.said).toEqual(['warn receiving was interrupted']);
    expect(polling.lastPoll()).not.toBe(heard);
  });

  it('does not hold up a stop', async () => {
    const bots = await openBots();
    bots.outage(true);
    const { polling, ended } = await poll({ bots });
    await until(() => bots.turnedAway() > 0);
    await polling.stop();
    expect(await ended).toBe('stopped');
  });

  it('in which the connection stays silent does not hold up a stop', async () => {
    const bots = await openBots();
    bots.fault({ method: 'getMe', hang: true });
    const { polling, ended } = await poll({ bots });
    await until(() => bots.requests.length > 0);
    await polling.stop();
    expect(await ended).toBe('stopped');
  });
});
