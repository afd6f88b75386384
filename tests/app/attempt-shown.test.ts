import { describe, expect, it } from '@jest/globals';
import { attemptShown } from '../../src/app/attempt-shown.ts';
import { judgedOutcome } from '../../src/app/judged-outcome.ts';
import type { Gate } from '../../src/core/gate/index.ts';
import { UNCHANGED, unverified as sentenceOf } from '../../src/core/wording/result-sentence.ts';
import {
  approve,
  asking,
  completed,
  failed,
  gateOf,
  openOf,
  play,
  report,
  required,
  start,
} from '../helpers/session-play.ts';

const begun = [start(), approve] as const;

describe('the attempt whose evidence goes with a gate', () => {
  it.each([
    ['of the gate before the first task', play(required, start()), undefined],
    ['of the task before', play(required, ...begun, report(1)), 1],
    ['that the gate is about', play(required, ...begun, report(1, failed)), 1],
  ])('is the one %s', (_, story, epoch) => {
    expect(attemptShown(openOf(story), gateOf(story))).toBe(epoch);
  });

  it('is the one of the last task at the end', () => {
    const story = play(required, ...begun, report(1));
    const { id, openedAt, digest } = gateOf(story);
    const closing: Gate = { id, openedAt, digest, kind: 'closing', why: 'rework', task: 1 };
    expect(attemptShown(openOf(story), closing)).toBe(1);
  });
});

describe('how the attempt that is shown at a gate ended', () => {
  const judged = (
    outcome: typeof completed | undefined,
    of: typeof completed,
    result?: string,
    total = 1,
  ) => {
    const story = play(required, ...begun, report(1, of));
    const [task] = openOf(story).tasks;
    if (!task) throw new Error('there is no task');
    const changes = { files: [], total, added: 0, removed: 0 };
    const evidence = { task: 1, epoch: 1, verifications: [], unexpected: [], changes };
    return judgedOutcome(gateOf(story), { ...task, result }, outcome, evidence);
  };

  it('is what the runner wrote, where nothing was found out', () => {
    expect(judged(failed, failed)).toBe(failed);
    expect(judged(undefined, failed)).toBeUndefined();
    expect(judged(completed, completed)).toBe(completed);
    expect(judged(asking, asking)).toBe(asking);
  });

  it('is failed when it was not verified, and unknown when something else failed', () => {
    const result = sentenceOf([]);
    expect(judged(completed, failed, result)).toMatchObject({
      kind: 'failed',
      failure: 'verification',
      sentence: result,
    });
    expect(judged(completed, failed)).toBeUndefined();
  });

  it('is unchanged when no file differs', () => {
    expect(judged(completed, asking, UNCHANGED)).toMatchObject({ unchanged: true, sentence: UNCHANGED });
    expect(judged(asking, asking, asking.sentence, 0)).toMatchObject({ unchanged: true, asks: true });
  });
});
