import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../../src/core/attempt/index.ts';
import { approve, pause, report, resume, type BareCommand } from '../../../helpers/session-play.ts';
import type { SeenMessage } from '../../../helpers/telegram/chat-view.ts';
import { second } from '../../../helpers/session-play.ts';
import * as day from '../messages/day.ts';
import { createOutStage, type OutStage } from './stage.ts';
import { createStory, type Story } from './story.ts';

let stage: OutStage;
let story: Story;

beforeEach(async () => {
  stage = await createOutStage();
  stage.clock.set('2026-11-21T09:05:00.000Z');
  story = createStory(stage);
  await story.does(day.begin, approve);
});

const forGood: Outcome = { kind: 'unreachable', sentence: 'The API did not answer.', resumable: true };
const held: Outcome = { ...forGood, kind: 'unreachable', resumeAt: second(0) };
const limited: Outcome = {
  ...forGood,
  kind: 'limited',
  resumeAt: second(0),
  sentence: 'The usage limit was reached.',
};
const gate = (): string => day.gateOf(story.open()).id;
/** The service itself goes on. */
const elapses = (...commands: readonly BareCommand[]): Promise<void> =>
  story.does({ type: 'elapsed', session: 'S', gate: gate() }, ...commands);
const newest = (): SeenMessage | undefined => stage.chat().at(-1);
const texts = (): readonly string[] => stage.texts().map((text) => text.split('\n', 1)[0] ?? '');

async function triedAgain(times: number): Promise<void> {
  for (let epoch = 2; epoch < 2 + times; epoch += 1) await elapses(report(epoch, held));
}

describe('what holds a task up', () => {
  it('is one message, however often it is tried again', async () => {
    await story.does(report(1, held));
    const card = newest();
    expect(card).toMatchObject({
      text: expect.stringMatching(
        /^⚠️ Task 1\/3 stopped by trouble with the API[^]*since 09:00\. It goes on by itself at 09:00/,
      ),
      buttons: [
        ['Retry now', 'At 09:00 tomorrow'],
        ['Skip', 'Stop'],
      ],
      silent: false,
    });
    const { length } = stage.chat();
    await triedAgain(3);
    expect(stage.chat()).toHaveLength(length);
    expect(newest()).toMatchObject({
      message_id: card?.message_id,
      text: expect.stringContaining(
        'since 09:00, and it was tried again 3 times. It goes on by itself at 09:00',
      ),
      buttons: [
        ['Retry now', 'At 09:00 tomorrow'],
        ['Skip', 'Stop'],
      ],
    });
    expect(stage.sent.about(card?.message_id ?? 0)).toMatchObject({ gate: gate() });
    expect(stage.sent.cardsOf(gate())).toHaveLength(1);
  });

  it('shows in that message how it goes on meanwhile', async () => {
    await story.does(report(1, held));
    await elapses();
    const card = newest();
    expect(card?.text).toMatch(
      /^⚙️ Task 1\/3[^]*It goes on by itself: trouble with the API holds it up since 09:00, and it was tried again once\./,
    );
    expect(card?.buttons).toEqual([['Stop']]);
    story.live.seen({ session: 'S', epoch: 2, task: 1, elapsedMs: 1, turns: 7 });
    stage.clock.advance(15_000);
    await stage.bots.sees(7, /7 turns/);
    await story.does(report(2, day.done));
    expect(texts().slice(-3)).toEqual([
      '⚙️ Task 1/3 · attempt 2 is over',
      '✅ Task 1/3 done · 2:31 · $0.21 · 14 turns',
      '⏸️ Task 2/3: Server actions (backend)',
    ]);
  });

  it('is told anew, with a sound, once it waits for a person', async () => {
    await story.does(report(1, held));
    await triedAgain(1);
    await elapses(report(3, forGood));
    const [before, now] = stage.chat().slice(-2);
    expect(before).toMatchObject({ text: '⚙️ Task 1/3 · attempt 3 is over', buttons: [] });
    expect(now).toMatchObject({
      text: expect.stringContaining('It goes on in the same conversation when you say so'),
      buttons: [
        ['Retry now', 'At 09:00 tomorrow'],
        ['Skip', 'Stop'],
      ],
      silent: false,
    });
  });

  it('is told anew after progress, and in another task', async () => {
    await story.does(report(1, held));
    const first = newest()?.message_id;
    await elapses(report(2, { ...held, turns: 9 }));
    expect(newest()?.message_id).not.toBe(first);
    const next = newest()?.message_id;
    await elapses(report(3, limited));
    expect(newest()?.message_id).not.toBe(next);
    expect(texts().slice(-3)).toEqual([
      '⚙️ Task 1/3 · attempt 2 is over',
      '⚙️ Task 1/3 · attempt 3 is over',
      '⚠️ Task 1/3 stopped by the usage limit',
    ]);
  });

  it('and is decided by a person is over: what follows has messages of its own', async () => {
    await story.does(report(1, held));
    await triedAgain(1);
    const card = newest()?.message_id ?? 0;
    await story.does({ type: 'retry', words: 'Now.' });
    const [decided, running] = stage.chat().slice(-2);
    expect(decided).toMatchObject({
      message_id: card,
      text: expect.stringMatching(/\n▶️ Another attempt by ann \(terminal\) · 09:00$/),
      buttons: [],
    });
    expect(running?.text).toMatch(/^⚙️ Task 1\/3[^]*words of ann/);
    await story.does(report(3, held));
    expect(newest()?.message_id).toBeGreaterThan(running?.message_id ?? 0);
  });

  it('is put off in its card', async () => {
    await story.does(report(1, limited));
    const card = newest();
    await story.does({ type: 'wait', until: '2026-11-22T09:00:00.000Z' });
    expect(newest()).toMatchObject({
      message_id: card?.message_id,
      text: expect.stringContaining('It goes on by itself at Sun 22 Nov 09:00'),
      buttons: card?.buttons,
    });
    await story.does({ type: 'skip' });
    expect(stage.chat().find(({ message_id }) => message_id === card?.message_id)?.text).toMatch(
      /Sun 22 Nov 09:00[^]*\n⏭️ Skipped by ann/,
    );
  });

  it('goes on in the same message after a restart', async () => {
    await story.does(report(1, held));
    await triedAgain(1);
    const card = newest()?.message_id;
    story.decides({ type: 'elapsed', session: 'S', gate: gate() });
    const { story: next } = await story.restarted();
    await next.delivery.takeUp(next.open());
    await next.tells();
    expect(newest()).toMatchObject({ message_id: card, text: expect.stringMatching(/^⚙️ Task 1\/3/) });
    await next.does(report(3, held));
    expect(newest()).toMatchObject({ message_id: card, text: expect.stringContaining('tried again twice') });
  });

  it('is no more than one message when nothing could be told for a while', async () => {
    await story.does(report(1, held));
    const card = newest()?.message_id;
    const { length } = stage.chat();
    for (let epoch = 2; epoch < 5; epoch += 1)
      story.decides({ type: 'elapsed', session: 'S', gate: gate() }, report(epoch, held));
    await story.tells();
    expect(stage.chat()).toHaveLength(length);
    expect(newest()).toMatchObject({
      message_id: card,
      text: expect.stringContaining('tried again 3 times'),
    });
  });

  it('that is met again under a pause is told, and asked after it', async () => {
    await story.does(report(1, held));
    await elapses(pause, report(2, held));
    expect(newest()?.text).toMatch(/^⚠️ Task 1\/3 stopped by trouble with the API/);
    await story.does(resume);
    expect(newest()).toMatchObject({
      text: expect.stringContaining('tried again once'),
      buttons: [
        ['Retry now', 'At 09:00 tomorrow'],
        ['Skip', 'Stop'],
      ],
    });
  });

  it('is not reminded of while it goes on by itself', async () => {
    await story.does(report(1, held));
    const { length } = stage.chat();
    await story.tell({ type: 'gate-reminder', gate: day.gateOf(story.open()) });
    expect(stage.chat()).toHaveLength(length);
    await elapses(report(2, forGood));
    await story.tell({ type: 'gate-reminder', gate: day.gateOf(story.open()) });
    expect(newest()?.text).toMatch(/^⏸️ Still waiting for you/);
  });
});

describe('a plan', () => {
  it('is a card with what Claude would do', async () => {
    const planned: Outcome = { ...day.done, kind: 'planned', sentence: 'Claude says what it would do.' };
    story.records.set(1, day.record({ outcome: planned, finalText: 'First a table.\n'.repeat(300) }));
    await story.does(report(1, planned));
    const [file, card] = stage.chat().slice(-2);
    expect(file?.document).toMatchObject({
      name: 'task-1-plan.md',
      content: expect.stringContaining('First a table.'),
    });
    expect(card).toMatchObject({
      text: expect.stringMatching(/^⏸️ Task 1\/3 has a plan[^]*First a table\./),
      buttons: expect.arrayContaining([['Approve', 'Skip', 'Stop']]),
    });
    await story.does({ type: 'retry', words: 'Smaller.' });
    expect(newest()?.text).toContain('words of ann (terminal): Smaller.');
  });
});
