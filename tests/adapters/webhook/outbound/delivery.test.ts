import { describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { createOutbox, type Outbox } from '../../../../src/app/outbox.ts';
import type { Channel } from '../../../../src/app/ports/channel.ts';
import type { OutboxEntry } from '../../../../src/app/project-state.ts';
import { createFakeClock, createFakeLog, type FakeClock, type FakeLog } from '../../../helpers/app-fakes.ts';
import { openOf, play, required, start } from '../../../helpers/session-play.ts';
import { until } from '../../../helpers/until.ts';
import { createOutside, SECRET, type Listener } from './stage.ts';

const outside = createOutside();
const session = openOf(play(required, start()));

const entry = (key: string, channel = 'webhook'): OutboxEntry => ({
  key,
  channel,
  effect: {
    type: 'notify',
    notice: { type: 'task-skipped', task: 1, session: 'S', at: '2026-11-21T09:30:15.000Z' },
  },
});

interface Bench {
  readonly outbox: Outbox;
  readonly clock: FakeClock;
  readonly log: FakeLog;
  readonly listener: Listener;
  readonly refused: string[];
  readonly channel: ReturnType<typeof outside.channel>;
  /** Ids of what arrived, in order. */
  readonly ids: () => readonly string[];
  /** Ids of what was taken. */
  readonly taken: () => readonly string[];
}

/** The outbox with this channel and another one, which takes everything. */
async function bench(longestMs?: number): Promise<Bench> {
  const [clock, log, listener] = [createFakeClock(), createFakeLog(), await outside.listen()];
  const [refused, other] = [[] as string[], [] as string[]];
  const channel = outside.channel(listener.url, longestMs === undefined ? {} : { longestMs });
  const perform =
    ({ deliver }: Pick<Channel, 'deliver'>) =>
    async (each: OutboxEntry): Promise<void> => {
      if ('channel' in each) await deliver(each.effect.notice, session, each.key);
    };
  const outbox = createOutbox({
    destinations: [
      { name: 'webhook', perform: perform(channel) },
      { name: 'other', perform: async ({ key }) => void other.push(key) },
    ],
    clock,
    log,
    onRefused: async ({ key }, reason) => void refused.push(`${key}: ${reason}`),
  });
  const ids = (): readonly string[] =>
    listener.received.map(({ headers }) => String(headers['idempotency-key']));
  const taken = (): readonly string[] => [
    ...['1', '2', '3'].filter((key) => outbox.isDone(entry(key))),
    ...other,
  ];
  return { outbox, clock, log, listener, refused, channel, ids, taken };
}

const triesMade = ({ log }: Bench): number =>
  log.said.filter((line) => line === 'warn not delivered yet').length;

/** Resolves once so many tries were made and the outbox waits again. */
const tries = (stage: Bench, count: number): Promise<boolean> => until(() => triesMade(stage) >= count);

describe('notifications', () => {
  it('arrive in order, one after another', async () => {
    const stage = await bench();
    const { outbox, ids, listener } = stage;
    let open = 0;
    listener.answer = (_call, response) => {
      open += 1;
      setImmediate(() => {
        expect(open).toBe(1);
        open -= 1;
        response.writeHead(204).end();
      });
      return undefined;
    };
    outbox.add([entry('1'), entry('2'), entry('3')]);
    await outbox.settled();
    expect(ids()).toEqual(['1', '2', '3']);
  });

  it('arrive in order after an hour of status 500, under the same id at every try', async () => {
    const stage = await bench();
    const { outbox, clock, listener, ids, taken, refused } = stage;
    const startedAt = Date.parse(clock.now());
    listener.answer = () => (Date.parse(clock.now()) - startedAt < 3_600_000 ? 500 : 200);
    outbox.add([entry('1'), entry('2'), entry('3')]);
    for (let count = 1; Date.parse(clock.now()) - startedAt < 3_600_000; count += 1) {
      await tries(stage, count);
      clock.advance(600_000);
    }
    await outbox.settled();
    expect(ids()).toEqual(['1', '1', '1', '1', '1', '1', '1', '2', '3']);
    expect(new Set(listener.received.map(({ body }) => body)).size).toBe(3);
    expect(taken()).toEqual(['1', '2', '3']);
    expect(refused).toEqual([]);
  });

  it.each([401, 403, 404, 410])('stay queued on status %i, and that is told once', async (status) => {
    const { outbox, clock, listener, ids, taken, refused, log } = await bench();
    listener.answer = () => status;
    outbox.add([entry('1'), entry('2')]);
    for (let count = 1; count < 4; count += 1) {
      await until(() => ids().length === count);
      await until(() => refused.length === 1);
      // What follows from an answer happens a little later: until then the clock wakes nobody.
      await until(() => {
        clock.advance(600_000);
        return ids().length > count;
      });
    }
    expect(new Set(ids())).toEqual(new Set(['1']));
    expect(taken()).toEqual([]);
    expect(refused).toEqual([
      `1: \`webhooks.n8n_notify_url\` answers with status ${status}: is the workflow switched on, and does its header hold webhooks.secret?`,
    ]);
    expect(log.said.filter((line) => line.startsWith('error'))).toHaveLength(1);
    listener.answer = () => 200;
    await until(() => {
      clock.advance(600_000);
      return taken().length === 2;
    });
    expect(taken()).toEqual(['1', '2']);
  });

  it.each([400, 413, 422])('are given up on status %i, each alone', async (status) => {
    const { outbox, listener, ids, taken, refused } = await bench();
    listener.answer = ({ headers }) => (headers['idempotency-key'] === '2' ? status : 200);
    outbox.add([entry('1'), entry('2'), entry('3')]);
    await outbox.settled();
    expect(ids()).toEqual(['1', '2', '3']);
    expect(taken()).toEqual(['1', '2', '3']);
    expect(refused).toEqual([
      `2: \`webhooks.n8n_notify_url\` does not take this notification (status ${status}).`,
    ]);
  });

  it.each([301, 302, 307, 308])('follow no redirect (%i): the secret goes nowhere else', async (status) => {
    const elsewhere = await outside.listen();
    const { outbox, listener, taken, refused } = await bench();
    listener.answer = (_call, response) => {
      response.writeHead(status, { location: elsewhere.url }).end();
      return undefined;
    };
    outbox.add([entry('1')]);
    await until(() => refused.length > 0);
    expect(refused[0]).toMatch(/answers with a redirect: set it to where that leads\.$/);
    expect(elsewhere.received).toEqual([]);
    expect(taken()).toEqual([]);
  });

  it('are tried again when no answer comes, and when it breaks off', async () => {
    const stage = await bench(150);
    const { outbox, clock, listener, ids, taken } = stage;
    const ways: ((response: ServerResponse) => unknown)[] = [
      () => undefined,
      (response) => response.writeHead(200, { 'content-length': 100 }).write('half'),
      (response) =>
        response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy()),
      (response) => response.destroy(),
    ];
    listener.answer = (_call, response) => {
      const way = ways.shift();
      if (!way) return 200;
      way(response);
      return undefined;
    };
    outbox.add([entry('1'), entry('2')]);
    const isTaken = (): boolean => taken().length === 2;
    // (A machine that is busy may take longer than the time that is given, also for what is answered.)
    for (let count = 1; !isTaken(); count += 1) {
      await until(() => isTaken() || triesMade(stage) >= count);
      clock.advance(600_000);
    }
    await outbox.settled();
    expect(ways).toEqual([]);
    expect(ids().join('')).toMatch(/^11111+2+$/);
    expect(taken()).toEqual(['1', '2']);
  });

  it('hold up no other channel', async () => {
    const { outbox, listener, ids, taken } = await bench();
    listener.answer = () => undefined;
    outbox.add([entry('1'), entry('a', 'other'), entry('2'), entry('b', 'other')]);
    await until(() => ids().length === 1);
    await until(() => taken().length === 2);
    expect(taken()).toEqual(['a', 'b']);
  });

  it('are let go when the service ends', async () => {
    const stage = await bench();
    const { outbox, channel, listener, ids, taken } = stage;
    listener.answer = () => undefined;
    outbox.add([entry('1')]);
    await until(() => ids().length === 1);
    channel.close();
    await tries(stage, 1);
    await outbox.stop();
    expect(taken()).toEqual([]);
  });

  it('tell the log nothing of the secret', async () => {
    const stage = await bench();
    stage.listener.answer = () => 503;
    stage.outbox.add([entry('1')]);
    await tries(stage, 1);
    expect(stage.log.said.join('\n')).not.toContain(SECRET);
  });
});
