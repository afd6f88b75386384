import { beforeEach, describe, expect, it } from '@jest/globals';
import { openGates } from '../../../../src/core/session/index.ts';
import type { AskedCall, Outcome } from '../../../../src/core/attempt/index.ts';
import {
  approve,
  inTree,
  pause,
  report,
  resume,
  stop,
  type BareCommand,
} from '../../../helpers/session-play.ts';
import type { SeenMessage } from '../../../helpers/telegram/chat-view.ts';
import * as day from '../messages/day.ts';
import { createOutStage, SECRET, type OutStage } from './stage.ts';
import { createStory, type Story } from './story.ts';

let stage: OutStage;
let story: Story;

beforeEach(async () => {
  stage = await createOutStage();
  stage.clock.set('2026-11-21T09:05:00.000Z');
  story = createStory(stage);
  await story.callBook.keep('S', 1, day.command);
  await story.callBook.keep('S', 1, day.questions(day.features));
  await story.does(day.begin, approve);
});

const deferred = (call: AskedCall): Outcome => ({
  kind: 'deferred',
  call,
  sentence: 'It waits for an answer.',
  resumable: true,
});
const newest = (): SeenMessage | undefined => stage.chat().at(-1);
const asksNow = (): readonly string[] => openGates(story.open()).map(({ id }) => id);
const cards = (): readonly SeenMessage[] => stage.chat().filter(({ text }) => text.includes('may Claude'));
const allow: BareCommand = { type: 'allow' };

describe('what a running attempt asks', () => {
  it('is a card of its own, with a sound', async () => {
    await story.does(day.asks(day.permission));
    expect(newest()).toMatchObject({
      text: expect.stringMatching(/^⏸️ Task 1\/3: may Claude run this\?[^]*npm install left-pad/),
      buttons: [['Allow once', 'Allow for this task'], ['Deny']],
      silent: false,
    });
    expect(stage.sent.about(newest()?.message_id ?? 0)).toMatchObject({ gate: asksNow()[0], session: 'S' });
  });

  it('says who allowed it, and for how long', async () => {
    await story.does(day.asks(day.permission), { type: 'allow', forTask: true });
    expect(newest()).toMatchObject({
      text: expect.stringMatching(/\n✅ Allowed for this task by ann \(terminal\) · 09:00$/),
      buttons: [],
    });
    await story.callBook.keep('S', 1, { ...day.command, id: 'toolu_9' });
    await story.does(day.asks({ ...day.permission, id: 'toolu_9', cover: 'c9' }), allow);
    expect(newest()?.text).toMatch(/\n✅ Allowed once by ann \(terminal\) · 09:00$/);
  });

  it('that Greenlight itself refused says so, and why', async () => {
    await story.does(day.asks(day.permission));
    const [gate = ''] = asksNow();
    const reason = 'Nobody answered yet.';
    await story.does({ type: 'refuse', session: 'S', epoch: 1, gate, reason });
    expect(newest()?.text).toMatch(/\n❌ Denied by .* · 09:00\nNobody answered yet\.$/);
  });

  it('is asked with all of it in a file, once, where a card has no room for it', async () => {
    const command = `echo ${'x'.repeat(5_000)} ${SECRET}`;
    await story.callBook.keep('S', 1, { ...day.command, shown: { kind: 'command', command } });
    story.decides(day.asks(day.permission));
    stage.bots.fault({ method: 'sendMessage', drop: 'before' });
    await expect(story.tells()).rejects.toThrow();
    await story.tells();
    const [file, card] = stage.chat().slice(-2);
    expect(file?.document).toMatchObject({
      name: 'task-1-asked.txt',
      content: expect.stringContaining('xxx [redacted]'),
      caption: '📋 Task 1/3: may Claude run this?',
    });
    expect(card?.text).toContain('all of it stands in the file above');
    expect(stage.chat().filter(({ document }) => document !== undefined)).toHaveLength(1);
  });

  it('is no question any more when the attempt was stopped', async () => {
    await story.does(day.asks(day.permission), day.asks({ ...day.permission, id: 'toolu_9' }), stop(true));
    expect(cards().map(({ text, buttons }) => [text.split('\n').at(-1), buttons])).toEqual([
      ['⏭️ No longer asked: the attempt ended.', []],
      ['⏭️ No longer asked: the attempt ended.', []],
    ]);
  });

  it('and is decided before it is told gets no card', async () => {
    story.decides(day.asks(day.permission), allow);
    await story.tells();
    expect(cards()).toEqual([]);
  });

  it('is shown by a start of the program, once', async () => {
    story.decides(day.asks(day.permission), day.asks({ ...day.permission, id: 'toolu_9' }));
    const { story: next } = await story.restarted();
    await next.delivery.takeUp(next.open());
    await next.delivery.takeUp(next.open());
    await next.tells();
    expect(cards()).toHaveLength(2);
  });

  it('is reminded of with all that its card says', async () => {
    await story.does(day.asks(day.permission));
    const [gate] = openGates(story.open());
    if (!gate) throw new Error('nothing is asked');
    await story.tell({ type: 'gate-reminder', gate });
    expect(newest()).toMatchObject({
      text: expect.stringMatching(/^⏸️ Still waiting for you[^]*npm install left-pad/),
      buttons: [['Allow once', 'Allow for this task'], ['Deny']],
      silent: false,
    });
    await story.does(allow);
    expect(cards().map(({ text }) => text.includes('✅ Allowed once by ann'))).toEqual([true, true]);
    const { length } = stage.chat();
    await story.tell({ type: 'gate-reminder', gate });
    expect(stage.chat()).toHaveLength(length);
  });
});

describe('a call that Claude does not wait for any longer', () => {
  it('stays in its card, which says so; nothing else is said', async () => {
    await story.does(day.asks(day.permission));
    const before = newest();
    await story.does(report(1, deferred(day.permission)));
    expect(newest()).toMatchObject({
      message_id: before?.message_id,
      text: expect.stringContaining('Claude does not wait any longer; your answer lets it go on.'),
      buttons: [['Allow once', 'Allow for this task'], ['Deny'], ['Skip', 'Stop']],
    });
    expect(newest()?.text).not.toContain('Claude waits for your answer');
    expect(stage.chat().map(({ text }) => text.split('\n', 1)[0])).toEqual([
      '📋 3 tasks from tasks/today.md',
      expect.stringContaining('⏸️ Task 1/3: Add invoices'),
      '⚙️ Task 1/3 · attempt 1 is over',
      '⏸️ Task 1/3: may Claude run this?',
    ]);
    await story.does(allow);
    expect(stage.chat()[3]?.text).toMatch(/\n✅ Allowed once by ann/);
    expect(stage.chat()[3]?.text).not.toContain('does not wait any longer');
    expect(newest()?.text).toMatch(/^⚙️ Task 1\/3[^]*It goes on with your answer\./);
  });

  it('and was never shown is shown then', async () => {
    await story.does(report(1, deferred(day.permission)));
    expect(newest()).toMatchObject({
      text: expect.stringMatching(
        /may Claude run this\?[^]*npm install left-pad[^]*does not wait any longer/,
      ),
      silent: false,
    });
    story.decides(allow, day.asks({ ...day.permission, id: 'toolu_9' }, 2));
    await story.callBook.keep('S', 2, { ...day.command, id: 'toolu_9' });
    story.decides(report(2, deferred({ ...day.permission, id: 'toolu_9' })));
    await story.tells();
    expect(cards().filter(({ buttons }) => buttons.length > 0)).toHaveLength(1);
  });

  it('keeps its ticks', async () => {
    await story.does(day.asks(day.questionCall));
    const { message_id: card = 0 } = newest() ?? {};
    story.picks.keep(card, [{ question: 0, option: 1 }]);
    await story.does(report(1, deferred(day.questionCall)));
    expect(newest()).toMatchObject({
      message_id: card,
      buttons: [['☐ 1. Search'], ['☑ 2. Export'], ['Send answer', 'You decide'], ['Skip', 'Stop']],
    });
  });

  it('is neither told nor asked anew under a pause, nor after it', async () => {
    await story.does(day.asks(day.permission), pause, report(1, deferred(day.permission)));
    expect(newest()?.text).toMatch(/^⏸️ Paused by/);
    await story.does(resume);
    expect(stage.chat().slice(-2)).toMatchObject([
      { text: expect.stringMatching(/^▶️ Resumed by/) },
      {
        text: expect.stringMatching(
          /may Claude run this\?[^]*npm install left-pad[^]*does not wait any longer/,
        ),
        buttons: expect.arrayContaining([['Deny']]),
      },
    ]);
    expect(cards()).toHaveLength(2);
  });

  it('over files that moved is asked anew', async () => {
    await story.does(day.asks(day.permission), inTree(report(1, deferred(day.permission)), 'h:t'));
    const [gate = ''] = asksNow();
    await story.does({
      ...{ type: 'renew', session: 'S', gate },
      seen: { tree: 'h:touched', moved: { paths: ['src/a.ts'], total: 1, head: false } },
    });
    const [old, anew] = cards();
    expect(old).toMatchObject({ text: expect.stringContaining('it is asked again below'), buttons: [] });
    expect(anew?.text).toMatch(/⚠️ The files changed since the last card: src\/a\.ts\.[^]*npm install/);
  });
});
