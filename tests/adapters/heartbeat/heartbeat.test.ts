import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startHeartbeat, type HeartbeatDeps } from '../../../src/adapters/heartbeat/heartbeat.ts';
import { createFakeClock, createFakeLog } from '../../helpers/app-fakes.ts';
import { until } from '../../helpers/until.ts';

const EVERY_MS = 60_000;

let monitor: Server;
let calls: string[];
let answer: (response: ServerResponse) => void;
let started: (() => Promise<void>)[];

beforeEach(async () => {
  calls = [];
  started = [];
  answer = (response) => response.end('OK');
  monitor = createServer(({ method = '', url = '' }, response) => {
    calls.push(`${method} ${url}`);
    answer(response);
  }).listen(0, '127.0.0.1');
  await until(() => monitor.listening);
});

afterEach(async () => {
  for (const stop of started) await stop();
  monitor.closeAllConnections();
  monitor.close();
});

const address = (): string => `http://127.0.0.1:${(monitor.address() as AddressInfo).port}/ping/secret?x=1`;

function start(changes: Partial<HeartbeatDeps> = {}) {
  const waits: number[] = [];
  const clock = createFakeClock();
  const log = createFakeLog();
  const told: unknown[] = [];
  const stop = startHeartbeat({
    url: address(),
    everyMs: EVERY_MS,
    isAlive: () => true,
    clock: {
      ...clock,
      wait: (ms, signal) => {
        const waited = clock.wait(ms, signal);
        waits.push(ms);
        return waited;
      },
    },
    log: {
      ...log,
      warn: (message, data) => {
        log.warn(message);
        told.push(data);
      },
    },
    ...changes,
  });
  started.push(stop);
  const round = async (n: number): Promise<void> => {
    await until(() => waits.length >= n);
  };
  return { stop, clock, log, told, waits, round };
}

describe('the heartbeat', () => {
  it('asks for the address at once, and again each time', async () => {
    const { clock, round, log } = start();
    await round(1);
    expect(calls).toEqual(['GET /ping/secret?x=1']);
    clock.advance(EVERY_MS - 1);
    expect(calls).toHaveLength(1);
    clock.advance(1);
    await round(2);
    expect(calls).toHaveLength(2);
    expect(log.said).toEqual([]);
  });

  it('is left out while the service is not well, and comes soon after it is again', async () => {
    let alive = false;
    const { clock, round, waits } = start({ isAlive: () => alive });
    await round(1);
    clock.advance(5_000);
    await round(2);
    expect(calls).toEqual([]);
    alive = true;
    clock.advance(5_000);
    await round(3);
    expect(calls).toHaveLength(1);
    expect(waits).toEqual([5_000, 5_000, EVERY_MS]);
  });

  it('does not look again more often than it is to be called', async () => {
    const { round, waits } = start({ isAlive: () => false, everyMs: 1_000 });
    await round(1);
    expect(waits).toEqual([1_000]);
  });

  it('tells of a monitor that refuses once, until it was taken again', async () => {
    const { clock, round, log, told } = start();
    answer = (response) => response.writeHead(503).end();
    await round(1);
    clock.advance(EVERY_MS);
    await round(2);
    expect(log.said).toEqual(['warn the heartbeat was not taken']);
    expect(told).toEqual([{ trouble: 'status 503' }]);
    answer = (response) => response.end();
    clock.advance(EVERY_MS);
    await round(3);
    answer = (response) => response.writeHead(404).end();
    clock.advance(EVERY_MS);
    await round(4);
    expect(told).toEqual([{ trouble: 'status 503' }, { trouble: 'status 404' }]);
  });

  it('goes on when there is nobody, and never writes the address down', async () => {
    answer = (response) => response.socket?.destroy();
    const { clock, round, told } = start();
    await round(1);
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).not.toMatch(/secret|127\.0\.0\.1/);
    answer = (response) => response.end();
    clock.advance(EVERY_MS);
    await round(2);
    expect(calls).toHaveLength(2);
  });

  it('ends in the middle of a call, and says nothing about it', async () => {
    answer = () => undefined;
    const { stop, log } = start();
    await until(() => calls.length === 1);
    await stop();
    expect(log.said).toEqual([]);
  });

  it('ends while it waits, and calls no more', async () => {
    const { stop, clock, round } = start();
    await round(1);
    await stop();
    clock.advance(EVERY_MS);
    expect(calls).toHaveLength(1);
  });
});
