import { describe, expect, it } from '@jest/globals';
import { createOutbox, type Destination, type Outbox } from '../../src/app/outbox.ts';
import type { OutboxEntry } from '../../src/app/project-state.ts';
import { createFakeClock, createFakeLog, type FakeClock, type FakeLog } from '../helpers/app-fakes.ts';
import { deferred, quiet } from './stage.ts';

const entry = (key: string, channel = 'a'): OutboxEntry => ({
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
  readonly performed: string[];
}

/** Destinations `a` and `b`; `perform` may fail. */
function bench(perform: (key: string) => Promise<void> = async () => {}): Bench {
  const [clock, log, performed] = [createFakeClock(), createFakeLog(), [] as string[]];
  const destination = (name: string): Destination => ({
    name,
    async perform({ key }) {
      await perform(key);
      performed.push(`${name} ${key}`);
    },
  });
  const outbox = createOutbox({ destinations: [destination('a'), destination('b')], clock, log });
  return { outbox, clock, log, performed };
}

describe('an outbox', () => {
  it('performs entries in order, each once, also when they are added again', async () => {
    const { outbox, performed } = bench();
    outbox.add([entry('1'), entry('2')]);
    outbox.add([entry('1'), entry('2'), entry('3')]);
    await outbox.settled();
    expect(performed).toEqual(['a 1', 'a 2', 'a 3']);
    expect(['1', '2', '3'].map((key) => outbox.isDone(entry(key)))).toEqual([true, true, true]);
  });

  it('lets no destination wait for another', async () => {
    const stuck = deferred();
    const { outbox, performed } = bench((key) => (key === '1' ? stuck.promise : Promise.resolve()));
    outbox.add([entry('1', 'a'), entry('2', 'b'), entry('3', 'a')]);
    await quiet();
    expect(performed).toEqual(['b 2']);
    stuck.resolve();
    await outbox.settled();
    expect(performed).toEqual(['b 2', 'a 1', 'a 3']);
  });

  it('tries again, ever more rarely, and keeps the order', async () => {
    let failures = 12;
    const { outbox, performed, clock, log } = bench(async (key) => {
      if (key === '1' && failures > 0) throw new Error(`offline ${(failures -= 1)}`);
    });
    outbox.add([entry('1'), entry('2')]);
    for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600]) {
      await quiet();
      const before = failures;
      clock.advance(seconds * 1000 - 1);
      await quiet();
      expect(failures).toBe(before);
      clock.advance(1);
    }
    await quiet();
    expect(failures).toBe(0);
    expect(outbox.isDone(entry('1'))).toBe(false);
    clock.advance(600_000);
    await outbox.settled();
    expect(performed).toEqual(['a 1', 'a 2']);
    expect(log.said).toContain('warn not delivered yet');
  });

  it('keeps what goes to a channel that is not there', async () => {
    const { outbox, performed } = bench();
    outbox.add([entry('1', 'gone'), entry('2')]);
    await outbox.settled();
    expect(performed).toEqual(['a 2']);
    expect(outbox.isDone(entry('1', 'gone'))).toBe(false);
  });

  it('does not know what it was told to forget', async () => {
    const { outbox, performed } = bench();
    outbox.add([entry('1')]);
    await outbox.settled();
    outbox.forget([entry('1')]);
    expect(outbox.isDone(entry('1'))).toBe(false);
    outbox.add([entry('1')]);
    await outbox.settled();
    expect(performed).toEqual(['a 1', 'a 1']);
  });

  it('waits, when it is stopped, for what it does and begins nothing more', async () => {
    const [stuck, seen] = [deferred(), [] as string[]];
    const { outbox, performed } = bench(() => stuck.promise);
    outbox.add([entry('1'), entry('2')]);
    await quiet();
    const stopped = outbox.stop().then(() => seen.push('stopped'));
    outbox.add([entry('3')]);
    await quiet();
    expect(seen).toEqual([]);
    stuck.resolve();
    await stopped;
    expect(performed).toEqual(['a 1']);
    expect(outbox.isDone(entry('2'))).toBe(false);
  });

  it('does not wait for another try when it is stopped', async () => {
    const { outbox } = bench(() => Promise.reject(new Error('offline')));
    outbox.add([entry('1')]);
    await quiet();
    await outbox.stop();
    expect(outbox.isDone(entry('1'))).toBe(false);
  });
});
