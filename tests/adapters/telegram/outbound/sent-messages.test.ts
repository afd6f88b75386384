import { describe, expect, it } from '@jest/globals';
import { loadSentMessages, type SentMessages } from '../../../../src/adapters/telegram/sent-messages.ts';
import { createFakeLog } from '../../../helpers/app-fakes.ts';
import { createFakeMemory, type FakeMemory } from './stage.ts';

const place = '1/7';
const load = (memory: FakeMemory, log = createFakeLog()): Promise<SentMessages> =>
  loadSentMessages({ memory, place, log });

const shows = { gate: 'g1', session: 'S' };
const card = { text: 'what', entities: [{ type: 'bold', offset: 0, length: 4 } as const] };

describe('what was sent', () => {
  it('is known after a restart', async () => {
    const memory = createFakeMemory();
    const before = await load(memory);
    await before.remember({ part: 'k/0', message: 1 });
    await before.remember({ part: 'k/1', message: 2, shows: { ...shows, asks: true }, card });
    await before.remember({ message: 3, shows: { session: 'S', epoch: 4, live: true } });
    const after = await load(memory);
    expect(['k/0', 'k/1', 'k/2'].map((part) => after.wasSent(part))).toEqual([true, true, false]);
    expect(after.cardsOf('g1')).toEqual([{ message: 2, gate: 'g1', ...card }]);
    expect([after.hasAsked('g1'), after.hasAsked('g2')]).toEqual([true, false]);
    expect(after.about(2)).toMatchObject(shows);
    expect(after.about(1)).toBeUndefined();
    expect(after.runningMessage('S', 4)).toBe(3);
    expect([after.runningMessage('S', 5), after.runningMessage('R', 4)]).toEqual([undefined, undefined]);
  });

  it('costs no write where there is nothing to know', async () => {
    const memory = createFakeMemory();
    const sent = await load(memory);
    await sent.remember({ message: 1 });
    expect(memory.writes).toBe(0);
  });

  it('is forgotten of a gate that was decided: only that there was a card is still known', async () => {
    const memory = createFakeMemory();
    const sent = await load(memory);
    await sent.remember({ message: 1, shows: { ...shows, asks: true }, card });
    await sent.forgetCards('g1');
    const after = await load(memory);
    expect(after.cardsOf('g1')).toEqual([]);
    expect(after.hasAsked('g1')).toBe(true);
  });

  it('is about one bot in one chat: elsewhere the same numbers are other messages', async () => {
    const memory = createFakeMemory();
    const before = await load(memory);
    await before.remember({ part: 'k', message: 1, shows: { ...shows, asks: true }, card });
    const moved = await loadSentMessages({ memory, place: '1/8', log: createFakeLog() });
    expect([moved.wasSent('k'), moved.hasAsked('g1'), moved.about(1)]).toEqual([false, false, undefined]);
    await moved.remember({ part: 'k2', message: 1 });
    expect(JSON.parse(memory.json ?? '')).toMatchObject({ place: '1/8', sent: ['k2'], cards: [] });
  });
});

describe('the memory', () => {
  const whole = { place, sent: ['k'], shown: [{ message: 1, gate: 'g1' }], cards: [] };

  it.each<unknown>([
    null,
    7,
    'text',
    [],
    {},
    { ...whole, sent: 'k' },
    { ...whole, sent: [1] },
    { ...whole, shown: [{ message: '1' }] },
    { ...whole, shown: [{ message: 1, live: 'yes' }] },
    { ...whole, cards: [{ message: 1, gate: 'g1' }] },
    { ...whole, cards: [{ message: 1, gate: 'g1', text: 'x', entities: [null] }] },
    { ...whole, place: undefined },
  ])('is ignored when it is not understood: %j', async (found) => {
    const memory = createFakeMemory(JSON.stringify(found));
    const sent = await load(memory);
    expect(sent.wasSent('k')).toBe(false);
    await sent.remember({ part: 'k', message: 1, shows });
    expect((await load(memory)).wasSent('k')).toBe(true);
  });

  it('may know more than this version does', async () => {
    const sent = await load(createFakeMemory(JSON.stringify({ ...whole, later: true })));
    expect(sent.wasSent('k')).toBe(true);
  });

  it('that cannot be read is a warning', async () => {
    const memory = createFakeMemory(JSON.stringify(whole));
    memory.failing = true;
    const log = createFakeLog();
    expect((await load(memory, log)).wasSent('k')).toBe(false);
    expect(log.said).toEqual(['warn which messages were sent could not be read']);
  });

  it('that cannot be written is a warning; what was sent stays sent', async () => {
    const memory = createFakeMemory();
    const log = createFakeLog();
    const sent = await load(memory, log);
    memory.failing = true;
    await sent.remember({ part: 'k', message: 1, shows, card });
    expect([sent.wasSent('k'), sent.about(1)?.gate, sent.cardsOf('g1').length]).toEqual([true, 'g1', 1]);
    expect(log.said).toEqual(['warn which messages were sent could not be kept']);
    memory.failing = false;
    await sent.remember({ part: 'k2', message: 2 });
    const after = await load(memory);
    expect([after.wasSent('k'), after.wasSent('k2')]).toEqual([true, true]);
  });

  it('has what was remembered at once', async () => {
    const memory = createFakeMemory();
    const sent = await load(memory);
    await Promise.all(Array.from({ length: 20 }, (_, n) => sent.remember({ part: `k${n}`, message: n })));
    const after = await load(memory);
    expect(Array.from({ length: 20 }, (_, n) => after.wasSent(`k${n}`))).not.toContain(false);
  });

  it('does not grow without end', async () => {
    const memory = createFakeMemory();
    const sent = await load(memory);
    for (let n = 1; n <= 320; n += 1) await sent.remember({ part: `k${n}`, message: n, shows, card });
    expect([sent.wasSent('k20'), sent.wasSent('k21'), sent.wasSent('k320')]).toEqual([false, true, true]);
    expect([sent.about(20), sent.about(21)?.gate]).toEqual([undefined, 'g1']);
    expect(sent.cardsOf('g1').map(({ message }) => message)).toEqual(
      Array.from({ length: 20 }, (_, n) => 301 + n),
    );
    const { sent: parts, shown, cards } = JSON.parse(memory.json ?? '') as Record<string, unknown[]>;
    expect([parts?.length, shown?.length, cards?.length]).toEqual([300, 300, 20]);
  });
});

describe('what stands above a message', () => {
  it('is of the newest session shown there, by number and not by when it was remembered', async () => {
    const sent = await load(createFakeMemory());
    await sent.remember({ message: 30, shows: { session: 'B', epoch: 1 } });
    await sent.remember({ message: 10, shows: { session: 'A', gate: 'a1' } });
    await sent.remember({ message: 20, shows: { session: 'B', gate: 'b1' } });
    await sent.remember({ message: 40, shows: { session: 'B', gate: 'b2' } });
    await sent.remember({ message: 35, shows: { gate: 'x', epoch: 9 } });
    expect([5, 10, 15, 25, 31, 41].map((message) => sent.above(message))).toEqual([
      {},
      {},
      { session: 'A', gate: 'a1' },
      { session: 'B', gate: 'b1' },
      { session: 'B', gate: 'b1', epoch: 1 },
      { session: 'B', gate: 'b2', epoch: 1 },
    ]);
  });
});
