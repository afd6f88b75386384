import { beforeEach, describe, expect, it } from '@jest/globals';
import { mayPass } from '../../../../src/adapters/telegram/send-trouble.ts';
import { bold, plain } from '../../../../src/adapters/telegram/messages/rich-text.ts';
import { DeliveryRefused } from '../../../../src/app/ports/channel.ts';
import { ANN, createOutStage, type OutStage } from './stage.ts';

const loud = { silent: false };
let stage: OutStage;

beforeEach(async () => {
  stage = await createOutStage();
});

const send = ({ sender }: OutStage, topic?: number): Promise<unknown> =>
  sender.send({ text: plain('x') }, { ...loud, topic }).catch((error: unknown) => error);

const refused = (reason: string | RegExp, final = false): object => ({
  name: 'DeliveryRefused',
  final,
  reason: expect.stringMatching(reason),
});

describe('what a person has to put right', () => {
  it('is a bot that was blocked', async () => {
    const ann = stage.bots.person({ id: ANN, first_name: 'Ann' });
    ann.blocks();
    expect(await send(stage)).toMatchObject(refused(/^The bot was blocked: unblock it in Telegram\.$/));
    ann.unblocks();
    expect(await send(stage)).toEqual(expect.any(Number));
  });

  it('is a chat that Telegram does not know', async () => {
    expect(await send(await createOutStage({ chatId: 8 }))).toMatchObject(
      refused(/no such chat.*`telegram\.chat_id`/),
    );
  });

  it('is a group that threw the bot out', async () => {
    const group = await createOutStage({ chatId: -5 });
    group.bots.addChat({ id: -5, type: 'group', title: 'Team' });
    group.bots.person({ id: ANN, first_name: 'Ann', chat: -5 }).blocks();
    expect(await send(group)).toMatchObject(refused(/removed from the group: add it again/));
  });

  it('is a group with a new id, which is named', async () => {
    const group = await createOutStage({ chatId: -5 });
    group.bots.addChat({ id: -5, type: 'group', title: 'Team' });
    group.bots.migrateChat(-5, -1_005);
    expect(await send(group)).toMatchObject(refused(/set `telegram\.chat_id` to -1005\./));
  });

  it('is a topic that is not there', async () => {
    const forum = await createOutStage({ chatId: -6 });
    const { topics } = forum.bots.addChat({ id: -6, type: 'supergroup', title: 'Forum', topics: ['Work'] });
    expect(await send(forum, 99)).toMatchObject(refused(/no such topic.*`telegram\.topic_id`/));
    expect(await send(forum, topics['Work'])).toEqual(expect.any(Number));
  });

  it.each([
    [400, 'Bad Request: not enough rights to send text messages to the chat', /give it the right/],
    [400, 'Bad Request: have no rights to send a message', /give it the right/],
    [400, 'Bad Request: CHAT_WRITE_FORBIDDEN', /give it the right/],
    [400, 'Bad Request: CHAT_SEND_PLAIN_FORBIDDEN', /give it the right/],
    [400, 'Bad Request: TOPIC_CLOSED', /topic is closed/],
    [400, 'Bad Request: TOPIC_DELETED', /topic was deleted/],
    [400, 'Bad Request: PEER_ID_INVALID', /correct `telegram\.chat_id`/],
    [403, 'Forbidden: user is deactivated', /account is gone/],
    [403, 'Forbidden: bot is not a member of the supergroup chat', /not in the group: add it/],
    [403, "Forbidden: bot can't initiate conversation with a user", /press Start/],
    [403, 'Forbidden: the group chat was deleted', /group was deleted/],
    [403, 'Forbidden: for a reason of its own', /forbids it \(Forbidden: for a reason of its own\)/],
    [401, 'Unauthorized', /does not know the token: set `telegram\.token`/],
    [404, 'Not Found', /does not know the token/],
  ])('is what Telegram calls %i %s', async (error_code, description, sentence) => {
    stage.bots.fault({ error_code, description });
    const error = await send(stage);
    expect(error).toMatchObject(refused(sentence));
    expect(mayPass(error)).toBe(false);
    stage.bots.fault({ error_code, description });
    await expect(stage.sender.edit(1, () => ({ text: plain('x') }))).rejects.toBeInstanceOf(DeliveryRefused);
  });
});

describe('a message that Telegram never takes', () => {
  it('is refused for good', async () => {
    const text = plain('x'.repeat(4_097));
    await expect(stage.sender.send({ text }, loud)).rejects.toMatchObject(
      refused(/message is too long/, true),
    );
    expect(stage.bots.requests).toHaveLength(1);
  });

  it('is one that is refused without formatting, too: Telegram is quoted', async () => {
    const fault = { error_code: 400, description: "Bad Request: can't parse entities: no end" };
    stage.bots.fault({ ...fault, times: 2 });
    await expect(stage.sender.send({ text: bold('x') }, loud)).rejects.toMatchObject(
      refused(/can't parse entities: no end/, true),
    );
    expect(stage.bots.requests).toHaveLength(2);
  });

  it('is one that seems to be there already', async () => {
    stage.bots.fault({ error_code: 400, description: 'Bad Request: MESSAGE_ID_INVALID' });
    expect(await send(stage)).toMatchObject(refused('does not take', true));
  });
});

describe('formatting that Telegram refuses', () => {
  it.each([
    "Bad Request: can't parse entities: unsupported start tag",
    'Bad Request: ENTITY_BOUNDS_INVALID',
    'Bad Request: entities are too many',
  ])('is given up: %s', async (description) => {
    stage.bots.fault({ error_code: 400, description });
    const id = await stage.sender.send({ text: bold('x') }, loud);
    expect(stage.chat()).toMatchObject([{ text: 'x', entities: [] }]);
    stage.bots.fault({ error_code: 400, description });
    await stage.sender.edit(id, () => ({ text: bold('y') }));
    expect(stage.chat()).toMatchObject([{ text: 'y', entities: [] }]);
  });
});

describe('what is as it is to be, or gone', () => {
  it('is no failure', async () => {
    const id = await stage.sender.send({ text: plain('x') }, loud);
    await stage.sender.edit(id, () => ({ text: plain('x') }));
    await stage.sender.setButtons(id, () => []);
    await stage.sender.edit(999, () => ({ text: plain('x') }));
    await stage.sender.setButtons(999, () => []);
    const answers = stage.bots.requests.map(({ answer }) => answer?.ok);
    expect(answers).toEqual([true, false, false, false, false]);
  });

  it('is a message of somebody else', async () => {
    const ann = stage.bots.person({ id: ANN, first_name: 'Ann' });
    const { message_id } = ann.says('hello');
    await stage.sender.edit(message_id, () => ({ text: plain('x') }));
    expect(stage.bots.requests[0]?.answer?.ok).toBe(false);
  });

  it('is a tap from long ago: it is told so', async () => {
    expect(await stage.sender.answerTap('40', { text: 'x', alert: false })).toBe(false);
  });
});
