import { describe, expect, it } from '@jest/globals';
import type { Question } from '../../../../src/core/permission/index.ts';
import type { SeenMessage } from '../../../helpers/telegram/chat-view.ts';
import type { Tapped } from '../../../helpers/telegram/taps.ts';
import { until } from '../../../helpers/until.ts';
import { createChatStages, GROUP, offers } from '../stage.ts';
import { answersOf, asks, asksOf, database, features, messageOf, running, script } from './ask-stage.ts';

const { openChat } = createChatStages();

describe('a question', () => {
  it('is answered by a tap', async () => {
    const stage = await running(openChat);
    const { reply, card } = await asks(stage, asksOf(database));
    expect(messageOf(stage, card)?.buttons).toEqual([['1. SQLite'], ['2. Postgres'], ['You decide']]);
    expect((await stage.ann.taps('2. Postgres').answered).text).toBe('✅ Answered');
    await reply;
    expect(answersOf(stage)).toMatchObject([
      { answer: { answers: { byQuestion: { 'Which database?': 'Postgres' } } } },
    ]);
    await stage.ann.sees(/✅ Answered by Ann · 09:30\nPostgres$/);
  });

  it('is left to Claude', async () => {
    const stage = await running(openChat);
    const { reply } = await asks(stage, asksOf(database));
    stage.ann.taps('You decide');
    expect(await reply).toMatchObject({ decision: 'deny' });
    await stage.ann.sees(/▶️ Left to Claude by Ann/);
  });

  it('is answered in words by a reply, and by /answer', async () => {
    const stage = await running(openChat);
    const first = await asks(stage, asksOf(database));
    stage.ann.says('MariaDB, please', { reply_to: first.card });
    await first.reply;
    const second = await asks(stage, { ...asksOf(database), id: 'toolu_9' });
    stage.ann.says('/answer 1');
    await second.reply;
    const [said, numbered] = answersOf(stage);
    expect(JSON.stringify(said?.answer)).toContain('MariaDB, please');
    expect(JSON.stringify(numbered?.answer)).toContain('SQLite');
  });

  it('is not answered by a number that no option has, and its card stays', async () => {
    const stage = await running(openChat);
    const { card, reply } = await asks(stage, asksOf(database));
    const { text, buttons } = messageOf(stage, card) ?? {};
    stage.ann.says('7', { reply_to: card });
    const refused = await stage.ann.sees(/^⚠️ There is no option 7: "Which database\?" has 2 options\. /);
    expect(refused.text).toMatch(/put it in words, for example "it is 7"\.\nWaiting for your answer: /);
    stage.ann.says('/answer 1, 2');
    await stage.ann.sees(/^⚠️ Only one option of "Which database\?" can be chosen\./);
    expect(messageOf(stage, card)).toMatchObject({ text, buttons });
    expect(answersOf(stage)).toEqual([]);
    stage.ann.says('2', { reply_to: card });
    await reply;
    expect(JSON.stringify(answersOf(stage)[0]?.answer)).toContain('Postgres');
  });

  it('is not answered by a number where there are several', async () => {
    const stage = await running(openChat);
    const { card } = await asks(stage, asksOf(database, features));
    stage.ann.says('1', { reply_to: card });
    await stage.ann.sees(/^⚠️ Claude asks 2 questions at once, and a number alone/);
    expect(answersOf(stage)).toEqual([]);
  });

  it('whose ticked options have commas in their names is answered by them', async () => {
    const stage = await running(openChat);
    const ports: Question = {
      ...{ question: 'Which ports?', multiSelect: true },
      options: [{ label: '80, 443' }, { label: '22' }],
    };
    const { card, reply } = await asks(stage, asksOf(ports));
    for (const label of ['1. 80, 443', '2. 22']) {
      await stage.ann.taps(`☐ ${label}`, { message: card }).answered;
      await stage.ann.sees(offers(`☑ ${label}`));
    }
    await stage.ann.taps('Send answer', { message: card }).answered;
    await reply;
    expect(JSON.stringify(answersOf(stage)[0]?.answer)).toContain('80, 443, 22');
  });

  it('whose options are called by numbers is answered by a tap', async () => {
    const stage = await running(openChat);
    const workers: Question = {
      ...{ question: 'How many?', multiSelect: false },
      options: ['4', '2', '1'].map((label) => ({ label })),
    };
    const { card, reply } = await asks(stage, asksOf(workers));
    stage.ann.says('1', { reply_to: card });
    await stage.ann.sees(/^⚠️ "1" can be option 1 \("4"\) or the option called "1"\. Say "#1" or "#3"\./);
    await stage.ann.taps('1. 4', { message: card }).answered;
    await reply;
    expect(answersOf(stage)).toMatchObject([{ answer: { answers: { byQuestion: { 'How many?': '4' } } } }]);
  });

  it('whose ticked options are called by numbers is answered by them', async () => {
    const stage = await running(openChat);
    const workers: Question = {
      ...{ question: 'How many?', multiSelect: true },
      options: ['3', '2', '1'].map((label) => ({ label })),
    };
    const { card, reply } = await asks(stage, asksOf(workers));
    for (const label of ['1. 3', '2. 2']) {
      await stage.ann.taps(`☐ ${label}`, { message: card }).answered;
      await stage.ann.sees(offers(`☑ ${label}`));
    }
    await stage.ann.taps('Send answer', { message: card }).answered;
    await reply;
    expect(answersOf(stage)).toMatchObject([
      { answer: { answers: { byQuestion: { 'How many?': '3, 2' } } } },
    ]);
  });

  it('with several answers is ticked, then sent', async () => {
    const stage = await running(openChat);
    const { reply, card } = await asks(stage, asksOf(database, features));
    const tap = (label: string): Tapped => stage.ann.taps(label, { message: card });
    const ticks = (...labels: readonly string[]): Promise<SeenMessage> =>
      stage.ann.sees(
        ({ message_id, buttons }) =>
          message_id === card && labels.every((label) => buttons.flat().includes(label)),
      );
    expect((await tap('Send answer').answered).text).toMatch(
      /^Nothing was sent yet: tick an option of question 1 first/,
    );
    tap('☐ 1.1 SQLite');
    await ticks('☑ 1.1 SQLite');
    // Of one that takes one answer the other loses its tick.
    tap('☐ 1.2 Postgres');
    await ticks('☐ 1.1 SQLite', '☑ 1.2 Postgres');
    expect((await tap('Send answer').answered).text).toMatch(/of question 2 first/);
    tap('☐ 2.3 Import');
    await ticks('☑ 2.3 Import');
    tap('☐ 2.1 Search');
    await ticks('☑ 2.1 Search');
    tap('☑ 1.2 Postgres');
    await ticks('☐ 1.2 Postgres');
    tap('☐ 1.2 Postgres');
    await ticks('☑ 1.2 Postgres');
    expect(answersOf(stage)).toEqual([]);
    expect((await tap('Send answer').answered).text).toBe('✅ Answered');
    await reply;
    expect(answersOf(stage)).toMatchObject([
      {
        answer: {
          answers: { byQuestion: { 'Which database?': 'Postgres', 'Which features?': 'Search, Import' } },
        },
      },
    ]);
  });

  it('keeps all ticks of taps that come fast', async () => {
    const stage = await running(openChat);
    const { card, reply } = await asks(stage, asksOf(features));
    const labels = ['☐ 1. Search', '☐ 2. Export', '☐ 3. Import'];
    const taps = labels.map((label) => stage.ann.taps(label, { message: card }));
    stage.ann.taps('Send answer', { message: card });
    await Promise.all(taps.map(({ answered }) => answered));
    await reply;
    expect(JSON.stringify(answersOf(stage)[0]?.answer)).toContain('Search, Export, Import');
  });

  it('keeps its ticks over a restart, when Claude waits no longer, and over a tick that could not be shown', async () => {
    const calls = new Map<string, string>();
    const stage = await running(openChat, { calls });
    const { card, hangUp } = await asks(stage, asksOf(features));
    stage.ann.taps('☐ 2. Export');
    await stage.ann.sees(offers('☑ 2. Export'));
    await stage.end();
    hangUp();
    const { bots, disk, memory } = stage;
    const next = await openChat({ bots, disk, script, calls, memory });
    next.bots.fault({
      method: 'editMessageReplyMarkup',
      error_code: 400,
      description: 'Bad Request: nothing',
      times: 1,
    });
    await next.ann.taps('☐ 1. Search').answered;
    expect(messageOf(next, card)?.buttons.flat()).toContain('☐ 1. Search');
    next.ann.taps('☐ 3. Import');
    await next.ann.sees(offers('☑ 3. Import'));
    await next.ann.taps('Send answer').answered;
    await until(() => answersOf(next).length === 1);
    expect(JSON.stringify(answersOf(next)[0]?.answer)).toContain('Export, Import');
  });

  it('of an old card takes neither an answer nor a tick', async () => {
    const stage = await running(openChat);
    const { card, gate, reply } = await asks(stage, asksOf(features));
    stage.ann.taps('You decide');
    await reply;
    for (const data of [`tick:${gate}:0:1`, `untick:${gate}:0:1`, `pick:${gate}:0:1`, `answer:${gate}`]) {
      expect(await stage.ann.tapsData(card, `1:${data}`).answered).toEqual({
        text: expect.stringMatching(/^That was decided already: denied by Ann/),
        show_alert: true,
      });
    }
    expect(answersOf(stage)).toHaveLength(1);
  });

  it('takes no option that it does not have', async () => {
    const stage = await running(openChat);
    const { card, gate } = await asks(stage, asksOf(features));
    for (const data of [`tick:${gate}:0:7`, `tick:${gate}:1:0`, `pick:${gate}:0:1`]) {
      expect((await stage.ann.tapsData(card, `1:${data}`).answered).text).toMatch(
        /^What was asked cannot be read/,
      );
    }
    expect((await stage.ann.tapsData(card, `1:allow:${gate}`).answered).text).toMatch(
      /^Claude does not ask for leave here/,
    );
    expect(answersOf(stage)).toEqual([]);
  });

  it('under a pause is answered after it', async () => {
    const stage = await running(openChat);
    const { card } = await asks(stage, asksOf(database));
    stage.ann.says('/pause');
    await stage.ann.sees(/^⏸️ Paused/);
    expect((await stage.ann.taps('1. SQLite', { message: card }).answered).text).toMatch(
      /^The session is paused/,
    );
    stage.ann.says('/resume');
    await stage.ann.sees(/^▶️ Resumed/);
    const again = await stage.ann.sees(/^⏸️ Still waiting for you[^]*Which database\?/);
    await stage.ann.taps('1. SQLite', { message: again.message_id }).answered;
    expect(answersOf(stage)).toHaveLength(1);
  });

  it('of strangers is nobody’s', async () => {
    const stage = await running(openChat, { group: GROUP });
    const { card } = await asks(stage, asksOf(database));
    stage.mallory.taps('1. SQLite', { message: card });
    stage.ann.says('/status');
    await stage.ann.sees(/^📊/);
    expect(answersOf(stage)).toEqual([]);
  });
});
