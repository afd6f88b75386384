import { Bot, type Context } from 'grammy';
import { createPolling, type Polling } from '../../../../src/adapters/telegram/polling.ts';
import { createFakeClock, createFakeLog, type FakeClock, type FakeLog } from '../../../helpers/app-fakes.ts';
import type { BotApi } from '../../../helpers/telegram/bot-api.ts';
import type { Person } from '../../../helpers/telegram/person.ts';
import { until } from '../../../helpers/until.ts';
import { ANN, type createChatStages } from '../stage.ts';

export interface PollStage {
  readonly bots: BotApi;
  readonly ann: Person;
  readonly polling: Polling;
  readonly clock: FakeClock;
  readonly log: FakeLog;
  /** The texts that were received to the end. */
  readonly done: readonly string[];
  readonly troubles: readonly string[];
  readonly working: readonly string[];
  readonly ended: Promise<unknown>;
  /** Its process is gone: it is not stopped, also not after the test. */
  readonly abandon: () => void;
}

interface PollOptions {
  readonly bots?: BotApi;
  readonly token?: string;
  readonly receive?: (text: string) => Promise<void>;
  /** Instead of thirty. */
  readonly pollSeconds?: number;
}

/** Polling alone, over an emulator; each is stopped after its test. */
export function createPollStages({
  openBots,
  atEnd,
}: Pick<ReturnType<typeof createChatStages>, 'openBots' | 'atEnd'>): (
  options?: PollOptions,
) => Promise<PollStage> {
  return poll;

  async function poll({ bots: given, token, receive, pollSeconds }: PollOptions = {}): Promise<PollStage> {
    const bots = given ?? (await openBots());
    const clock = createFakeClock();
    const log = createFakeLog();
    const done: string[] = [];
    const troubles: string[] = [];
    const working: string[] = [];
    const polling = createPolling({
      answered: () => Promise.resolve(),
      newBot() {
        const bot = new Bot(token ?? bots.token, { client: { apiRoot: bots.url } });
        bot.api.config.use((call, method, payload, signal) => {
          const shorter = pollSeconds !== undefined && 'timeout' in payload ? { timeout: pollSeconds } : {};
          return call(method, { ...payload, ...shorter }, signal);
        });
        return bot;
      },
      async receive({ message }: Context) {
        await receive?.(message?.text ?? '');
        done.push(message?.text ?? '');
      },
      onWorking: (bot) => working.push(bot.botInfo.username),
      onTrouble: (sentence) => troubles.push(sentence),
      clock,
      log,
    });
    let abandoned = false;
    atEnd(async () => (abandoned ? undefined : polling.stop()));
    const ended = polling.run().then(
      () => 'stopped',
      (error: unknown) => error,
    );
    const stage: PollStage = {
      bots,
      ann: bots.person(ANN),
      polling,
      clock,
      log,
      done,
      troubles,
      working,
      ended,
      abandon: () => void (abandoned = true),
    };

    return stage;
  }
}

export const isPolling = (bots: BotApi, calls = 1): Promise<unknown> => until(() => bots.polls() >= calls);
