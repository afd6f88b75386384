import { describe, expect, it } from '@jest/globals';
import { createOutbox, type Destination, type Outbox } from '../../src/app/outbox.ts';
import { DeliveryRefused } from '../../src/app/ports/channel.ts';
import type { OutboxEntry } from '../../src/app/project-state.ts';
import { createFakeClock, createFakeLog, type FakeClock, type FakeLog } from '../helpers/app-fakes.ts';
import { auto, listed, play, report, start as begin } from '../helpers/session-play.ts';
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
  /** Whose refusals were told, and why. */
  readonly refused: string[];
}

/** Destinations `a`, `b` and the archive; `perform` may fail, and telling of it. */
function bench(
  perform: (key: string) => Promise<void> = async () => {},
  onTelling: () => Promise<void> = async () => {},
): Bench {
  const [clock, log] = [createFakeClock(), createFakeLog()];
  const [performed, refused] = [[] as string[], [] as string[]];
  const destination = (name: string): Destination => ({
    name,
    async perform({ key }) {
      await perform(key);
      performed.push(`${name} ${key}`);
    },
  });
  const outbox = createOutbox({
    destinations: ['a', 'b', 'archive'].map(destination),
    clock,
    log,
    async onRefused({ channel, key }, reason) {
      await onTelling();
      refused.push(`${channel} ${key}: ${reason}`);
    },
  });
  return { outbox, clock, log, performed, refused };
}

const errors = ({ log }: Bench): readonly string[] => log.said.filter((line) => line.startsWith('error'));

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

  it('leaves what does not end within a few seconds of stopping', async () => {
    const { outbox, clock, performed } = bench(() => new Promise(() => {}));
    outbox.add([entry('1'), entry('2')]);
    await quiet();
    const seen: string[] = [];
    const stopped = outbox.stop().then(() => seen.push('stopped'));
    clock.advance(2_999);
    await quiet();
    expect(seen).toEqual([]);
    clock.advance(1);
    await stopped;
    expect([performed, outbox.isDone(entry('1'))]).toEqual([[], false]);
  });

  it('does not wait for another try when it is stopped', async () => {
    const { outbox } = bench(() => Promise.reject(new Error('offline')));
    outbox.add([entry('1')]);
    await quiet();
    await outbox.stop();
    expect(outbox.isDone(entry('1'))).toBe(false);
  });
});

describe('a channel that is refused', () => {
  /** What refuses until it is told to give in. */
  function refusing(final: boolean, stubborn: (key: string) => boolean = () => true) {
    const side = { refuses: true };
    const perform = async (key: string): Promise<void> => {
      if (side.refuses && stubborn(key)) throw new DeliveryRefused('Unblock the bot.', final);
    };
    return { side, perform };
  }

  it('until a person acts is tried rarely, keeps its entries, and is told of once', async () => {
    const { side, perform } = refusing(false);
    const stage = bench(perform);
    const { outbox, clock, refused, performed } = stage;
    outbox.add([entry('1'), entry('2')]);
    for (let n = 0; n < 3; n += 1) {
      await quiet();
      clock.advance(600_000);
    }
    await quiet();
    expect(refused).toEqual(['a 1: Unblock the bot.']);
    expect(errors(stage)).toEqual(['error the channel is refused; its notices are kept']);
    side.refuses = false;
    clock.advance(599_999);
    await quiet();
    expect(performed).toEqual([]);
    clock.advance(1);
    await outbox.settled();
    expect(performed).toEqual(['a 1', 'a 2']);
  });

  it('is told of again once something was delivered there in between', async () => {
    const { side, perform } = refusing(false);
    const stage = bench(perform);
    const { outbox, clock, refused } = stage;
    outbox.add([entry('1')]);
    await quiet();
    side.refuses = false;
    clock.advance(600_000);
    await outbox.settled();
    side.refuses = true;
    outbox.add([entry('2')]);
    await quiet();
    expect(refused).toEqual(['a 1: Unblock the bot.', 'a 2: Unblock the bot.']);
    expect(errors(stage)).toHaveLength(2);
  });

  it('for good has lost that entry, and goes on with the next', async () => {
    const stage = bench(refusing(true, (key) => key !== '3').perform);
    const { outbox, refused, performed } = stage;
    outbox.add([entry('1'), entry('2'), entry('3')]);
    await outbox.settled();
    expect([performed, refused]).toEqual([['a 3'], ['a 1: Unblock the bot.']]);
    expect(['1', '2', '3'].map((key) => outbox.isDone(entry(key)))).toEqual([true, true, true]);
    expect(errors(stage)).toEqual(Array(2).fill('error a notice is refused for good and is given up'));
  });

  it('for good is not given up before that is stored', async () => {
    let failures = 1;
    const { outbox, clock, refused, log } = bench(refusing(true).perform, async () => {
      if ((failures -= 1) >= 0) throw new Error('ENOSPC');
    });
    outbox.add([entry('1')]);
    await quiet();
    expect([refused, outbox.isDone(entry('1'))]).toEqual([[], false]);
    expect(log.said).toContain('warn that a channel is refused could not be stored yet');
    clock.advance(600_000);
    await outbox.settled();
    expect([refused, outbox.isDone(entry('1'))]).toEqual([['a 1: Unblock the bot.'], true]);
  });

  it.each([true, false])('while the service ends is left to the next process (final: %s)', async (final) => {
    const ending = deferred();
    const { perform } = refusing(final);
    const { outbox, refused } = bench((key) => ending.promise.then(() => perform(key)));
    outbox.add([entry('1')]);
    await quiet();
    const stopped = outbox.stop();
    ending.resolve();
    await stopped;
    expect([refused, outbox.isDone(entry('1'))]).toEqual([[], false]);
  });

  it('may not be the archive: that is tried again like after any other failure', async () => {
    const { side, perform } = refusing(true);
    const { outbox, clock, refused, performed } = bench(perform);
    const { session } = play(auto, begin([listed(1)]), report(1));
    if (session.state !== 'closed') throw new Error(session.state);
    outbox.add([{ key: '1', effect: { type: 'archive', session } }]);
    await quiet();
    side.refuses = false;
    clock.advance(1_000);
    await outbox.settled();
    expect([performed, refused]).toEqual([['archive 1'], []]);
  });
});
