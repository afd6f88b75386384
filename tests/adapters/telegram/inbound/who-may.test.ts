import { describe, expect, it } from '@jest/globals';
import type { Update } from 'grammy/types';
import { ANN, createChatStages, GROUP, type ChatStage } from '../stage.ts';

const { openChat } = createChatStages();

const STRANGER = 'somebody who may not decide here wrote to the bot or tapped';

/** Who was logged, and the hint. */
const strangers = ({ logged }: ChatStage): readonly unknown[] =>
  logged
    .filter(({ message }) => message === STRANGER)
    .map(({ level, data }) => ({ level, user: data?.['user'], chat: data?.['chat'], hint: data?.['hint'] }));

/** Resolves when everything before it was dealt with and answered. */
async function settled(stage: ChatStage): Promise<readonly string[]> {
  stage.ann.says('/help');
  await stage.ann.sees(/\/approve .*go on/);
  await stage.end();
  return stage.texts();
}

describe('nothing is decided and nothing answered', () => {
  it('for a stranger in the group, who is logged once an hour', async () => {
    const stage = await openChat({ group: GROUP });
    const { mallory, bots, disk, now, ann } = stage;
    const card = await stage.started();
    const before = stage.texts().length;
    mallory.says('/approve all');
    mallory.says('/stop confirm');
    const taps = [mallory.taps('Begin'), mallory.tapsData(card, 'junk')];
    ann.says('/status');
    await ann.sees(/^📊/);
    disk.clock.advance(3_600_000);
    mallory.says('/start');
    expect(await settled(stage)).toHaveLength(before + 2);
    expect(now()).toBe('gate start 1');
    expect(taps).toHaveLength(2);
    expect(bots.requests.filter(({ method }) => method === 'answerCallbackQuery')).toEqual([]);
    const line = {
      level: 'warn',
      user: 99,
      chat: GROUP.id,
      hint: 'to allow them, add the user id to telegram.operators',
    };
    expect(strangers(stage)).toEqual([line, line]);
  });

  it('for an operator in another chat', async () => {
    const stage = await openChat({ group: GROUP });
    const card = await stage.started();
    const before = stage.texts().length;
    const elsewhere = stage.bots.person(ANN);
    elsewhere.says('/approve');
    elsewhere.tapsData(card, stage.carried('Begin'));
    expect(await settled(stage)).toHaveLength(before + 1);
    expect(stage.bots.chat(ANN.id).filter(({ from }) => from === 'bot')).toEqual([]);
    expect(stage.now()).toBe('gate start 1');
    expect(strangers(stage)).toEqual([
      {
        level: 'warn',
        user: ANN.id,
        chat: ANN.id,
        hint: 'an operator, but in another chat: telegram.chat_id is -1001',
      },
    ]);
  });

  it('for an anonymous admin, even if that account is among the operators', async () => {
    const anonymous = 1_087_968_824;
    const stage = await openChat({ group: GROUP, settings: { operators: [ANN.id, anonymous] } });
    const card = await stage.started();
    const before = stage.texts().length;
    const group = { id: GROUP.id, type: 'supergroup', title: 'Shop' } as const;
    for (const [n, text] of ['/approve', '/skip', '/stop'].entries()) {
      const update: Update = {
        update_id: 800_000_000 + n,
        message: {
          message_id: card + 1 + n,
          date: 1_800_000_000,
          chat: group,
          sender_chat: group,
          from: { id: anonymous, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' },
          text,
        },
      };
      stage.bots.pushUpdate(update);
    }
    expect(await settled(stage)).toHaveLength(before + 1);
    expect(stage.now()).toBe('gate start 1');
    expect(strangers(stage)).toEqual([
      {
        level: 'warn',
        user: undefined,
        chat: GROUP.id,
        hint: 'who writes as the group or as a channel cannot be told from others: an admin turns "Remain anonymous" off',
      },
    ]);
  });

  it('for an edited message', async () => {
    const stage = await openChat();
    await stage.started();
    const before = stage.texts().length;
    const said = stage.ann.says('/help');
    await stage.ann.sees(/\/approve .*go on/);
    stage.ann.edits(said.message_id, '/approve');
    stage.ann.says('/status');
    await stage.ann.sees(/^📊/);
    await stage.end();
    expect(stage.texts()).toHaveLength(before + 2);
    expect(stage.now()).toBe('gate start 1');
  });

  it('for people who talk to each other, and for a command to another bot', async () => {
    const stage = await openChat({ group: GROUP });
    await stage.started();
    const before = stage.texts().length;
    stage.bob.says('approve, I would say, @emulated_bot');
    stage.bots.pushUpdate(messageOf(stage, '/approve@other_bot'));
    expect(await settled(stage)).toHaveLength(before + 1);
    expect(stage.now()).toBe('gate start 1');
  });

  it('for what Telegram says in the name of an operator', async () => {
    const stage = await openChat();
    const card = await stage.started();
    const before = stage.texts().length;
    const chat = { id: ANN.id, type: 'private', first_name: 'Ann' } as const;
    const pinned = { message_id: card, date: 0, chat } as const;
    stage.bots.pushUpdate({
      update_id: 800_000_000,
      message: {
        message_id: card + 9,
        date: 1_800_000_000,
        chat,
        from: stage.ann.user,
        pinned_message: pinned,
      },
    });
    expect(await settled(stage)).toHaveLength(before + 1);
  });
});

describe('a command that names this bot', () => {
  it('counts', async () => {
    const stage = await openChat({ group: GROUP });
    stage.ann.says('/Start@Emulated_Bot tasks/today.md');
    await stage.ann.sees(/^⏸️ Task 1\/3/);
    stage.bob.says('/skip@emulated_bot');
    await stage.ann.sees(/^⏸️ Task 2\/3/);
  });
});

function messageOf({ ann, chat }: ChatStage, text: string): Update {
  return {
    update_id: 800_000_000,
    message: {
      message_id: 5_000,
      date: 1_800_000_000,
      chat: { id: chat, type: 'supergroup', title: 'Shop' },
      from: ann.user,
      text,
    },
  };
}
