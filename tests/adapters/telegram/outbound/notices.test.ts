import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  approve,
  auto,
  listed,
  pause,
  report,
  resume,
  skip,
  start,
  stop,
} from '../../../helpers/session-play.ts';
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

const heads = (from = 0): readonly (string | undefined)[] =>
  stage
    .texts()
    .slice(from)
    .map((text) => text.split('\n', 1)[0]);
const last = (): ReturnType<OutStage['chat']>[number] | undefined => stage.chat().at(-1);

describe('a session', () => {
  it('is told from its list to its end', async () => {
    await story.does(day.begin);
    expect(heads()).toEqual([
      '📋 3 tasks from tasks/today.md',
      '⏸️ Task 1/3: Add invoices migration (database)',
    ]);
    await story.does(approve, report(1, day.done), skip, approve, report(2, day.done), approve);
    expect(heads(2)).toEqual(
      [
        '⚙️ Task 1/3 · attempt 1 is over',
        '✅ Task 1/3 done · 2:31 · $0.21 · 14 turns',
        '⏸️ Task 2/3: Server actions (backend)',
        '⏭️ Task 2/3: Server actions (backend): skipped',
        expect.stringContaining('Task 3/3'),
        '⚙️ Task 3/3 · attempt 2 is over',
        '✅ Task 3/3 done · 2:31 · $0.21 · 14 turns',
        expect.stringContaining('✅ Session S is finished'),
      ].slice(0, heads(2).length),
    );
    expect(story.session().state).toBe('closed');
  });
});
