import { describe, expect, it } from '@jest/globals';
import { failed } from '../../../helpers/session-play.ts';
import { until } from '../../../helpers/until.ts';
import { createChatStages, GROUP, offers } from '../stage.ts';

const { openChat } = createChatStages();
const runsOn = { 1: [{}], 2: [{}], 3: [{}] };

describe('a tap', () => {
  it('of two people at once: the first wins, the other is told who and when', async () => {
    const { ann, bob, started, disk, now, end } = await openChat({ group: GROUP, script: runsOn });
    await started();
    const [first, second] = [ann.taps('Begin'), bob.taps('Begin')];
    expect(await first.answered).toEqual({ text: '✅ Approved', show_alert: false });
    expect(await second.answered).toEqual({
      text: expect.stringMatching(
        /^That was decided already: approved by Ann\b.* at 09:30\.\nRunning: Task 1\/3: .*attempt 1\.$/,
      ),
      show_alert: true,
    });
    expect(now()).toBe('run 1');
    await end();
    expect(disk.starts).toEqual(['20261121-093015/1']);
  });

  it('that is made twice is done once', async () => {
    const { ann, started, disk, end } = await openChat({ script: runsOn });
    const card = await started();
    const data = ann.taps('Begin', { message: card });
    const again = ann.taps('Begin', { message: card });
    expect((await data.answered).text).toBe('✅ Approved');
    expect(await again.answered).toMatchObject({
      text: expect.stringMatching(/^✅ That was counted already/),
    });
    await end();
    expect(disk.starts).toHaveLength(1);
  });

  it('of which Telegram tells twice is done once, and answered alike', async () => {
    const { ann, bots, started, disk, carried, end } = await openChat({ script: runsOn });
    const card = await started();
    const update = {
      update_id: 800_000_000,
      callback_query: {
        id: '1',
        from: ann.user,
        chat_instance: '1',
        message: { chat: { id: ann.chat, type: 'private', first_name: 'Ann' }, message_id: card, date: 0 },
        data: carried('Begin'),
      },
    } as const;
    bots.pushUpdate(update);
    bots.pushUpdate(update);
    await ann.sees(/^⚙️ Task 1/);
    await end();
    expect(disk.starts).toHaveLength(1);
    const texts = bots.requests
      .filter(({ method }) => method === 'answerCallbackQuery')
      .map(({ params }) => params['text']);
    expect(texts).toEqual(['✅ Approved', '✅ Approved']);
  });

  it('on an old card decides nothing, says what waits, and takes the buttons away', async () => {
    const { ann, bots, chat, started, carried, now, end } = await openChat();
    const old = await started();
    const data = carried('Begin');
    ann.taps('Begin');
    const next = await ann.sees(/^⏸️ Task 2\/3/);
    const tap = ann.tapsData(old, data);
    expect(await tap.answered).toEqual({
      text: expect.stringMatching(
        /^That was decided already: approved by Ann\b.* at 09:30\.\nWaiting for you: Task 2\/3: /,
      ),
      show_alert: true,
    });
    expect(now()).toBe('gate start 2');
    await end();
    expect(bots.chat(chat).find(({ message_id }) => message_id === next.message_id)?.buttons).not.toEqual([]);
    expect(bots.chat(chat).find(({ message_id }) => message_id === old)?.buttons).toEqual([]);
  });

  it('on a button of yesterday changes nothing of today', async () => {
    const { ann, started, service, now, end } = await openChat({ script: runsOn });
    const card = await started();
    const yesterday = '20261120-093015';
    const stale = /^That belongs to another session, so it was not used\.\nWaiting for you: Task 1\/3/;
    for (const kind of ['pause', 'resume']) {
      expect((await ann.tapsData(card, `1:${kind}:${yesterday}`).answered).text).toMatch(stale);
    }
    expect((await ann.tapsData(card, `1:end-confirmed:${yesterday}:1`).answered).text).toMatch(stale);
    const old = /^That answer belongs to an earlier question, so it was not used\.\nWaiting for you/;
    for (const kind of ['approve', 'skip', 'retry', 'stop']) {
      expect((await ann.tapsData(card, `1:${kind}:gate-of-yesterday`).answered).text).toMatch(old);
    }
    expect((await ann.tapsData(card, `1:end:${yesterday}:1`).answered).text).toMatch(/^That attempt is over/);
    expect(now()).toBe('gate start 1');
    expect(service.read()).not.toHaveProperty('pausedAt', expect.anything());
    await end();
  });

  it.each([
    '',
    '1',
    '1:',
    '1:approve',
    '1:approve:',
    '2:approve:g',
    '1:approve:a:b',
    '1:constructor:x',
    'approve all',
  ])('with the data %j is not known', async (data) => {
    const { ann, started, now } = await openChat();
    const tap = ann.tapsData(await started(), data);
    expect(await tap.answered).toEqual({
      text: 'This button is not known any more. /status shows what is waiting.',
      show_alert: true,
    });
    expect(now()).toBe('gate start 1');
  });

  it('that was made while the service was down counts for the gate that still waits', async () => {
    const { ann, bots, started, now, disk, memory, end } = await openChat({ script: runsOn });
    await started();
    await end();
    ann.taps('Begin');
    bots.expireQueries();
    const next = await openChat({ bots, disk, memory, script: runsOn });
    await ann.sees(/^⚙️ Task 1/);
    expect(now()).toBe('gate start 1');
    expect(next.now()).toBe('run 1');
  });

  it('that came too late for an answer is answered by a message when it was refused', async () => {
    const { ann, bots, started, end } = await openChat({ script: runsOn });
    const card = await started();
    ann.taps('Begin');
    await ann.sees(/^⚙️ Task 1/);
    bots.fault({
      method: 'answerCallbackQuery',
      error_code: 400,
      description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
    });
    ann.tapsData(card, '1:approve:gate-of-yesterday');
    await ann.sees(/^⚠️ That answer belongs to an earlier question/);
    await end();
  });
});

describe('the Stop button', () => {
  it('asks first, and ends the attempt that was named', async () => {
    const { ann, started, now, disk } = await openChat({ script: runsOn });
    await started();
    ann.taps('Begin');
    await ann.sees(/^⚙️ Task 1/);
    ann.taps('Stop');
    await ann.sees(/^⚠️ End attempt 1\?/);
    expect(now()).toBe('run 1');
    expect((await ann.taps('End attempt 1').answered).text).toBe('⚠️ Ending the attempt');
    await until(() => now() === 'stopped');
    expect(disk.starts).toHaveLength(1);
  });

  it('of an attempt that is over ends and closes nothing', async () => {
    const { ann, started, now, runner, bots, chat, end } = await openChat({ script: runsOn });
    await started();
    ann.taps('Begin');
    const running = await ann.sees(/^⚙️ Task 1/);
    runner.end(1, failed);
    await ann.sees(offers('Retry'));
    const tap = ann.tapsData(running.message_id, '1:end:20261121-093015:1');
    expect(await tap.answered).toEqual({
      text: 'That attempt is over. /status shows what is going on.',
      show_alert: true,
    });
    ann.taps('Retry');
    await ann.sees(/attempt 2/);
    const late = ann.tapsData(running.message_id, '1:end:20261121-093015:1');
    expect((await late.answered).text).toMatch(/^That attempt is over/);
    expect(now()).toBe('run 2');
    await end();
    expect(bots.chat(chat).find(({ message_id }) => message_id === running.message_id)?.buttons).toEqual([]);
  });

  it('confirmed for an attempt that is over never ends a later one', async () => {
    const { ann, started, now, runner } = await openChat({ script: runsOn });
    await started();
    ann.taps('Begin');
    await ann.sees(/^⚙️ Task 1/);
    ann.taps('Stop');
    const question = await ann.sees(/^⚠️ End attempt 1\?/);
    runner.end(1, failed);
    await ann.sees(offers('Retry'));
    ann.taps('Retry');
    await ann.sees(/attempt 2/);
    ann.taps('End attempt 1', { message: question.message_id });
    await ann.sees(/^⚠️ End attempt 2\?/);
    expect(now()).toBe('run 2');
  });

  it('taken back lets the attempt run', async () => {
    const { ann, started, now } = await openChat({ script: runsOn });
    await started();
    ann.taps('Begin');
    await ann.sees(/^⚙️ Task 1/);
    ann.taps('Stop');
    const question = await ann.sees(/^⚠️ End attempt 1\?/);
    expect((await ann.taps('Let it run').answered).text).toBe('It goes on.');
    await ann.sees(({ message_id, buttons }) => message_id === question.message_id && buttons.length === 0);
    expect(now()).toBe('run 1');
  });
});
