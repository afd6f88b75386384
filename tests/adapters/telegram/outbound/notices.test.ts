import { beforeEach, describe, expect, it } from '@jest/globals';
import { approve, listed, pause, report, resume, skip, stop } from '../../../helpers/session-play.ts';
import { until } from '../../../helpers/until.ts';
import * as day from '../messages/day.ts';
import { createOutStage, type OutStage } from './stage.ts';
import { createStory, type Story } from './story.ts';

let stage: OutStage;
let story: Story;

beforeEach(async () => {
  stage = await createOutStage();
  stage.clock.set('2026-11-21T09:05:00.000Z');
  story = createStory(stage);
});

const shown = (): readonly string[] =>
  stage.chat().map(({ text, silent }) => `${silent ? '' : '♪ '}${text.split('\n', 1)[0] ?? ''}`);
const last = (): ReturnType<OutStage['chat']>[number] | undefined => stage.chat().at(-1);

describe('a session', () => {
  it('is told from its list to its end; what needs an answer, and the end, ring', async () => {
    await story.does(day.begin, approve, report(1, day.done), skip, approve, report(2, day.done));
    expect(shown()).toEqual([
      '📋 3 tasks from tasks/today.md',
      '♪ ⏸️ Task 1/3: Add invoices migration (database)',
      '⚙️ Task 1/3 · attempt 1 is over',
      '✅ Task 1/3 done · 2:31 · $0.21 · 14 turns',
      '♪ ⏸️ Task 2/3: Server actions (backend)',
      '⏭️ Task 2/3: Server actions (backend): skipped',
      '♪ ⏸️ Task 3/3: List page (documentation)',
      '⚙️ Task 3/3 · attempt 2 is over',
      '✅ Task 3/3 done · 2:31 · $0.21 · 14 turns',
      '♪ ✅ Session S is finished: 2 done and 1 skipped',
    ]);
  });

  it('is told without a sound in quiet hours', async () => {
    stage.quiet = true;
    await story.does(day.begin);
    expect(shown().join()).not.toContain('♪');
  });

  it('is told in the topic that notices go to', async () => {
    const forum = await createOutStage({ chatId: -6 });
    const { topics } = forum.bots.addChat({ id: -6, type: 'supergroup', title: 'Forum', topics: ['Work'] });
    const topic = topics['Work'] ?? 0;
    await createStory(forum, { topic }).does(day.begin, approve);
    expect(new Set(forum.bots.requests.map(({ params }) => params['message_thread_id']))).toEqual(
      new Set([topic, undefined]),
    );
    expect(forum.bots.chat(-6).filter(({ thread }) => thread !== topic)).toEqual([]);
  });

  it('with a long end is a document', async () => {
    const tasks = Array.from({ length: 300 }, (_, n) => `Task with a rather long name, number ${n}`);
    const many = { ...day.begin, tasks: tasks.map((title, n) => listed(n + 1, { title })) };
    await story.does(many, { type: 'stop' });
    expect(last()).toMatchObject({ document: { name: 'session.txt' }, silent: false });
  });
});

describe('a running attempt', () => {
  it('has one message, whose buttons end it', async () => {
    await story.does(day.begin, approve);
    expect(last()).toMatchObject({ text: expect.stringContaining('⚙️ Task 1/3 ·'), buttons: [['Stop']] });
    expect(stage.sent.runningMessage('S', 1)).toBe(last()?.message_id);
  });

  it('is kept up to date until it ends', async () => {
    await story.does(day.begin, approve);
    const message = last()?.message_id;
    story.live.seen({ session: 'S', epoch: 1, task: 1, elapsedMs: 1, turns: 2 });
    await until(() => stage.clock.waits.length > 0);
    stage.clock.advance(15_000);
    await until(() => stage.calls().includes('editMessageText') && last()?.text.includes('2 turns'));
    await story.does(report(1, day.done));
    const edits = stage.bots.requests.filter(({ method }) => method === 'editMessageText').length;
    stage.clock.advance(600_000);
    await stage.api.getMe();
    expect(stage.bots.requests.filter(({ method }) => method === 'editMessageText')).toHaveLength(edits);
    expect(stage.chat().find(({ message_id }) => message_id === message)).toMatchObject({
      text: '⚙️ Task 1/3 · attempt 1 is over',
      buttons: [],
    });
  });

  it('that is over when its start is told is not followed', async () => {
    story.decides(day.begin, approve, report(1, day.done));
    await story.tells();
    expect(stage.clock.waits).toEqual([]);
    expect(shown().slice(-2)).toEqual([
      '✅ Task 1/3 done · 2:31 · $0.21 · 14 turns',
      '♪ ⏸️ Task 2/3: Server actions (backend)',
    ]);
  });

  it('that is being ended is told so', async () => {
    await story.does(day.begin, approve, stop(1));
    expect(last()?.text).toBe(
      '⚠️ Ending attempt 1: an operator asked for it.\nIts result comes within about 10 s.',
    );
  });

  it('that nobody knew of is told, and shown as any other; after the end of its session only told', async () => {
    await story.does(day.begin, approve);
    const attempt = { epoch: 4, task: 1, conversation: 'c', orderedAt: '2026-11-21T09:00:00.000Z' };
    await story.tell({ type: 'attempt-adopted', attempt });
    await story.tell({ type: 'attempt-adopted', attempt });
    expect(stage.chat().slice(-2)).toMatchObject([
      { text: expect.stringContaining('Attempt 4 was found running') },
      { buttons: [['Stop']] },
    ]);
    await story.does(stop(1), report(1, { ...day.done, kind: 'stopped' }));
    const before = stage.chat().length;
    await story.tell({ type: 'attempt-adopted', attempt: { ...attempt, epoch: 5 } }, 'late');
    await story.tell({ type: 'attempt-started', attempt: { ...attempt, epoch: 5 } }, 'later');
    expect(stage.chat()).toHaveLength(before + 1);
  });
});

describe('other notices', () => {
  it('tell of a pause with the way out of it', async () => {
    await story.does(day.begin, approve, pause);
    expect(last()).toMatchObject({
      text: expect.stringContaining('⏸️ Paused by ann'),
      buttons: [['Resume']],
    });
    await story.does(resume);
    expect(last()).toMatchObject({ text: expect.stringContaining('▶️ Resumed by ann'), buttons: [] });
  });

  it('tell of another channel that is refused, with a sound', async () => {
    await story.does(day.begin);
    await story.tell({ type: 'channel-refused', channel: 'webhook', reason: 'It answers 401.' });
    expect(last()).toMatchObject({
      text: '⚠️ webhook cannot be told anything\nIt answers 401.',
      silent: false,
    });
  });

  it('that come late are left out where they say nothing any more', async () => {
    story.decides(day.begin, pause, resume, pause, { type: 'stop' });
    await story.tells();
    expect(shown()).toEqual([
      expect.stringContaining('▶️ Resumed by ann'),
      expect.stringContaining('♪ ⏸️ Session S was stopped'),
    ]);
  });

  it('of an end are left out while the session is open', async () => {
    await story.does(day.begin);
    await story.tell({ type: 'session-closed', how: 'stopped' });
    expect(shown()).toHaveLength(2);
  });
});

describe('a delivery that is repeated', () => {
  it('with the same key says nothing twice, also after a restart', async () => {
    await story.does(day.begin, approve, pause, report(1, day.turnsUsed), resume);
    const { length } = stage.chat();
    const { story: next } = await story.restarted();
    for (const { notice, key } of story.told) {
      await next.delivery.deliver(notice, story.session(), key);
      await next.delivery.deliver(notice, story.session(), key);
    }
    expect(stage.chat()).toHaveLength(length);
  });

  it('after failure upon failure tells everything once', async () => {
    const commands = [day.begin, approve, report(1, day.turnsUsed), { type: 'retry' }, pause] as const;
    story.decides(...commands);
    let failures = 0;
    for (let tries = 0; tries < 20; tries += 1) {
      stage.bots.clearFaults();
      stage.bots.fault({ delayMs: 0, times: 2 });
      stage.bots.fault({ drop: 'before' });
      const failed = await story.tells().then(
        () => false,
        () => true,
      );
      if (!failed) break;
      failures += 1;
    }
    expect(failures).toBeGreaterThan(1);
    const texts = stage.texts();
    expect(new Set(texts).size).toBe(texts.length);
    expect(shown()).toContain('❌ Task 1/3 failed · 2:31 · $0.21 · 14 turns');
  });
});
