import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  approve,
  pause,
  report,
  required,
  resume,
  skip,
  type BareCommand,
} from '../../../helpers/session-play.ts';
import { plain } from '../../../../src/adapters/telegram/messages/rich-text.ts';
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

const pauseButton = { label: 'Pause', button: { kind: 'pause', session: 'S' } } as const;
const retry: BareCommand = { type: 'retry' };
const gate = (): ReturnType<typeof day.gateOf> => day.gateOf(story.open());
const heads = (): readonly (string | undefined)[] => stage.texts().map((text) => text.split('\n', 1)[0]);
const newest = (): ReturnType<OutStage['chat']>[number] | undefined => stage.chat().at(-1);
const failures = (): number => stage.texts().filter((text) => text.includes('❌')).length;

describe('a gate', () => {
  it('is shown with what is known, and its buttons', async () => {
    await story.does(day.begin, approve, report(1, day.done));
    expect(newest()).toMatchObject({
      text: expect.stringContaining('Invoices get actions of their own.'),
      buttons: [['Approve', 'Skip', 'Pause'], ['All'], ['Retry task 1'], ['Whole instruction']],
    });
    expect(stage.sent.about(newest()?.message_id ?? 0)).toMatchObject({ gate: gate().id, session: 'S' });
  });

  it('that was decided before its card was delivered gets none; the result is still told', async () => {
    story.decides(day.begin, approve, report(1, day.turnsUsed), retry, report(2, day.done), skip);
    await story.tells();
    expect(heads()).not.toContain('⏸️ Task 1/3: Add invoices migration (database)');
    expect(heads()).toEqual([
      '📋 3 tasks from tasks/today.md',
      '⚙️ Task 1/3 · attempt 1 is over',
      '❌ Task 1/3 failed · 2:31 · $0.21 · 14 turns',
      '⚙️ Task 1/3 · attempt 2 is over',
      '✅ Task 1/3 done · 2:31 · $0.21 · 14 turns',
      '⏭️ Task 2/3: Server actions (backend): skipped',
      '⏸️ Task 3/3: List page (documentation)',
    ]);
  });

  it('that was decided says who decided what, and when, instead of its buttons', async () => {
    await story.does(day.begin, skip);
    expect(stage.chat()[1]).toMatchObject({
      text: expect.stringMatching(/\n⏭️ Skipped by ann \(terminal\) · 09:00$/),
      buttons: [],
      edited: 1,
    });
    expect(stage.chat()[1]?.text).not.toContain('/approve');
  });

  it('is decided in all its cards: its own, a reminder, a status, and what was said at resume', async () => {
    await story.does(day.begin, approve, report(1, day.done));
    const { id } = gate();
    await story.tell({ type: 'gate-reminder', gate: gate() });
    await story.does(pause, resume);
    const status = { text: plain('status'), buttons: [[pauseButton]] };
    await stage.desk.put(status, { shows: { gate: id, session: 'S' } });
    expect(stage.sent.cardsOf(id)).toHaveLength(4);
    await story.does(approve);
    const decided = stage.chat().filter(({ text }) => text.endsWith('✅ Approved by ann (terminal) · 09:00'));
    expect(decided.map(({ text }) => text.split('\n', 1)[0])).toEqual([
      '⏸️ Task 1/3: Add invoices migration (database)',
      '⏸️ Task 2/3: Server actions (backend)',
      expect.stringContaining('⏸️ Still waiting for you since 09:00 (4 min): Task 2/3'),
      expect.stringContaining('▶️ Resumed by ann'),
      'status',
    ]);
    expect(decided.flatMap(({ buttons }) => buttons)).toEqual([]);
    expect(stage.sent.cardsOf(id)).toEqual([]);
  });

  it('gets its own card also when a status was asked for before it came', async () => {
    story.decides(day.begin);
    await stage.desk.put(
      { text: plain('status'), buttons: [[pauseButton]] },
      { shows: { gate: gate().id, session: 'S' } },
    );
    await story.tells();
    expect(heads()).toEqual([
      'status',
      '📋 3 tasks from tasks/today.md',
      '⏸️ Task 1/3: Add invoices migration (database)',
    ]);
  });

  it('is not reminded of when it was decided', async () => {
    await story.does(day.begin);
    const before = gate();
    await story.does(skip);
    const { length } = stage.chat();
    await story.tell({ type: 'gate-reminder', gate: before });
    expect(stage.chat()).toHaveLength(length);
  });
});

describe('a failure', () => {
  it('is told by the card that asks what to do, and not twice', async () => {
    story.records.set(1, day.record({ outcome: day.turnsUsed, lastLines: ['boom'] }));
    await story.does(day.begin, approve, report(1, day.turnsUsed));
    expect(failures()).toBe(1);
    expect(newest()).toMatchObject({
      text: expect.stringMatching(/^❌ Task 1\/3 failed[^]*Add invoices migration[^]*boom/),
      buttons: [['Retry', 'Skip', 'Stop']],
      silent: false,
    });
  });

  it('says how it ended also when what it left behind cannot be read', async () => {
    await story.does(day.begin, approve, report(1, day.limit));
    expect(newest()?.text).toMatch(/^⚠️ Task 1\/3[^]*stopped by the usage limit · 2:31/);
  });

  it('under a pause is told by a result, and by its card at resume', async () => {
    await story.does(day.begin, approve, pause, report(1, day.turnsUsed));
    expect(newest()).toMatchObject({
      text: expect.stringContaining('❌ Task 1/3 failed · 2:31'),
      buttons: [],
    });
    await story.does(resume);
    expect(stage.chat().slice(-2)).toMatchObject([
      { text: expect.stringContaining('▶️ Resumed by ann'), buttons: [] },
      { text: expect.stringContaining('❌ Task 1/3 is not done\nAdd'), buttons: [['Retry', 'Skip', 'Stop']] },
    ]);
  });

  it('whose card was shown by a start is not told again by the notice that waited', async () => {
    await story.does(day.begin, approve);
    story.decides(report(1, day.turnsUsed));
    const { story: next } = await story.restarted();
    await next.delivery.takeUp(next.open());
    await next.tells();
    expect(failures()).toBe(1);
    expect(heads()).toContain('⚙️ Task 1/3 · attempt 1 is over');
  });

  it('in the question of a task is asked with the words of Claude', async () => {
    story.records.set(1, day.record({ outcome: day.question, finalText: 'Which of the two?' }));
    await story.does(day.begin, approve, report(1, day.question));
    expect(newest()?.text).toMatch(/ended with a question[^]*Which of the two\?/);
  });
});

describe('a start of the program', () => {
  it('shows what waits, once', async () => {
    story.decides(day.begin);
    await story.delivery.takeUp(story.open());
    await story.delivery.takeUp(story.open());
    const { story: next } = await story.restarted();
    await next.delivery.takeUp(next.open());
    await next.tells();
    expect(heads()).toEqual([
      '⏸️ Task 1/3: Add invoices migration (database)',
      '📋 3 tasks from tasks/today.md',
    ]);
  });

  it('shows what runs, once, and keeps it up to date', async () => {
    story.decides(day.begin, approve);
    await story.delivery.takeUp(story.open());
    const { story: next, stage: after } = await story.restarted();
    await next.delivery.takeUp(next.open());
    await next.delivery.takeUp(next.open());
    expect(stage.chat()).toMatchObject([{ text: expect.stringContaining('⚙️ Task 1/3'), edited: 0 }]);
    next.live.seen({ session: 'S', epoch: 1, task: 1, elapsedMs: 1, turns: 7 });
    stage.clock.advance(15_000);
    await after.bots.sees(7, /7 turns/);
    expect(stage.chat()).toHaveLength(1);
  });

  it('shows nothing while nothing waits or runs', async () => {
    story.decides(day.begin, approve, pause, report(1, day.done));
    expect(story.open().phase.name).toBe('between');
    await story.delivery.takeUp(story.open());
    expect(stage.chat()).toEqual([]);
  });

  it('tells what happened to the state, once, with a sound', async () => {
    const restored = { reason: 'it is empty', from: 'copy', movedTo: 'state.json.bad' } as const;
    const at = '2026-11-21T09:00:00.000Z';
    stage.bots.fault({ drop: 'before' });
    await expect(story.delivery.tellRecovered({ restored, unknown: [] }, at)).rejects.toThrow();
    await story.delivery.tellRecovered({ restored, unknown: [] }, at);
    await story.delivery.tellRecovered({ restored, unknown: [] }, at);
    await story.delivery.tellRecovered({ unknown: [] }, at);
    expect(stage.chat()).toMatchObject([
      { text: expect.stringContaining('⚠️ The saved state could not be used: it is empty'), silent: false },
    ]);
  });
});

describe('evidence', () => {
  const unverified = {
    ...day.done,
    kind: 'failed',
    failure: 'verification',
    sentence: 'Verification failed: npm test (exit code 1).',
  } as const;

  it('that only the new process can show is shown with the word that was not verified', async () => {
    story.records.set(1, day.record({ outcome: day.done }));
    const lastLines = ['1 failed'];
    const verification = { command: 'npm test', passed: false, exitCode: 1, durationMs: 9_000, lastLines };
    await story.evidence.keep('S', {
      ...{ task: 1, epoch: 1, unexpected: [] },
      verifications: [{ ...verification, log: 'verify-1.log' }],
    });
    story.decides(day.begin, approve, report(1, unverified));
    const { story: next } = await story.restarted();
    await next.delivery.takeUp(next.open());
    expect(newest()?.text).toMatch(
      /^❌ Task 1\/3 verification failed[^]*Created db[^]*\n✗ npm test: exit code 1 \(9 s\)\n1 failed\n/,
    );
  });

  it('that there is none is told once, also where nothing asks before work begins', async () => {
    story = createStory(stage, { rules: { ...required, mode: 'auto', checkpointAfter: [] } });
    await story.does(day.begin, report(1, day.done), report(2, day.done));
    expect(stage.texts().filter((text) => text.includes('cannot be shown or undone'))).toHaveLength(1);
  });
});

describe('rules', () => {
  it('name in the list where it will wait', async () => {
    story = createStory(stage, { rules: { ...required, mode: 'auto', checkpointAfter: [] } });
    await story.does(day.begin);
    expect(stage.texts()[0]).toContain('No task waits for approval before it begins.');
  });
});
