import { afterEach, expect } from '@jest/globals';
import { Api } from 'grammy';
import { createDesk, type Desk } from '../../../../src/adapters/telegram/desk.ts';
import { createSender, type Sender } from '../../../../src/adapters/telegram/sender.ts';
import { loadSentMessages, type SentMessages } from '../../../../src/adapters/telegram/sent-messages.ts';
import type { Memory } from '../../../../src/app/ports/memory.ts';
import { createFakeClock, createFakeLog, type FakeClock, type FakeLog } from '../../../helpers/app-fakes.ts';
import { startBotApi, type BotApi } from '../../../helpers/telegram/bot-api.ts';
import type { SeenMessage } from '../../../helpers/telegram/chat-view.ts';
import { until } from '../../../helpers/until.ts';

export const ANN = 7;
export const SECRET = 'hunter2-hunter2';

/** A chat with Ann at Telegram's side, and everything that sends to it at ours. */
export interface OutStage {
  readonly bots: BotApi;
  readonly api: Api;
  readonly clock: WatchedClock;
  readonly log: FakeLog;
  readonly memory: FakeMemory;
  readonly sender: Sender;
  readonly sent: SentMessages;
  readonly desk: Desk;
  /** Ends every wait. */
  readonly closing: AbortController;
  /** From now on it is quiet hours, or not any more. */
  quiet: boolean;
  /** The messages of the bot in Ann's chat. */
  chat(): readonly SeenMessage[];
  texts(): readonly string[];
  /** The methods that were called. */
  calls(): readonly string[];
  /** The same with a new process: only the memory is left. */
  restarted(): Promise<OutStage>;
}

export interface WatchedClock extends FakeClock {
  /** Every wait there was, in milliseconds. */
  readonly waits: readonly number[];
  /** Lets time pass once somebody waits for exactly that long. */
  pass(ms: number): Promise<void>;
}

export function createWatchedClock(clock = createFakeClock()): WatchedClock {
  const waits: number[] = [];
  let passed = 0;
  return {
    ...clock,
    waits,
    wait(ms, signal) {
      waits.push(ms);
      return clock.wait(ms, signal);
    },
    async pass(ms) {
      await until(() => waits.slice(passed).includes(ms));
      passed = waits.length;
      clock.advance(ms);
    },
  };
}

export interface FakeMemory extends Memory {
  /** As a file has it. */
  json: string | undefined;
  writes: number;
  failing: boolean;
}

export const createFakeMemory = (json?: string): FakeMemory => ({
  json,
  writes: 0,
  failing: false,
  async read() {
    if (this.failing) throw new Error('EIO: i/o error, read');
    return this.json === undefined ? undefined : (JSON.parse(this.json) as unknown);
  },
  async write(value) {
    if (this.failing) throw new Error('ENOSPC: no space left on device, write');
    this.writes += 1;
    this.json = JSON.stringify(value);
  },
});

const open: { readonly bots: BotApi; readonly closing: AbortController }[] = [];

afterEach(async () => {
  for (const { bots, closing } of open.splice(0)) {
    closing.abort();
    await bots.close();
    expect(bots.violations).toEqual([]);
  }
});

export interface OutStageOptions {
  readonly chatId?: number;
}

export async function createOutStage(options: OutStageOptions = {}): Promise<OutStage> {
  const bots = await startBotApi();
  bots.person({ id: ANN, first_name: 'Ann' });
  return over({ ...options, bots, clock: createWatchedClock(), memory: createFakeMemory() });
}

async function over({
  chatId = ANN,
  ...world
}: OutStageOptions & Pick<OutStage, 'bots' | 'clock' | 'memory'>): Promise<OutStage> {
  const { bots, clock, memory } = world;
  const closing = new AbortController();
  open.push({ bots, closing });
  const api = new Api(bots.token, { apiRoot: bots.url });
  const log = createFakeLog();
  const redact = (text: string): string => text.replaceAll(SECRET, '[redacted]');
  const sender = createSender({ api, chatId, clock, redact, signal: closing.signal });
  const sent = await loadSentMessages({ memory, place: `1/${chatId}`, log });
  const isQuiet = (): boolean => stage.quiet;
  const stage: OutStage = {
    ...{ bots, api, clock, log, memory, sender, sent, closing, quiet: false },
    desk: createDesk({ sender, sent, isQuiet, redact, now: () => clock.now() }),
    chat: () => bots.chat(ANN).filter(({ from }) => from === 'bot'),
    texts: () => stage.chat().map(({ text }) => text),
    calls: () => bots.requests.map(({ method }) => method),
    restarted: () => over({ chatId, ...world }),
  };
  return stage;
}
