import { describe, expect, it } from '@jest/globals';
import { GrammyError, HttpError } from 'grammy';
import { createAnswers, type Answers } from '../../../../src/adapters/telegram/answers.ts';
import { DeliveryRefused } from '../../../../src/app/ports/channel.ts';
import { createFakeLog } from '../../../helpers/app-fakes.ts';
import { until } from '../../../helpers/until.ts';
import { createWatchedClock } from './stage.ts';

const offline = new HttpError('no network', new Error('ECONNREFUSED'));
const refused = new GrammyError(
  'Call failed',
  { ok: false, error_code: 400, description: 'Bad Request: x' },
  'sendMessage',
  {},
);

function createPost(): {
  readonly clock: ReturnType<typeof createWatchedClock>;
  readonly log: ReturnType<typeof createFakeLog>;
  readonly closing: AbortController;
  readonly answers: Answers;
} {
  const clock = createWatchedClock();
  const log = createFakeLog();
  const closing = new AbortController();
  return { clock, log, closing, answers: createAnswers({ clock, log, signal: closing.signal }) };
}

/** Fails so often with `error`, and counts. */
function failing(
  times: number,
  error: Error = offline,
): { readonly send: () => Promise<void>; tries: number } {
  const answer = {
    tries: 0,
    async send() {
      answer.tries += 1;
      if (answer.tries <= times) throw error;
    },
  };
  return answer;
}

describe('an answer', () => {
  it('is tried again when the network fails, after ever longer', async () => {
    const { answers, clock, log } = createPost();
    const answer = failing(3);
    answers.post(answer.send);
    for (const ms of [1_000, 3_000, 9_000]) await clock.pass(ms);
    await answers.settled();
    expect(answer.tries).toBe(4);
    expect(log.said).toEqual([]);
  });

  it('is given up after that, with a warning', async () => {
    const { answers, clock, log } = createPost();
    const answer = failing(9);
    answers.post(answer.send);
    for (const ms of [1_000, 3_000, 9_000]) await clock.pass(ms);
    await answers.settled();
    expect(answer.tries).toBe(4);
    expect(log.said).toEqual(['warn an answer was not delivered']);
  });

  it.each([new DeliveryRefused('blocked', false), new DeliveryRefused('too long', true), refused])(
    'is given up at once when Telegram refuses it: %s',
    async (error) => {
      const { answers, log } = createPost();
      const answer = failing(9, error);
      answers.post(answer.send);
      await answers.settled();
      expect(answer.tries).toBe(1);
      expect(log.said).toEqual(['warn an answer was not delivered']);
    },
  );

  it('waits for no other one', async () => {
    const { answers, clock } = createPost();
    const stuck = failing(1);
    const other = failing(0);
    answers.post(stuck.send);
    answers.post(other.send);
    expect(other.tries).toBe(1);
    await clock.pass(1_000);
    await answers.settled();
    expect(stuck.tries).toBe(2);
  });

  it('that is still on its way when everything is closed is tried once more', async () => {
    const { answers, clock, closing } = createPost();
    const answer = failing(9);
    answers.post(answer.send);
    await clock.pass(1_000);
    await until(() => clock.waits.includes(3_000));
    closing.abort();
    await answers.settled();
    expect(answer.tries).toBe(3);
  });

  it('may be posted by another one: settled waits for both', async () => {
    const { answers } = createPost();
    const inner = failing(0);
    answers.post(async () => answers.post(inner.send));
    await answers.settled();
    expect(inner.tries).toBe(1);
  });
});
