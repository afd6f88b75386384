import { describe, expect, it } from '@jest/globals';
import { DeliveryRefused, type Channel } from '../../src/app/ports/channel.ts';
import type { Notice } from '../../src/core/session/index.ts';
import { auto } from '../helpers/session-play.ts';
import { deferred, emptyDisk, now, openStage, quiet, start, taskNumbered } from './stage.ts';

const reason = 'Unblock the bot.';

interface Listener {
  readonly channel: Channel;
  /** Asked at each delivery; what it throws is what the other side answers. */
  answer: (notice: Notice) => Promise<void>;
  readonly heard: Notice[];
  readonly keys: string[];
}

function listener(name: string): Listener {
  const [heard, keys] = [[] as Notice[], [] as string[]];
  const self: Listener = {
    heard,
    keys,
    answer: async () => {},
    channel: {
      name,
      async deliver(notice, _, key) {
        keys.push(key);
        await self.answer(notice);
        heard.push(notice);
      },
    },
  };
  return self;
}

const refuse = (final: boolean) => async (): Promise<void> => {
  throw new DeliveryRefused(reason, final);
};
const hang = (): Promise<void> => new Promise(() => {});
const to = (...listeners: readonly Listener[]) => ({
  deps: () => ({ channels: listeners.map(({ channel }) => channel) }),
});
const refusals = ({ heard }: Listener): readonly Notice[] =>
  heard.filter(({ type }) => type === 'channel-refused');

describe('a channel that is refused', () => {
  it('is told of by the other ones, and by itself when it works again', async () => {
    const [chat, screen, post] = [listener('chat'), listener('screen'), listener('post')];
    chat.answer = refuse(false);
    const { ask, disk, log } = await openStage(to(chat, screen, post));
    await ask(start);
    const session = '20261121-093015';
    const told = [{ type: 'channel-refused', channel: 'chat', reason, session, at: disk.clock.now() }];
    expect([refusals(screen), refusals(post)]).toEqual([told, told]);
    expect(log.said.filter((line) => line === 'info announced')).toHaveLength(1);
    chat.answer = async () => {};
    disk.clock.advance(600_000);
    await quiet();
    expect(chat.heard.map(({ type }) => type)).toEqual(['session-started', 'gate-opened']);
    expect(new Set(chat.keys).size).toBe(2);
  });

  it('is told of with the open session, whatever session the refused notice is about', async () => {
    const [chat, screen] = [listener('chat'), listener('screen')];
    const online = deferred();
    chat.answer = () => online.promise.then(refuse(false));
    const { ask } = await openStage({ ...to(chat, screen), rules: auto, tasks: [taskNumbered(1)] });
    await ask(start);
    await ask(start);
    online.resolve();
    await quiet();
    expect(chat.heard).toEqual([]);
    expect(refusals(screen).map(({ session }) => session)).toEqual(['20261121-093115']);
  });

  it('is told of with the session of the refused notice when none is open', async () => {
    const [chat, screen] = [listener('chat'), listener('screen')];
    chat.answer = async ({ type }) => {
      if (type === 'session-closed') await refuse(true)();
    };
    const { ask, service } = await openStage({ ...to(chat, screen), rules: auto, tasks: [taskNumbered(1)] });
    await ask(start);
    expect(now(service.read())).toBe('completed');
    expect(refusals(screen).map(({ session }) => session)).toEqual(['20261121-093015']);
  });

  it('as the only one is said in the log alone', async () => {
    const chat = listener('chat');
    chat.answer = refuse(true);
    const { ask, disk, log } = await openStage(to(chat));
    await ask(start);
    expect(log.said.filter((line) => line.startsWith('error'))).toHaveLength(2);
    expect(log.said).not.toContain('info announced');
    await ask({ type: 'pause' });
    expect(disk.kept.loaded.state.outbox).toHaveLength(1);
  });

  it.each([true, false])('like every other one ends in no endless talk (final: %s)', async (final) => {
    const [chat, screen] = [listener('chat'), listener('screen')];
    chat.answer = screen.answer = refuse(final);
    const { ask, disk, log } = await openStage(to(chat, screen));
    await ask(start);
    for (let n = 0; n < 5; n += 1) {
      disk.clock.advance(600_000);
      await quiet();
    }
    expect(log.said.filter((line) => line === 'info announced')).toHaveLength(2);
  });

  it('is still told of when the process dies before that is delivered', async () => {
    const disk = emptyDisk();
    const [chat, screen] = [listener('chat'), listener('screen')];
    chat.answer = refuse(true);
    screen.answer = hang;
    const dying = await openStage({ disk, ...to(chat, screen) });
    await dying.ask(start);
    await dying.runner.detach();
    const screenAgain = listener('screen');
    await openStage({ disk, ...to(listener('chat'), screenAgain) });
    expect(refusals(screenAgain)).toMatchObject([{ channel: 'chat', reason }]);
  });

  it('waits to be told once, however often processes find it refused', async () => {
    const disk = emptyDisk();
    for (let n = 0; n < 3; n += 1) {
      const [chat, screen] = [listener('chat'), listener('screen')];
      chat.answer = refuse(false);
      screen.answer = hang;
      const dying = await openStage({ disk, ...to(chat, screen) });
      if (n === 0) await dying.ask(start);
      await dying.runner.detach();
    }
    const keys = disk.kept.loaded.state.outbox.map(({ key }) => key);
    expect(keys.filter((key) => key.includes('refused'))).toHaveLength(1);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('whose refusal could not be stored is told of later', async () => {
    const [chat, screen] = [listener('chat'), listener('screen')];
    const { ask, disk, store } = await openStage(to(chat, screen));
    await ask(start);
    chat.answer = async () => {
      store.failing = 1;
      return refuse(false)();
    };
    await ask({ type: 'pause' });
    expect(refusals(screen)).toEqual([]);
    chat.answer = refuse(false);
    disk.clock.advance(600_000);
    await quiet();
    expect(refusals(screen)).toHaveLength(1);
  });
});
