import { describe, expect, it } from '@jest/globals';
import { until } from '../../../helpers/until.ts';
import { createChatStages, createFakeMemory, offers } from '../stage.ts';
import { answersOf, asks, asksOf, database, messageOf, npmInstall, running, script } from './ask-stage.ts';

const { openChat } = createChatStages();

describe('a call that waits', () => {
  it('is run once it is allowed; its card says who allowed it', async () => {
    const stage = await running(openChat);
    const { reply, card } = await asks(stage, npmInstall);
    expect((await stage.ann.taps('Allow once').answered).text).toBe('✅ Allowed');
    expect(await reply).toEqual({ decision: 'allow' });
    const seen = await stage.ann.sees(/✅ Allowed once by Ann · 09:30/);
    expect(seen).toMatchObject({ message_id: card, buttons: [] });
    expect(stage.now()).toBe('run 1');
  });

  it('is allowed for its task, and the card says so', async () => {
    const stage = await running(openChat);
    const { reply, gate } = await asks(stage, npmInstall);
    const covered = messageOf(stage, (await stage.ann.sees(/may Claude/)).message_id)?.buttons.flat();
    // Whether anything wider than once makes sense is not decided here.
    const label = covered?.includes('Allow for this task') === true ? 'Allow for this task' : 'Allow once';
    await stage.ann.taps(label).answered;
    expect(await reply).toEqual({ decision: 'allow' });
    await stage.ann.sees(/✅ Allowed (?:once|for this task) by Ann/);
    expect(stage.service.read()).toMatchObject({ answered: [{ gate, usedBy: expect.anything() }] });
  });

  it('is denied by a tap, and by a reply with its words as the reason', async () => {
    const stage = await running(openChat);
    const first = await asks(stage, npmInstall);
    expect((await stage.ann.taps('Deny').answered).text).toBe('❌ Denied');
    expect(await first.reply).toMatchObject({ decision: 'deny' });
    const second = await asks(stage, { ...npmInstall, id: 'toolu_9' });
    stage.ann.says('Use pnpm.', { reply_to: second.card });
    expect(await second.reply).toEqual({
      ...{ decision: 'deny', reason: 'The operator did not allow this: Use pnpm.' },
    });
    await stage.ann.sees(/❌ Denied by Ann · 09:30\nUse pnpm\.$/);
  });

  it('is denied by a reply also when the chat was forgotten', async () => {
    const calls = new Map<string, string>();
    const stage = await running(openChat, { calls });
    const { card, reply, hangUp } = await asks(stage, npmInstall);
    await stage.end();
    hangUp();
    expect((await reply).decision).toBe('defer');
    const { bots, disk } = stage;
    const next = await openChat({ bots, disk, script, calls, memory: createFakeMemory() });
    next.ann.says('Use pnpm.', { reply_to: card });
    await until(() => answersOf(next).length === 1);
    expect(answersOf(next)).toMatchObject([{ answer: { kind: 'deny', reason: 'Use pnpm.' } }]);
  });

  it('is answered by typed words, which may give another command', async () => {
    const stage = await running(openChat);
    const first = await asks(stage, npmInstall);
    stage.ann.says('/instead npm ci');
    expect(await first.reply).toEqual({ decision: 'allow', input: { command: 'npm ci' } });
    await stage.ann.sees(/Another command was allowed instead by Ann · 09:30\nnpm ci$/);
    const second = await asks(stage, { ...npmInstall, id: 'toolu_9' });
    stage.ann.says('/allow', { reply_to: second.card });
    expect(await second.reply).toEqual({ decision: 'allow' });
    stage.ann.says('/allow', { reply_to: second.card });
    await stage.ann.sees(/^⚠️ That was decided already: allowed by Ann/);
    stage.ann.says('/answer 2');
    await stage.ann.sees(/^⚠️ That was decided already: allowed by Ann|nothing to answer/);
  });

  it('takes no decision that belongs to another gate', async () => {
    const stage = await running(openChat);
    await asks(stage, npmInstall);
    stage.ann.says('/approve');
    await stage.ann.sees(/^⚠️ There is nothing to approve while Claude asks\. You can /);
    stage.ann.says('/answer yes');
    await stage.ann.sees(/^⚠️ Claude asks no question here/);
    stage.ann.says('/wait 09:00');
    await stage.ann.sees(/^⚠️ Nothing holds the task up here/);
    expect(answersOf(stage)).toEqual([]);
  });

  it('with others is named by a reply, or by its buttons', async () => {
    const stage = await running(openChat);
    const first = await asks(stage, npmInstall);
    const second = await asks(stage, { ...npmInstall, id: 'toolu_9', input: { command: 'npm test' } });
    stage.ann.says('/allow');
    await stage.ann.sees(
      /^⚠️ Claude waits for 2 answers at once\. Use the buttons of the card that is meant, or reply to it\./,
    );
    expect(answersOf(stage)).toEqual([]);
    stage.ann.says('/allow', { reply_to: first.card });
    expect(await first.reply).toEqual({ decision: 'allow' });
    stage.ann.says('/deny');
    expect(await second.reply).toMatchObject({ decision: 'deny' });
  });

  it('that is answered is refused an answer on its old card', async () => {
    const stage = await running(openChat);
    const { card, gate, reply } = await asks(stage, npmInstall);
    stage.ann.taps('Deny');
    await reply;
    const tap = stage.ann.tapsData(card, `1:allow:${gate}`);
    expect(await tap.answered).toEqual({
      text: expect.stringMatching(/^That was decided already: denied by Ann\b.* at 09:30\.\nRunning: /),
      show_alert: true,
    });
    const again = stage.ann.tapsData(card, `1:deny:${gate}`);
    expect((await again.answered).text).toMatch(/^✅ That was counted already/);
    expect(answersOf(stage)).toHaveLength(1);
  });

  it('can be shown again from the status, as long as it waits', async () => {
    const stage = await running(openChat);
    const { gate, reply } = await asks(stage, npmInstall);
    stage.ann.says('/status');
    await stage.ann.sees(offers('Show what is asked'));
    const data = stage.carried('Show what is asked');
    const last = stage.bots.chat(stage.chat).at(-1)?.message_id ?? 0;
    stage.ann.taps('Show what is asked');
    const again = await stage.ann.sees(offers('Allow once'), { after: last });
    expect(again.text).toContain('npm install left-pad');
    stage.ann.taps('Allow once', { message: again.message_id });
    expect(await reply).toEqual({ decision: 'allow' });
    await stage.ann.sees(
      ({ message_id, text }) => message_id === again.message_id && text.includes('✅ Allowed once by Ann'),
    );
    stage.ann.tapsData(again.message_id, data);
    await stage.ann.sees(/^📋 That is not asked any more\. \/status/);
    expect(gate).toBe(data.split(':')[2]);
  });

  it('brings a file along again where a card has no room for it', async () => {
    const stage = await running(openChat);
    const command = `echo ${'x'.repeat(5_000)}`;
    await asks(stage, { ...npmInstall, input: { command }, shown: { kind: 'command', command } });
    stage.ann.says('/status');
    await stage.ann.sees(offers('Show what is asked'));
    stage.ann.taps('Show what is asked');
    const last = (await stage.ann.sees(/^📊/)).message_id;
    const file = await stage.ann.sees(({ document }) => document !== undefined, { after: last });
    expect(file.document?.content).toContain(command);
  });
});

describe('a call of which nothing is kept any more', () => {
  it('can only be denied', async () => {
    const calls = new Map<string, string>();
    const stage = await running(openChat, { calls });
    await asks(stage, npmInstall);
    calls.clear();
    stage.ann.says('/status');
    await stage.ann.sees(offers('Show what is asked'));
    stage.ann.taps('Show what is asked');
    const again = await stage.ann.sees(/⚠️ What it would do cannot be shown/);
    expect(again.buttons).toEqual([['Deny']]);
  });

  it('takes words where it is a question, and no ticks', async () => {
    const calls = new Map<string, string>();
    const stage = await running(openChat, { calls });
    const { card, reply } = await asks(stage, asksOf(database));
    calls.clear();
    expect(await stage.ann.taps('1. SQLite').answered).toEqual({
      text: 'What was asked cannot be read any more: reply to the card in your own words.',
      show_alert: true,
    });
    stage.ann.says('SQLite', { reply_to: card });
    await reply;
    expect(answersOf(stage)).toHaveLength(1);
  });
});
