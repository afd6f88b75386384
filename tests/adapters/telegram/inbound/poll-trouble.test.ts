import { describe, expect, it } from '@jest/globals';
import { Bot } from 'grammy';
import { TelegramRefused } from '../../../../src/adapters/telegram/polling.ts';
import { UNREACHABLE } from '../../../../src/adapters/telegram/poll-trouble.ts';
import { until } from '../../../helpers/until.ts';
import { createChatStages } from '../stage.ts';
import { createPollStages, isPolling } from './poll-stage.ts';

const { openBots, atEnd } = createChatStages();
const poll = createPollStages({ openBots, atEnd });

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
