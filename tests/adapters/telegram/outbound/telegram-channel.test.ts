import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createTelegramChannel,
  type TelegramChannel,
  type TelegramSettings,
} from '../../../../src/adapters/telegram/telegram-channel.ts';
import { createLocalTime } from '../../../../src/app/local-time.ts';
import type { SessionService } from '../../../../src/app/session-service.ts';
import type { Session } from '../../../../src/core/session/index.ts';
import {
  createFakeEvidenceBook,
  createFakeIds,
  createFakeLog,
  createFakeTaskFiles,
  type FakeLog,
} from '../../../helpers/app-fakes.ts';
import { createFakeCallBook } from '../../../helpers/asking-fakes.ts';
import { approve, openOf, play, required } from '../../../helpers/session-play.ts';
import { startBotApi, type BotApi } from '../../../helpers/telegram/bot-api.ts';
import { until } from '../../../helpers/until.ts';
import * as day from '../messages/day.ts';
import { ANN, createFakeMemory, createWatchedClock, type FakeMemory, type WatchedClock } from './stage.ts';

const waiting = openOf(play(required, day.begin));
const running = openOf(play(required, day.begin, approve));
const nothing = { unknown: [] };

let bots: BotApi;
let clock: WatchedClock;
let log: FakeLog;
let memory: FakeMemory;
let session: Session;
let working: string[];
const open: TelegramChannel[] = [];

const service: SessionService = {
  request: () => Promise.reject(new Error('nothing is to be decided here')),
  read: () => session,
  askDesk: { ask: () => Promise.reject(new Error('nothing is to be asked here')) },
  untold: () => ({ depth: 0 }),
  recover: async () => nothing,
  close: async () => {},
};

async function channelWith(settings: Partial<TelegramSettings> = {}): Promise<TelegramChannel> {
  const channel = await createTelegramChannel({
    settings: { token: bots.token, apiRoot: bots.url, chatId: ANN, operators: [ANN], ...settings },
    ...{ memory, clock, log, rules: required, ids: createFakeIds(), taskFiles: createFakeTaskFiles({}) },
    isQuiet: () => false,
    redact: (text) => text,
    onTrouble: () => {},
    onWorking: (bot) => working.push(bot),
    records: async () => undefined,
    tasks: async () => [day.task],
    evidence: createFakeEvidenceBook(),
    callBook: createFakeCallBook(),
    logsFolder: (id) => `logs/${id}`,
    logFile: (id) => `logs/${id}/x.log`,
    local: createLocalTime(() => clock.now(), 'UTC'),
  });
  open.push(channel);
  return channel;
}

beforeEach(async () => {
  bots = await startBotApi();
  bots.person({ id: ANN, first_name: 'Ann' });
  clock = createWatchedClock();
  log = createFakeLog();
  memory = createFakeMemory();
  session = waiting;
  working = [];
});
afterEach(async () => {
  for (const channel of open.splice(0)) {
    const stopped = channel.stopReceiving();
    clock.advance(10_000);
    await stopped;
    await channel.close();
  }
  await bots.close();
  expect(bots.violations).toEqual([]);
});

const texts = (): readonly string[] => bots.chat(ANN).map(({ text }) => text);
const asked = (method: string): number => bots.requests.filter((each) => each.method === method).length;

describe('what waits at the start', () => {
  it('is shown as soon as the network is there, tried ever more seldom', async () => {
    bots.outage(true);
    const channel = await channelWith();
    channel.takeUp(service, nothing);
    for (const ms of [1_000, 2_000, 4_000]) await clock.pass(ms);
    await until(() => clock.waits.includes(8_000));
    bots.outage(false);
    await clock.pass(8_000);
    await bots.sees(ANN, /Task 1\/3: Add invoices migration/);
    await channel.close();
    expect(texts()).toHaveLength(1);
    expect(log.said).toEqual(Array(4).fill('warn what waits could not be shown yet'));
  });

  it('is what waits by then, told after what happened to the state', async () => {
    bots.fault({ drop: 'before' });
    const channel = await channelWith();
    const restored = { reason: 'it is empty', from: 'nothing' } as const;
    channel.takeUp(service, { ...nothing, restored });
    await until(() => clock.waits.includes(1_000));
    session = running;
    clock.advance(1_000);
    await bots.sees(ANN, /^⚙️ Task 1\/3/);
    expect(texts()).toEqual([
      expect.stringContaining('The saved state could not be used'),
      expect.stringContaining('⚙️ Task 1/3'),
    ]);
  });

  it('is shown to another chat when the chat was changed', async () => {
    const before = await channelWith();
    before.takeUp(service, nothing);
    await until(() => memory.writes === 1);
    bots.addChat({ id: -5, type: 'group', title: 'Team' });
    const after = await channelWith({ chatId: -5 });
    after.takeUp(service, nothing);
    await until(() => memory.writes === 2);
    const again = await channelWith({ chatId: -5 });
    await again.deliver(
      { type: 'gate-opened', session: 'S', at: clock.now(), gate: day.gateOf(waiting) },
      waiting,
      'k',
    );
    expect(bots.chat(-5)).toHaveLength(1);
  });
});

describe('notices', () => {
  it('are brought one after the other, also those that are waited for by nobody', async () => {
    const channel = await channelWith();
    bots.fault({ delayMs: 30 });
    const at = clock.now();
    const by = day.ann;
    const told = (type: 'session-paused' | 'session-resumed', key: string): Promise<void> =>
      channel.deliver({ type, session: 'S', at, by }, waiting, key);
    await Promise.all([
      told('session-paused', 'a'),
      told('session-resumed', 'b'),
      told('session-paused', 'c'),
    ]);
    expect(texts().map((text) => text.split(' ', 2)[1])).toEqual(['Paused', 'Resumed', 'Paused']);
  });

  it.each([
    [undefined, undefined],
    [1, undefined],
  ])('with the topic %j go to %j: Telegram takes no number for General', async (topicId, thread) => {
    bots.addChat({ id: -6, type: 'supergroup', title: 'Forum', topics: ['Work'] });
    const channel = await channelWith({ chatId: -6, ...(topicId !== undefined && { topicId }) });
    channel.takeUp(service, nothing);
    expect((await bots.sees(-6, /Task 1\/3/)).thread).toBe(thread);
    expect(bots.requests.map(({ params }) => params['message_thread_id'])).toEqual([undefined]);
  });

  it('go to the topic that is set', async () => {
    const { topics } = bots.addChat({
      id: -6,
      type: 'supergroup',
      title: 'Forum',
      topics: ['Other', 'Work'],
    });
    const topicId = topics['Work'] ?? 0;
    const channel = await channelWith({ chatId: -6, topicId });
    channel.takeUp(service, nothing);
    expect((await bots.sees(-6, /Task 1\/3/)).thread).toBe(topicId);
  });
});

describe('the menu', () => {
  it('is offered in that chat once the bot works; without it the bot works as well', async () => {
    bots.fault({ method: 'setMyCommands', error_code: 400, description: 'Bad Request: x' });
    const channel = await channelWith({ commands: ['status', 'help'] });
    const served = channel.serve(service);
    await until(() => log.said.includes('warn the menu of commands was not set'));
    expect(working).toEqual([bots.bot.username]);
    expect(channel.isAlive()).toBe(true);
    expect(channel.lastPoll()).toBe(clock.now());
    clock.advance(90_000);
    expect(channel.isAlive()).toBe(false);
    const { params } = bots.requests.find(({ method }) => method === 'setMyCommands') ?? { params: {} };
    expect(params).toMatchObject({
      commands: [{ command: 'status' }, { command: 'help' }],
      scope: { chat_id: ANN },
    });
    await channel.stopReceiving();
    await served;
  });
});

/** Fails before an open request ends by itself. */
async function closed(channel: TelegramChannel): Promise<void> {
  let done = false;
  void channel.close().then(() => (done = true));
  await until(() => done);
}

describe('closing', () => {
  it('breaks off a request that is never answered, and the wait for the next try', async () => {
    bots.fault({ method: 'sendMessage', hang: true });
    const channel = await channelWith();
    channel.takeUp(service, nothing);
    await until(() => asked('sendMessage') === 1);
    await closed(channel);
    expect(log.said).toEqual([]);
    expect(texts()).toEqual([]);
  });

  it('ends a long pause, and what waits for it', async () => {
    bots.fault({ method: 'sendMessage', retry_after: 3_600 });
    const channel = await channelWith();
    channel.takeUp(service, nothing);
    await until(() => clock.waits.includes(3_600_000));
    await channel.close();
    expect(asked('sendMessage')).toBe(1);
  });

  it('leaves the running message as it is', async () => {
    session = running;
    const channel = await channelWith();
    void channel.serve(service);
    channel.takeUp(service, nothing);
    await bots.sees(ANN, /⚙️/);
    await until(() => clock.waits.length > 0);
    bots.fault({ method: 'editMessageText', hang: true });
    channel.progress?.({ session: 'S', epoch: 1, task: 1, elapsedMs: 1, turns: 3 });
    clock.advance(20_000);
    await until(() => asked('editMessageText') === 1);
    await closed(channel);
    clock.advance(600_000);
    expect(asked('editMessageText')).toBe(1);
    expect(texts()).toHaveLength(1);
  });

  it('waits a little for the last answers, no longer', async () => {
    const ann = bots.person({ id: ANN, first_name: 'Ann' });
    const channel = await channelWith();
    const served = channel.serve(service);
    bots.fault({ method: 'sendMessage', hang: true });
    ann.says('/help');
    await until(() => asked('sendMessage') === 1);
    const stopped = channel.stopReceiving();
    // What was received is confirmed once it is answered, or after this while.
    await until(() => clock.waits.at(-1) === 3_000);
    clock.advance(3_000);
    await stopped;
    await served;
    const waits = clock.waits.length;
    let closed = false;
    const closing = channel.close().then(() => (closed = true));
    await until(() => clock.waits.length > waits && clock.waits.at(-1) === 3_000);
    expect(closed).toBe(false);
    clock.advance(3_000);
    await closing;
  });

  it('is done at once when there is nothing to wait for, and twice', async () => {
    const channel = await channelWith();
    await channel.close();
    await channel.close();
    expect(bots.requests).toEqual([]);
  });
});
