import { describe, expect, it } from '@jest/globals';
import { asking, failed } from '../../../helpers/session-play.ts';
import { until } from '../../../helpers/until.ts';
import { createChatStages, createFakeMemory, GROUP, offers, type ChatStage } from '../stage.ts';

const { openChat } = createChatStages();
const runsOn = { 1: [{}], 2: [{}], 3: [{}] };
const EARLIER = /^⚠️ That answer belongs to an earlier question, so it was not used\.\nWaiting for you: Task/;

describe('a text', () => {
  it.each([
    ['/aprove', 'Did you mean "approve"?'],
    ['/statuss', 'Did you mean "status"?'],
    ['/dance', 'The commands are: start, approve, allow'],
    ['/approve maybe', '"approve" takes nothing, "all" or a number of tasks'],
    ['/skip 2', '"skip" takes no more words'],
    ['/', 'Nothing was typed.'],
  ])('%j is no command, and is told why', async (text, sentence) => {
    const { ann, started, now } = await openChat();
    await started();
    ann.says(text);
    expect((await ann.sees(/^⚠️/)).text).toContain(sentence);
    expect(now()).toBe('gate start 1');
  });

  it.each(['approve', 'yes', 'ok, approve all', '👍', 'Approve.'])(
    '%j without a slash is never an approval',
    async (text) => {
      const { ann, started, now } = await openChat();
      const card = await started();
      ann.says(text);
      await ann.sees(/^⚠️ Nothing was done: only commands, buttons and replies count/);
      ann.says(text, { reply_to: card });
      await ann.sees(/^⚠️ There is no completed task before this one to retry/);
      expect(now()).toBe('gate start 1');
    },
  );

  it('that is forwarded is nobody’s command', async () => {
    const { ann, started, now, end, texts } = await openChat();
    const card = await started();
    const said = ann.says('/help');
    await ann.sees(/\/approve .*go on/);
    ann.edits(said.message_id, '/approve');
    ann.forwards(said.message_id);
    ann.forwards(card);
    ann.says('/status');
    await ann.sees(/^📊/);
    await end();
    expect(texts().filter((text) => text.startsWith('⚠️ Nothing was done'))).toHaveLength(2);
    expect(now()).toBe('gate start 1');
  });

  it('below a file is not read', async () => {
    const { ann, started, now } = await openChat();
    await started();
    ann.sends('notes.txt', 'notes', { caption: '/approve' });
    await ann.sees(/^⚠️ Nothing was done/);
    expect(now()).toBe('gate start 1');
  });

  it('that is not among the commands which are offered is refused, and not proposed', async () => {
    const { ann, started, now, bots } = await openChat({
      settings: { commands: ['start', 'approve', 'status', 'help'] },
    });
    await started();
    ann.says('/stop');
    await ann.sees(/^⚠️ "stop" is not offered here/);
    ann.says('/stp');
    expect((await ann.sees(/"stp" is not a command/)).text).not.toContain('"stop"');
    expect(now()).toBe('gate start 1');
    const menu = bots.requests.find(({ method }) => method === 'setMyCommands')?.params;
    expect(menu).toMatchObject({ scope: { type: 'chat', chat_id: ann.chat } });
    expect((menu?.['commands'] as { command: string }[]).map(({ command }) => command)).toEqual([
      'start',
      'approve',
      'status',
      'help',
    ]);
  });
});

describe('/approve', () => {
  it.each(['/approve', '/approve 2', '/skip', '/retry with care'])(
    'and the like (%s), written before the present card, is refused and told what waits',
    async (text) => {
      const { ann, bots, started, now } = await openChat();
      await started();
      // Telegram keeps it while nobody asks, as if the bot were down.
      const early = ann.says('/status').message_id;
      await ann.sees(/^📊/);
      ann.taps('Begin');
      await ann.sees(/^⏸️ Task 2\/3/);
      bots.pushUpdate({
        update_id: 800_000_000,
        message: {
          message_id: early,
          date: 1_900_000_000,
          chat: { id: ann.chat, type: 'private', first_name: 'Ann' },
          from: ann.user,
          text,
        },
      });
      const refused = await ann.sees(/so it was not used|was decided already/);
      expect(refused.text).toContain('Waiting for you: Task 2/3');
      expect(now()).toBe('gate start 2');
    },
  );

  it('written before any card was shown approves nothing', async () => {
    const { ann, bots, disk, now } = await openChat({ script: runsOn });
    bots.fault({ method: 'sendMessage', error_code: 500 });
    ann.says('/start tasks/today.md');
    await until(() => now() === 'gate start 1');
    ann.says('/approve');
    await ann.sees(EARLIER);
    expect(now()).toBe('gate start 1');
    disk.clock.advance(60_000);
    await ann.sees(/^⏸️ Task 1\/3/);
    ann.says('/approve');
    await until(() => now() === 'run 1');
  });

  it('2 frees two tasks', async () => {
    const { ann, started, now } = await openChat();
    await started();
    ann.says('/approve 2');
    await ann.sees(/^⏸️ Task 3\/3/);
    expect(now()).toBe('gate start 3');
  });

  it('as a reply is meant for the card that it replies to', async () => {
    const { ann, started, now } = await openChat();
    const card = await started();
    ann.taps('Begin');
    await ann.sees(/^⏸️ Task 2\/3/);
    ann.says('/approve', { reply_to: card });
    await ann.sees(/^⚠️ That was decided already: approved by Ann/);
    expect(now()).toBe('gate start 2');
  });
});

describe('a reply', () => {
  async function failure(stage: ChatStage): Promise<number> {
    await stage.started();
    stage.ann.taps('Begin');
    return (await stage.ann.sees(offers('Retry'))).message_id;
  }

  it('to a failure is its Retry with those words', async () => {
    const stage = await openChat({ script: { ...runsOn, 1: [{ outcome: failed }, {}] } });
    const card = await failure(stage);
    stage.ann.says('Leave the index out.', { reply_to: card });
    await stage.ann.sees(/attempt 2/);
    expect(stage.runner.started.map(({ attempt }) => attempt.words)).toEqual([
      undefined,
      'Leave the index out.',
    ]);
    stage.ann.says('And the view.', { reply_to: card });
    await stage.ann.sees(/^⚠️ That was decided already: retried by Ann|^⚠️ That was decided already/);
    expect(stage.disk.starts).toHaveLength(2);
  });

  it.each([
    ['a failure', failed, 'Retry'],
    ['a question', asking, 'Take as done'],
  ])('to %s counts, too, when the chat was forgotten', async (_, outcome, label) => {
    const script = { ...runsOn, 1: [{ outcome }, {}] };
    const stage = await openChat({ script });
    const { ann, bots, disk } = stage;
    await stage.started();
    ann.taps('Begin');
    const card = await ann.sees(offers(label));
    await stage.end();
    const next = await openChat({ bots, disk, script, memory: createFakeMemory() });
    ann.says('Go on.', { reply_to: card.message_id });
    await until(() => next.now() === 'run 2');
    expect(next.runner.started[0]?.attempt.words).toBe('Go on.');
  });

  it('to an old card is refused', async () => {
    const stage = await openChat({
      script: { ...runsOn, 1: [{ outcome: failed }, { outcome: failed }, {}] },
    });
    const card = await failure(stage);
    stage.ann.taps('Retry');
    await stage.ann.sees(offers('Retry'), { after: card });
    stage.ann.says('Use the other table.', { reply_to: card });
    await stage.ann.sees(/^⚠️ That was decided already/);
    expect(stage.disk.starts).toHaveLength(2);
  });

  it('to anything else is no command', async () => {
    const { ann, started, now } = await openChat({ group: GROUP });
    await started();
    ann.says('/help');
    const help = await ann.sees(/\/approve .*go on/);
    ann.says('thanks', { reply_to: help.message_id });
    await ann.sees(/^⚠️ Nothing was done/);
    expect(now()).toBe('gate start 1');
  });
});

describe('/stop', () => {
  async function running(stage: ChatStage): Promise<void> {
    await stage.started();
    stage.ann.says('/approve');
    await stage.ann.sees(/^⚙️ Task 1/);
  }

  it('asks while an attempt runs, and /stop confirm ends it', async () => {
    const stage = await openChat({ script: runsOn });
    await running(stage);
    stage.ann.says('/stop');
    await stage.ann.sees(/^⚠️ End attempt 1\?/);
    expect(stage.now()).toBe('run 1');
    stage.ann.says('/stop confirm');
    await until(() => stage.now() === 'stopped');
  });

  it('confirm is about the attempt that was shown', async () => {
    const stage = await openChat({ script: runsOn });
    await running(stage);
    const early = stage.ann.says('/status').message_id;
    await stage.ann.sees(/^📊/);
    stage.runner.end(1, failed);
    await stage.ann.sees(offers('Retry'));
    stage.ann.taps('Retry');
    await stage.ann.sees(/attempt 2/);
    stage.bots.pushUpdate({
      update_id: 800_000_000,
      message: {
        message_id: early,
        date: 1_900_000_000,
        chat: { id: stage.ann.chat, type: 'private', first_name: 'Ann' },
        from: stage.ann.user,
        text: '/stop confirm',
      },
    });
    await stage.ann.sees(/^⚠️ End attempt 2\?/);
    expect(stage.now()).toBe('run 2');
  });

  it('closes at a gate', async () => {
    const { ann, started, now } = await openChat();
    await started();
    ann.says('/stop');
    await until(() => now() === 'stopped');
  });
});

describe('a topic', () => {
  it('in which somebody asks gets the answer', async () => {
    const { ann, bots } = await openChat({ group: { ...GROUP, topics: ['Builds', 'Talk'] } });
    const talk = threadOf(bots.chat(GROUP.id), 'Talk');
    ann.says('/status', { thread: talk });
    expect(await ann.sees(/^📊|^Nothing|started/)).toMatchObject({ thread: talk });
  });

  it('is not what a plain reply in a supergroup makes', async () => {
    const { ann, bots } = await openChat({ group: GROUP });
    const first = ann.says('/help').message_id;
    await ann.sees(/\/approve .*go on/);
    ann.says('/status', { reply_to: first });
    await ann.sees(/started/);
    const sent = bots.requests.filter(({ method }) => method === 'sendMessage');
    expect(sent.filter(({ params }) => 'message_thread_id' in params)).toEqual([]);
  });
});

const threadOf = (messages: ReturnType<ChatStage['bots']['chat']>, name: string): number =>
  messages.find(({ text }) => text === `(topic begun: ${name})`)?.thread ?? 0;
