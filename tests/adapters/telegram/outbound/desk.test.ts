import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Content } from '../../../../src/adapters/telegram/desk.ts';
import { bold, lines, plain } from '../../../../src/adapters/telegram/messages/rich-text.ts';
import { createOutStage, SECRET, type OutStage } from './stage.ts';

const buttons = [[{ label: 'Skip', button: { kind: 'skip', gate: 'g1' } }]] as const;
/** A text of so many messages. */
const long = (parts: number): Content => ({
  text: plain(Array.from({ length: parts }, (_, n) => `${n}`.padEnd(4_000, '.')).join('\n')),
});
const heads = (stage: OutStage): readonly string[] => stage.texts().map((text) => text.charAt(0));

let stage: OutStage;

beforeEach(async () => {
  stage = await createOutStage();
});

describe('a long text', () => {
  it('is sent in parts, with the buttons below the last one and a sound from it only', async () => {
    await stage.desk.put({ ...long(3), buttons }, { ring: true });
    expect(stage.chat()).toMatchObject([
      { silent: true, buttons: [] },
      { silent: true, buttons: [] },
      { silent: false, buttons: [['Skip']] },
    ]);
    expect(heads(stage)).toEqual(['0', '1', '2']);
  });

  it('is a document when it would fill too many messages', async () => {
    const { text } = long(5);
    await stage.desk.put({ text: lines(bold('What it was'), text), fileName: 'said.md' });
    expect(stage.chat()).toMatchObject([
      {
        document: { name: 'said.md', caption: 'What it was', content: `\uFEFFWhat it was\n${text.text}\n` },
        silent: true,
      },
    ]);
    await stage.desk.put({ ...long(4), fileName: 'said.md' });
    expect(heads(stage).slice(1)).toEqual(['0', '1', '2', '3']);
  });

  it('without a name for a file is sent in parts, however many', async () => {
    await stage.desk.put(long(6));
    expect(heads(stage)).toHaveLength(6);
  });

  it('has a caption that Telegram takes, also when it has one line only', async () => {
    await stage.desk.put({ text: plain('x'.repeat(30_000)), fileName: 'x.txt' });
    expect(stage.chat()[0]?.text).toHaveLength(1_024);
  });

  it('has its secrets taken out before it is cut: half of one is not known for one', async () => {
    await stage.desk.put({ text: plain(`${'x'.repeat(4_090)}${SECRET}y`) });
    expect(stage.texts().join('')).toBe(`${'x'.repeat(4_090)}[redacted]y`);
  });

  it('of nothing is not sent', async () => {
    await stage.desk.put({ text: plain(' \n ') });
    expect(stage.calls()).toEqual([]);
  });
});

describe('a delivery with a key', () => {
  it('goes on after the part that was sent last', async () => {
    const put = (): Promise<void> => stage.desk.put({ ...long(3), buttons }, { key: 'k' });
    stage.bots.fault({ method: 'sendMessage', delayMs: 0 });
    stage.bots.fault({ method: 'sendMessage', drop: 'before' });
    await expect(put()).rejects.toThrow();
    expect(heads(stage)).toEqual(['0']);
    await put();
    await put();
    expect(heads(stage)).toEqual(['0', '1', '2']);
  });

  it('goes on there after a restart, too', async () => {
    stage.bots.fault({ method: 'sendMessage', delayMs: 0 });
    stage.bots.fault({ method: 'sendMessage', drop: 'before' });
    await expect(stage.desk.put(long(2), { key: 'k' })).rejects.toThrow();
    const { desk } = await stage.restarted();
    await desk.put(long(2), { key: 'k' });
    expect(heads(stage)).toEqual(['0', '1']);
    await desk.put(long(2), { key: 'another' });
    expect(heads(stage)).toEqual(['0', '1', '0', '1']);
  });

  it('is not sent again as a document either', async () => {
    const put = (): Promise<void> =>
      stage.desk.put({ ...long(5), fileName: 'a.txt' }, { key: 'k', ring: true });
    await put();
    await put();
    expect(stage.chat()).toMatchObject([{ document: { name: 'a.txt' }, silent: false }]);
  });

  it('whose answer was lost may come twice, and is known from then on', async () => {
    stage.bots.fault({ drop: 'after' });
    const put = (): Promise<void> => stage.desk.put({ text: plain('x') }, { key: 'k' });
    await expect(put()).rejects.toThrow();
    await put();
    await put();
    expect(stage.texts()).toEqual(['x', 'x']);
  });
});

describe('a sound', () => {
  it('comes when asked for, unless it is quiet hours', async () => {
    await stage.desk.put({ text: plain('a') }, { ring: true });
    await stage.desk.put({ text: plain('b') });
    stage.quiet = true;
    await stage.desk.put({ text: plain('c') }, { ring: true });
    expect(stage.chat().map(({ silent }) => silent)).toEqual([false, true, true]);
  });
});

describe('a card', () => {
  const shows = { gate: 'g1', session: 'S' };

  it('is known by its last message, for replies and after a restart', async () => {
    await stage.desk.put({ ...long(2), buttons }, { shows });
    const [first, last] = stage.chat().map(({ message_id }) => message_id);
    const { sent } = await stage.restarted();
    expect(sent.about(first ?? 0)).toBeUndefined();
    expect(sent.about(last ?? 0)).toEqual({ message: last, ...shows });
  });

  it('gets the decision written into its body and loses its buttons; all cards of that gate do', async () => {
    const card = { text: plain('what\nhow'), body: bold('what'), buttons };
    await stage.desk.put(card, { shows });
    await stage.desk.put({ text: bold('again'), buttons }, { shows });
    await stage.desk.put(card, { shows: { ...shows, gate: 'g2' } });
    await stage.desk.put({ text: plain('no buttons') }, { shows });
    const { desk, sent } = await stage.restarted();
    await desk.closeCards('g1', (body) => lines(body, 'done'));
    expect(stage.chat()).toMatchObject([
      { text: 'what\ndone', entities: [{ type: 'bold', length: 4 }], buttons: [] },
      { text: 'again\ndone', entities: [{ type: 'bold', length: 5 }], buttons: [] },
      { text: 'what\nhow', buttons: [['Skip']], edited: 0 },
      { text: 'no buttons', edited: 0 },
    ]);
    expect([sent.cardsOf('g1').length, sent.cardsOf('g2').length]).toEqual([0, 1]);
  });

  it('that could not be reached is edited by the next try', async () => {
    await stage.desk.put({ text: plain('a'), buttons }, { shows });
    await stage.desk.put({ text: plain('b'), buttons }, { shows });
    const close = (): Promise<void> => stage.desk.closeCards('g1', (body) => lines(body, 'done'));
    stage.bots.fault({ delayMs: 0 });
    stage.bots.fault({ drop: 'before' });
    await expect(close()).rejects.toThrow();
    expect(stage.texts()).toEqual(['a\ndone', 'b']);
    await close();
    await close();
    expect(stage.chat().map(({ text, edited }) => [text, edited])).toEqual([
      ['a\ndone', 1],
      ['b\ndone', 1],
    ]);
  });

  it('is kept without its secrets', async () => {
    await stage.desk.put({ text: plain('x'), body: bold(SECRET), buttons }, { shows });
    expect(stage.memory.json).toContain('"text":"[redacted]"');
    expect(stage.memory.json).not.toContain(SECRET);
  });

  it('may lose its buttons alone', async () => {
    await stage.desk.put({ text: plain('x'), buttons }, { shows });
    await stage.desk.removeButtons(stage.chat()[0]?.message_id ?? 0);
    expect(stage.chat()).toMatchObject([{ text: 'x', buttons: [] }]);
  });
});
