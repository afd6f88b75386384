import { expect, it } from '@jest/globals';
import type { Outcome } from '../../../../src/core/attempt/index.ts';
import { until } from '../../../helpers/until.ts';
import { createChatStages, offers, type ChatStage } from '../stage.ts';

const { openChat } = createChatStages();
const limited: Outcome = {
  kind: 'limited',
  resetsAt: '2026-11-21T17:00:00.000Z',
  sentence: 'The usage limit of the account was reached.',
  resumable: true,
};

async function held(): Promise<ChatStage> {
  const stage = await openChat({ script: { 1: [{ outcome: limited }, {}] } });
  await stage.started();
  stage.ann.taps('Begin');
  await stage.ann.sees(offers('Retry now'));
  return stage;
}

it('a limit is put off by a tap, and again by typed words; its card says until when', async () => {
  const { ann, now, bots, chat } = await held();
  const card = await ann.sees(offers('Retry now'));
  expect((await ann.taps('At 09:00 tomorrow').answered).text).toBe('⏸️ Put off');
  await ann.sees(/It goes on by itself at Sun 22 Nov 09:00, /);
  ann.says('/wait 7:30');
  const seen = await ann.sees(/It goes on by itself at Sun 22 Nov 07:30, /);
  expect(seen.message_id).toBe(card.message_id);
  expect(now()).toBe('gate limit 1');
  expect(bots.chat(chat).filter(({ text }) => text.includes('usage limit'))).toHaveLength(1);
});

it('a limit is retried at once, also with words by a reply, and never approved', async () => {
  const { ann, now, runner } = await held();
  const card = await ann.sees(offers('Retry now'));
  ann.says('/approve');
  await ann.sees(/^⚠️ An attempt that a limit, or trouble with the API, has ended cannot be approved/);
  ann.says('Begin with the tests.', { reply_to: card.message_id });
  await until(() => now() === 'run 2');
  await until(() => runner.started.length === 2);
  expect(runner.started[1]?.attempt.words).toBe('Begin with the tests.');
  expect((await ann.tapsData(card.message_id, '1:wait:g:0900').answered).text).toMatch(
    /^That answer belongs to an earlier question/,
  );
});
