import { expect, it } from '@jest/globals';
import type { Message } from 'grammy/types';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { initRepository } from '../helpers/git-project.ts';
import { subscriptionEnv } from '../helpers/scripted-claude.ts';
import { asMarkdown } from '../helpers/telegram-day/as-markdown.ts';
import type { ChatMessage } from '../helpers/telegram-day/chat-entry.ts';
import { chatPicture } from '../helpers/telegram-day/chat-picture.ts';
import { createDayBook, type DayBook } from '../helpers/telegram-day/day-book.ts';
import { between, expectKept } from '../helpers/telegram-day/kept.ts';
import { SHOP_LIST, shopScript, waitingProgram } from '../helpers/telegram-day/shop.ts';
import { createTelegramStages, type TelegramStage } from '../helpers/telegram-stage.ts';
import { until } from '../helpers/until.ts';

const createStage = createTelegramStages();
/** Ten attempts of the real CLI, on a machine that others use, too. */
const LIMIT_MS = 180_000;

it(
  'a day in a chat, with everything that can be sent and tapped',
  async () => {
    const stage = await createStage({ script: shopScript, tasks: SHOP_LIST, env: subscriptionEnv });
    const { project, bots } = stage;
    await writeTodaysList(stage);
    await initRepository(project);
    const stranger = bots.person({ id: 99, first_name: 'Mallory' });
    const day = createDayBook(stage);
    const service = await stage.serve();
    stranger.says('/approve all');

    await morning(stage, day);
    await failureAndQuestion(stage, day);
    service.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    const next = await restart(stage, day);
    await afternoon(stage, day);
    next.kill('SIGTERM');
    expect(await next.ended).toBe(0);

    expect((await readFile(join(project.directory, 'done.txt'), 'utf8')).trim().split('\n')).toEqual([
      'migrate began',
      'migration',
      'actions',
      'page: Leave the screenshot out. Keep cancelled invoices, in grey.',
      'search: SQLite, please.',
      'mail',
      'readme',
      'release began',
      'release',
    ]);
    expect(await attemptsIn(stage)).toEqual([
      { epoch: 1, task: 1, by: 'decision' },
      { epoch: 2, task: 2, by: 'decision' },
      { epoch: 3, task: 3, by: 'leash' },
      { epoch: 4, task: 3, by: 'decision' },
      { epoch: 5, task: 4, by: 'decision' },
      { epoch: 6, task: 4, by: 'decision' },
      { epoch: 7, task: 6, by: 'decision' },
      { epoch: 8, task: 6, by: 'decision' },
      { epoch: 9, task: 7, by: 'type' },
      { epoch: 10, task: 8, by: 'decision' },
    ]);
    expect(bots.chat(stranger.chat).map(({ from }) => from)).toEqual(['Mallory']);
    expectRings(day);
    expectKept('docs/telegram.md', between('day', asMarkdown(day.entries())));
    for (const [name, picture] of pictures(day)) expectKept(`docs/pictures/${name}.svg`, () => picture);
  },
  LIMIT_MS,
);

/** The day may change while the test runs, and the time zone of the program may be another. */
async function writeTodaysList({ project }: TelegramStage): Promise<void> {
  const today = new Date();
  for (const offset of [-1, 0, 1]) {
    const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() + offset);
    const two = (n: number): string => String(n).padStart(2, '0');
    const name = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}-tasks.md`;
    await project.write(`tasks/${name}`, SHOP_LIST);
  }
  await mkdir(join(project.directory, 'bin'));
  for (const name of ['migrate', 'release']) {
    const path = await project.write(`work/bin/${name}`, waitingProgram(name));
    await chmod(path, 0o755);
  }
}

const letGo = ({ project }: TelegramStage, name: string): Promise<void> =>
  writeFile(join(project.root, `go-${name}`), '');

async function morning(stage: TelegramStage, day: DayBook): Promise<void> {
  const { ann } = stage;
  day.part('09:30', 'The list');
  day.says('/start');
  const begin = await ann.sees(/⏸️ Task 1\/8/);
  // A thumb that taps twice.
  const [first, second] = await Promise.all([day.taps('Begin'), day.taps('Begin')]);
  expect(first).toBe('✅ Approved');
  expect(second).toMatch(/counted already/);
  await ann.sees((message) => message.message_id === begin.message_id && message.buttons.length === 0);
  const running = await ann.sees(/⚙️ Task 1\/8/);

  day.part('09:31', 'While a task runs');
  await ann.sees(/now: Bash .*migrate/, { after: running.message_id - 1 });
  day.says('/status');
  await ann.sees(/📊 Session/);
  day.says('/logs 4');
  await ann.sees(/📜/);
  day.says('is it done?');
  await ann.sees(/⚠️ Nothing was done/);
  day.says('/aprove');
  await ann.sees(/not a command/);
  day.part('09:40', 'After a checkpoint');
  await letGo(stage, 'migrate');
  const gate = await ann.sees(/⏸️ Task 2\/8/);
  expect(gate.buttons).toContainEqual(['Retry task 1', 'Undo task 1']);
  await day.taps('Whole instruction');
  await ann.sees(/Instruction to Claude/);
  await day.taps('Diff of task 1');
  await ann.sees(/CREATE TABLE invoices/);
  day.says('/approve 2');
}

async function failureAndQuestion(stage: TelegramStage, day: DayBook): Promise<void> {
  const { ann, bots } = stage;
  const failed = await ann.sees(/❌ Task 3\/8 /);
  day.part('10:05', 'A failure, and a reply to it', failed);
  day.says('Leave the screenshot out. Keep cancelled invoices, in grey.', { reply_to: failed.message_id });
  const gate = await ann.sees(/⏸️ Task 4\/8/);

  day.part('10:20', 'A pause', gate);
  const data = await dataOf(stage, gate.message_id, 'Approve');
  day.says('/pause');
  await ann.sees(/⏸️ Paused by Ann/);
  expect(await day.tapsOld('Approve', { message: gate.message_id, data })).toMatch(/paused/);
  await day.taps('Resume');
  await ann.sees(/▶️ Resumed by Ann/);
  expect(await day.taps('Approve', { message: gate.message_id })).toBe('✅ Approved');
  const asked = await ann.sees(/⚠️ Task 4\/8 /);
  day.part('10:30', 'A question of Claude, and the answer', asked);
  day.says('SQLite, please.', { reply_to: asked.message_id });
  day.part('10:40', 'A late tap, and a skip', await ann.sees(/⏸️ Task 5\/8/));
  // The card of another task, in a chat that has not been loaded anew.
  expect(await day.tapsOld('Approve', { message: gate.message_id, data })).toMatch(
    /approved by Ann.*\n.*Task 5/,
  );
  expect(await day.taps('Skip')).toBe('⏭️ Skipped');
  day.part('11:00', 'The service is away', await ann.sees(/⏸️ Task 6\/8/));
  expect(bots.updatesPending()).toBe(0);
}

async function restart(stage: TelegramStage, day: DayBook): ReturnType<TelegramStage['serve']> {
  const { ann, bots } = stage;
  day.note('The service is stopped: the machine gets an update.');
  day.tapsAway('Approve');
  // By then the phone waits no longer for an answer.
  bots.expireQueries();
  day.note('Two hours later it is started again.');
  day.part('13:00', 'The usage limit');
  const service = await stage.serve();
  await ann.sees(/⚠️ Task 6\/8 /);
  return service;
}

async function afternoon(stage: TelegramStage, day: DayBook): Promise<void> {
  const { ann } = stage;
  expect(await day.taps('Retry now')).toBe('▶️ Another attempt');
  const eighth = await ann.sees(/⏸️ Task 8\/8/);
  day.part('13:25', 'Taken back, and forth again', eighth);
  await day.taps('Undo task 7');
  const seventh = await ann.sees(/⏸️ Task 7\/8/, { after: eighth.message_id });
  await day.taps('Redo task 7');
  day.part('13:30', 'Stop, or not', await ann.sees(/⏸️ Task 8\/8/, { after: seventh.message_id }));
  await day.taps('Approve');
  await ann.sees(/now: Bash .*release/);
  await day.taps('Stop');
  await ann.sees(/⚠️ End attempt 10\?/);
  expect(await day.taps('Let it run')).toBe('It goes on.');
  await letGo(stage, 'release');
  day.part('13:45', 'The end', await ann.sees(/before the session ends/));
  await day.taps('Finish');
  await ann.sees(/✅ Session/);
  day.says('/status');
  await ann.sees(/📊 Session .*\n✅ Finished/);
  day.says('/help');
  await ann.sees(/📋 Commands/);
}

interface Keyboard {
  readonly inline_keyboard: readonly (readonly { readonly text: string; readonly callback_data: string }[])[];
}

/** What a button carries, to tap it when it is gone. */
async function dataOf({ bots }: TelegramStage, message: number, label: string): Promise<string> {
  // A message is seen a moment before its sending is answered.
  const sent = await until(() =>
    bots.requests.find(
      ({ method, answer }) =>
        method === 'sendMessage' && answer?.ok === true && (answer.result as Message).message_id === message,
    ),
  );
  const { inline_keyboard: rows } = sent.params['reply_markup'] as Keyboard;
  return rows.flat().find(({ text }) => text === label)?.callback_data ?? '';
}

interface AuditLine {
  readonly attempts?: readonly { readonly epoch: number; readonly task: number; readonly by: string }[];
}

async function attemptsIn({ project }: TelegramStage): Promise<AuditLine['attempts']> {
  const lines = (await project.read('logs/audit.jsonl')).trim().split('\n');
  return lines.flatMap((line) => (JSON.parse(line) as AuditLine).attempts ?? []);
}

const botMessages = (day: DayBook): readonly ChatMessage[] =>
  day
    .entries()
    .filter((entry) => entry.kind === 'message')
    .filter(({ isBot }) => isBot);

/** Questions and the end ring; what can be read later does not. */
function expectRings(day: DayBook): void {
  const heads = (rings: boolean): readonly string[] =>
    botMessages(day)
      .filter((message) => message.rings === rings)
      .map(({ text }) => text.slice(0, 40).split('\n')[0] ?? '');
  expect(heads(true).map((head) => /^\S+ (?:Task \d|Waiting|Session)/.exec(head)?.[0])).toEqual([
    '⏸️ Task 1',
    '⏸️ Task 2',
    '❌ Task 3',
    '⏸️ Task 4',
    '⚠️ Task 4',
    '⏸️ Task 5',
    '⏸️ Task 6',
    '⚠️ Task 6',
    '⏸️ Task 8',
    '⏸️ Task 7',
    '⏸️ Task 8',
    '⏸️ Waiting',
    '✅ Session',
  ]);
  expect(heads(false).filter((head) => /^(?:⏸️ Task|❌)/.test(head))).toEqual([]);
  expect(heads(false).filter((head) => head.startsWith('⚙️'))).toHaveLength(10);
}

function pictures(day: DayBook): readonly (readonly [string, string])[] {
  const all = day.entries().filter((entry) => entry.kind === 'message');
  const find = (pattern: RegExp): ChatMessage => {
    const found = all.find(({ text }) => pattern.test(text));
    if (!found) throw new Error(`There is no message like ${String(pattern)}.`);
    return found;
  };
  const shown: Readonly<Record<string, readonly [string, ...ChatMessage[]]>> = {
    list: ['A list is started', find(/^\/start$/), find(/^📋/), find(/^⏸️ Task 1/)],
    gate: ['A task waits for approval', find(/^⏸️ Task 2/)],
    evidence: ['What an attempt did, and its diff', find(/^✅ Task 2/), find(/CREATE TABLE/)],
    running: ['A task runs and is done', day.edited(/^⚙️ Task 1.*\n.*\nnow: Bash/), find(/^✅ Task 1/)],
    failure: ['A task failed; a reply tries again', find(/^❌ Task 3/), find(/^Leave the screenshot/)],
    status: ['Where the session stands', find(/^\/status$/), find(/^📊 Session/)],
    end: ['The end of the session', find(/before the session ends/), find(/^✅ Session/)],
  };
  return Object.entries(shown).map(([name, [title, ...messages]]) => [name, chatPicture(title, messages)]);
}
