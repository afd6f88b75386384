import { afterEach, beforeAll } from '@jest/globals';
import { Api } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import {
  createTelegramChannel,
  type TelegramChannel,
  type TelegramSettings,
} from '../../../src/adapters/telegram/telegram-channel.ts';
import { createLocalTime } from '../../../src/app/local-time.ts';
import type { CallBook } from '../../../src/app/ports/call-book.ts';
import type { LogData } from '../../../src/app/ports/log.ts';
import type { Memory } from '../../../src/app/ports/memory.ts';
import type { SessionService, SessionServiceDeps } from '../../../src/app/session-service.ts';
import { createFakeEvidenceBook } from '../../helpers/app-fakes.ts';
import { createFakeCallBook, fakeAsking } from '../../helpers/asking-fakes.ts';
import { required } from '../../helpers/session-play.ts';
import { startBotApi, type BotApi } from '../../helpers/telegram/bot-api.ts';
import type { SeenMessage } from '../../helpers/telegram/chat-view.ts';
import type { ChatOptions } from '../../helpers/telegram/chats.ts';
import type { Person } from '../../helpers/telegram/person.ts';
import type { FakeProject } from './fake-project.ts';
import { createStage, emptyDisk, FILE, now, type Stage, type StageOptions } from '../../app/stage.ts';

export const ANN = { id: 4_711, first_name: 'Ann' };
export const BOB = { id: 4_712, first_name: 'Bob' };
export const MALLORY = { id: 99, first_name: 'Mallory' };
export const GROUP: ChatOptions = { id: -1_001, type: 'supergroup', title: 'Shop' };

const PATIENCE_MS = 5_000;

/** A card with such a button. */
export const offers =
  (label: string) =>
  ({ buttons }: SeenMessage): boolean =>
    buttons.flat().includes(label);

/** What a channel keeps over restarts. */
export function createFakeMemory(): Memory & { kept: unknown } {
  return {
    kept: undefined,
    async read() {
      return this.kept;
    },
    async write(value) {
      this.kept = structuredClone(value);
    },
  };
}

export interface LoggedLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly data: LogData | undefined;
}

export interface ChatStage extends Stage {
  readonly bots: BotApi;
  readonly channel: TelegramChannel;
  readonly callBook: CallBook;
  readonly memory: ReturnType<typeof createFakeMemory>;
  /** In the chat that is configured. */
  readonly ann: Person;
  readonly bob: Person;
  readonly mallory: Person;
  readonly chat: number;
  readonly logged: readonly LoggedLine[];
  /** What the operator of the machine was told. */
  readonly troubles: readonly string[];
  readonly working: readonly string[];
  /** What `serve` came to. */
  readonly served: Promise<unknown>;
  /** What the session does now, as `gate start 2`. */
  readonly now: () => string;
  /** Ann starts the file; resolves with the id of the first card. */
  readonly started: () => Promise<number>;
  /** Receives and tells to the end; the chat does not change any more then. */
  readonly end: () => Promise<void>;
  /** Its process is gone: it is not ended, also not after the test. */
  readonly abandon: () => void;
  /** The texts of the bot, oldest first. */
  readonly texts: () => readonly string[];
  /** What the newest button with that label carries. */
  readonly carried: (label: string) => string;
}

export interface ChatStageOptions extends StageOptions {
  readonly settings?: Partial<TelegramSettings>;
  /** A group that everybody is in; without it Ann's private chat. */
  readonly group?: ChatOptions;
  readonly bots?: BotApi;
  readonly memory?: ReturnType<typeof createFakeMemory>;
  /** The files that attempts change; without them there is no repository. */
  readonly project?: FakeProject;
  /** What calls would do, as kept by a process before. */
  readonly calls?: Map<string, string>;
  /** What stands between the channel and the service. */
  readonly wrap?: (service: SessionService) => SessionService;
}

/** Each stage is ended, and each emulator closed, after its test; the bot may ask nothing that Telegram does not know. */
export function createChatStages(): {
  readonly openChat: (options?: ChatStageOptions) => Promise<ChatStage>;
  readonly openBots: () => Promise<BotApi>;
  /** Called after the test, before the emulators are closed. */
  readonly atEnd: (end: () => Promise<void>) => void;
} {
  const ends: (() => Promise<void>)[] = [];
  const open: BotApi[] = [];

  // The emulator's first answer takes its time, which no test is to wait for.
  beforeAll(async () => {
    const bots = await startBotApi();
    await new Api(bots.token, { apiRoot: bots.url }).getMe();
    await bots.close();
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
    for (const bots of open.splice(0)) {
      await bots.close();
      if (bots.violations.length > 0) throw new Error(JSON.stringify(bots.violations, undefined, 2));
    }
  });

  async function openBots(): Promise<BotApi> {
    const bots = await startBotApi();
    open.push(bots);
    return bots;
  }

  async function openChat(options: ChatStageOptions = {}): Promise<ChatStage> {
    const {
      settings,
      group,
      project,
      memory = createFakeMemory(),
      disk = emptyDisk(),
      rules = required,
    } = options;
    const bots = options.bots ?? (await openBots());
    const people = peopleIn(bots, group);
    const { chat } = people.ann;
    const logged: LoggedLine[] = [];
    const troubles: string[] = [];
    const working: string[] = [];
    const callBook = createFakeCallBook(options.calls);
    const late: { channel?: TelegramChannel; deps?: SessionServiceDeps } = {};
    const stage = createStage({
      ...options,
      disk,
      deps(fakes) {
        const own: Partial<SessionServiceDeps> = {
          care: project?.care,
          ...fakeAsking(callBook),
          zone: 'UTC',
          channels: [
            {
              name: 'telegram',
              deliver: async (...notice) => late.channel?.deliver(...notice),
              progress: (progress) => late.channel?.progress?.(progress),
            },
          ],
          ...options.deps?.(fakes),
        };
        late.deps = { ...fakes, ...own };
        return own;
      },
    });
    if (!late.deps) throw new Error('the stage asks for its parts at once');
    const { runner, archive, taskFiles, clock, ids } = late.deps;
    const log = recordingLog(logged);
    const channel = await createTelegramChannel({
      settings: {
        token: bots.token,
        apiRoot: bots.url,
        chatId: chat,
        operators: [ANN.id, BOB.id],
        ...settings,
      },
      records: (session, epoch) => runner.record(session, epoch),
      tasks: (session, list) => archive.readTasks(session, list),
      evidence: evidenceOf(project),
      callBook,
      logsFolder: (session) => `logs/${session}`,
      logFile: (session, position) => `logs/${session}/task-${position}-output.log`,
      local: createLocalTime(() => clock.now(), 'UTC'),
      ...{ memory, taskFiles, rules, clock, ids, log },
      isQuiet: () => false,
      redact: (text) => text,
      onTrouble: (sentence) => troubles.push(sentence),
      onWorking: (bot) => working.push(bot),
    });
    late.channel = channel;
    const service = options.wrap?.(stage.service) ?? stage.service;
    channel.takeUp(service, await stage.service.recover());
    const served = channel.serve(service);
    served.catch(() => undefined);

    let ended: Promise<void> | undefined;
    async function endAll(): Promise<void> {
      // What waits by the fake clock, after a failed test say, is not waited for.
      const impatient = setTimeout(() => disk.clock.advance(600_000), PATIENCE_MS);
      await channel.stopReceiving();
      await stage.service.close();
      await channel.close();
      clearTimeout(impatient);
    }
    const end = (): Promise<void> => (ended ??= endAll());
    ends.push(end);

    return {
      ...stage,
      ...people,
      ...{ bots, channel, callBook, memory, chat, logged, troubles, working, served, end },
      now: () => now(stage.service.read()),
      abandon: () => void ends.splice(ends.indexOf(end), 1),
      async started() {
        people.ann.says(`/start ${FILE}`);
        return (await people.ann.sees(/^⏸️ Task 1\/\d/)).message_id;
      },
      texts: () =>
        bots
          .chat(chat)
          .filter(({ from }) => from === 'bot')
          .map(({ text }) => text),
      carried: (label) => carriedBy(bots, label),
    };
  }

  return { openChat, openBots, atEnd: (end) => ends.push(end) };
}

const evidenceOf = (project: FakeProject | undefined): FakeProject['evidence'] =>
  project?.evidence ?? createFakeEvidenceBook();

function peopleIn(bots: BotApi, group: ChatOptions | undefined): Pick<ChatStage, 'ann' | 'bob' | 'mallory'> {
  if (group) bots.addChat(group);
  const place = group && { chat: group.id };
  return {
    ann: bots.person({ ...ANN, ...place }),
    bob: bots.person({ ...BOB, ...place }),
    mallory: bots.person({ ...MALLORY, ...place }),
  };
}

function carriedBy(bots: BotApi, label: string): string {
  const keyboards = bots.requests.flatMap(({ params }) => {
    const { reply_markup: markup } = params as { reply_markup?: InlineKeyboardMarkup };
    return markup?.inline_keyboard.flat() ?? [];
  });
  const found = keyboards.findLast(({ text }) => text === label);
  if (!found || !('callback_data' in found)) throw new Error(`There was no button ${label}.`);
  return found.callback_data;
}

function recordingLog(lines: LoggedLine[]): SessionServiceDeps['log'] {
  const at = (level: LoggedLine['level']) => (message: string, data?: LogData) =>
    void lines.push({ level, message, data });
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    close: async () => {},
  };
}
