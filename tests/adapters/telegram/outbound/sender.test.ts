import { beforeEach, describe, expect, it } from '@jest/globals';
import { HttpError } from 'grammy';
import { bold, plain } from '../../../../src/adapters/telegram/messages/rich-text.ts';
import { until } from '../../../helpers/until.ts';
import { ANN, createOutStage, SECRET, type OutStage } from './stage.ts';

const loud = { silent: false };
const stop = { label: 'Stop', button: { kind: 'stop', gate: 'g1' } } as const;
let stage: OutStage;

beforeEach(async () => {
  stage = await createOutStage();
});

const send = (text: string): Promise<number> => stage.sender.send({ text: plain(text) }, loud);
const asked = (): Promise<true> => until(() => stage.bots.requests.length > 0);

describe('a message', () => {
  it('is sent with its formatting and buttons, without a preview of links', async () => {
    const id = await stage.sender.send({ text: bold('https://a.example'), buttons: [[stop]] }, loud);
    expect(stage.chat()).toMatchObject([
      { message_id: id, entities: [{ type: 'bold' }], buttons: [['Stop']], silent: false },
    ]);
    expect(stage.bots.requests[0]?.params['link_preview_options']).toEqual({ is_disabled: true });
  });

  it('may come without a sound, and as a reply also when the original is gone', async () => {
    const first = await send('first');
    await stage.sender.send({ text: plain('second') }, { silent: true, replyTo: first });
    await stage.sender.send({ text: plain('third') }, { silent: true, replyTo: 999 });
    expect(stage.chat()).toMatchObject([
      {},
      { silent: true, reply_to: first },
      { silent: true, text: 'third' },
    ]);
  });

  it('loses its formatting with a secret in it, also when it is edited', async () => {
    const text = bold(`the word is ${SECRET}.`);
    const id = await stage.sender.send({ text }, loud);
    expect(stage.chat()).toMatchObject([{ text: 'the word is [redacted].', entities: [] }]);
    await stage.sender.edit(id, () => ({ text: bold(`now ${SECRET}`) }));
    expect(stage.chat()).toMatchObject([{ text: 'now [redacted]', entities: [] }]);
  });

  it('as a document has its secrets taken out of content and caption', async () => {
    const file = { name: 'log.txt', content: `a ${SECRET} b`, caption: `c ${SECRET}` };
    await stage.sender.sendDocument(file, loud);
    expect(stage.chat()).toMatchObject([
      { document: { name: 'log.txt', content: 'a [redacted] b', caption: 'c [redacted]' } },
    ]);
  });

  it('in the answer to a tap has them taken out, too', async () => {
    const ann = stage.bots.person({ id: ANN, first_name: 'Ann' });
    await stage.sender.send({ text: plain('?'), buttons: [[stop]] }, loud);
    const { query_id, answered } = ann.taps('Stop');
    expect(await stage.sender.answerTap(query_id, { text: SECRET, alert: true })).toBe(true);
    expect(await answered).toEqual({ text: '[redacted]', show_alert: true });
  });
});

describe('a pause that Telegram asks for', () => {
  it('holds back every call for that long; then all of them go on', async () => {
    const id = await send('first');
    stage.bots.fault({ method: 'sendMessage', retry_after: 30 });
    const sending = send('second');
    await until(() => stage.clock.waits.includes(30_000));
    const before = stage.bots.requests.length;
    const others = [
      stage.sender.edit(id, () => ({ text: plain('edited') })),
      stage.sender.setButtons(id, () => []),
      stage.sender.answerTap('1', { text: 'x', alert: false }),
      stage.sender.sendDocument({ name: 'a', content: 'b', caption: 'c' }, loud),
      send('third'),
    ];
    stage.clock.advance(29_999);
    // A round trip of somebody else's: time enough for a call that is not held back.
    await stage.api.getMe();
    expect(stage.calls().slice(before)).toEqual(['getMe']);
    stage.clock.advance(1);
    await Promise.all([sending, ...others]);
    expect(stage.texts()).toEqual(expect.arrayContaining(['edited', 'second', 'third', 'c']));
    expect(stage.chat()).toHaveLength(4);
  });

  it('is not cut short by a shorter one that another call is asked for', async () => {
    stage.bots.fault({ method: 'sendMessage', retry_after: 30 });
    stage.bots.fault({ method: 'editMessageText', retry_after: 2, delayMs: 50 });
    const edited = stage.sender.edit(1, () => ({ text: plain('x') }));
    const sent = send('long');
    await until(() => stage.clock.waits.length === 2);
    stage.clock.advance(2_000);
    const later = send('later');
    await stage.api.getMe();
    expect(stage.calls().filter((method) => method !== 'getMe')).toHaveLength(2);
    stage.clock.advance(28_000);
    await Promise.all([edited, sent, later]);
    expect(stage.texts()).toEqual(expect.arrayContaining(['long', 'later']));
  });

  it('may be asked for again and again', async () => {
    stage.bots.fault({ retry_after: 1, times: 3 });
    const sent = send('at last');
    for (let time = 0; time < 3; time += 1) await stage.clock.pass(1_000);
    await sent;
    expect(stage.texts()).toEqual(['at last']);
  });

  it('renders an edit only when it goes on', async () => {
    const id = await send('0');
    let count = 0;
    stage.bots.fault({ retry_after: 5 });
    const edited = stage.sender.edit(id, () => ({ text: plain(String((count += 1))) }));
    await until(() => stage.clock.waits.length > 0);
    count = 41;
    stage.clock.advance(5_000);
    await edited;
    expect(stage.texts()).toEqual(['42']);
  });

  it('ends at once when everything is closed; a call is then tried once more, not for ever', async () => {
    stage.bots.fault({ retry_after: 3_600, times: 5 });
    const sent = send('never').catch((error: unknown) => error);
    await until(() => stage.clock.waits.includes(3_600_000));
    stage.closing.abort();
    expect(await sent).toMatchObject({ error_code: 429 });
    expect(stage.bots.requests).toHaveLength(2);
  });
});

describe('a failing network', () => {
  it('rejects: whoever wants to try again does', async () => {
    stage.bots.fault({ drop: 'before' });
    await expect(send('x')).rejects.toBeInstanceOf(HttpError);
    expect(stage.texts()).toEqual([]);
    expect(stage.bots.requests).toHaveLength(1);
  });

  it('that loses the answer lets a message come twice, no more', async () => {
    stage.bots.fault({ drop: 'after' });
    await expect(send('x')).rejects.toBeInstanceOf(HttpError);
    await send('x');
    expect(stage.texts()).toEqual(['x', 'x']);
  });

  it('is what trouble at Telegram looks like, too', async () => {
    stage.bots.fault({ error_code: 502, description: 'Bad Gateway' });
    await expect(send('x')).rejects.toMatchObject({ error_code: 502 });
    await asked();
    expect(stage.bots.requests).toHaveLength(1);
  });
});
