import { describe, expect, it } from '@jest/globals';
import { deferred } from '../../../app/stage.ts';
import { until } from '../../../helpers/until.ts';
import { ANN, createChatStages } from '../stage.ts';
import { createPollStages, isPolling } from './poll-stage.ts';

const { openBots, atEnd } = createChatStages();
const poll = createPollStages({ openBots, atEnd });

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
    first.abandon();
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
