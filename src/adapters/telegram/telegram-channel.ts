import { setMaxListeners } from 'node:events';
import { Api, Bot } from 'grammy';
import { since } from '../../app/local-time.ts';
import type { AttemptProgress, Channel } from '../../app/ports/channel.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { Ids } from '../../app/ports/ids.ts';
import type { Log } from '../../app/ports/log.ts';
import { createMailbox } from '../../app/mailbox.ts';
import type { Memory } from '../../app/ports/memory.ts';
import type { TaskFiles } from '../../app/ports/task-files.ts';
import type { Recovered, SessionService } from '../../app/session-service.ts';
import type { Instant } from '../../core/attempt/index.ts';
import type { GateRules } from '../../core/gate/index.ts';
import { operatorWords, type OperatorName } from '../../core/operator/index.ts';
import { createAnswers } from './answers.ts';
import type { Conversation, Sources } from './conversation.ts';
import { createDelivery } from './deliver.ts';
import { createDesk } from './desk.ts';
import { createLiveMessage } from './live-message.ts';
import { offerCommands } from './menu.ts';
import { createOperators } from './operators.ts';
import { createPicks } from './picks.ts';
import { createPolling } from './polling.ts';
import { createReceiver } from './receive.ts';
import { createSender } from './sender.ts';
import { loadSentMessages } from './sent-messages.ts';

export interface TelegramSettings {
  readonly token: string;
  readonly chatId: number;
  readonly operators: readonly number[];
  readonly topicId?: number | undefined;
  readonly apiRoot?: string | undefined;
  readonly commands?: readonly OperatorName[] | undefined;
}

export interface TelegramDeps extends Sources {
  readonly settings: TelegramSettings;
  readonly memory: Memory;
  readonly taskFiles: TaskFiles;
  readonly rules: GateRules;
  readonly isQuiet: (at: Instant) => boolean;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'digest'>;
  readonly log: Log;
  readonly redact: (text: string) => string;
  /** A sentence for the operator of the machine. */
  readonly onTrouble: (sentence: string) => void;
  /** The bot of this name receives (again). */
  readonly onWorking: (bot: string) => void;
}

export interface TelegramChannel extends Channel {
  /** Receives until `close`; rejects with `TelegramRefused` when Telegram does not let this bot poll. */
  serve(service: SessionService): Promise<void>;
  /** Tells what was found at the start, and shows what waits or runs already unless the chat knows it. */
  takeUp(service: SessionService, recovered: Recovered): void;
  /** Receives nothing more; what is still to be told is told until `close`. */
  stopReceiving(): Promise<void>;
  close(): Promise<void>;
  /** Whether Telegram was heard lately. */
  isAlive(): boolean;
  /** When Telegram was last heard. */
  lastPoll(): Instant | undefined;
}

export const TELEGRAM = 'telegram';
/** Longer than a poll takes; grammY's own limit is 500 s. */
const CALL_SECONDS = 45;
/** What is not answered by then is given up, or answered beside what comes next. */
const LONGEST_ANSWER_MS = 3_000;
/** Telegram answers a poll within 30 s. */
const SILENT_MS = 90_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** The topic of a forum that messages without a topic go to; Telegram refuses its number. */
const GENERAL_TOPIC = 1;

export async function createTelegramChannel(deps: TelegramDeps): Promise<TelegramChannel> {
  const { settings, clock, log, rules } = deps;
  const { token, chatId, apiRoot } = settings;
  const closing = new AbortController();
  // Every call that is on its way listens; a burst of taps is many.
  setMaxListeners(0, closing.signal);
  const client = { timeoutSeconds: CALL_SECONDS, ...(apiRoot !== undefined && { apiRoot }) };
  const api = new Api(token, client);
  // An open request would keep the process alive.
  api.config.use((call, method, payload, signal) =>
    call(method, payload, signal ?? (closing.signal as unknown as typeof signal)),
  );
  const now = (): Instant => clock.now();
  const startedAt = now();
  const [botId = ''] = token.split(':', 1);
  const sent = await loadSentMessages({ memory: deps.memory, place: `${botId}/${chatId}`, log });
  const sender = createSender({ ...deps, api, chatId, signal: closing.signal });
  const desk = createDesk({ ...deps, sender, sent, now });
  const answers = createAnswers({ clock, log, signal: closing.signal });
  const names = settings.commands ?? operatorWords.map(({ name }) => name);
  let service: SessionService | undefined;
  const live = createLiveMessage({ ...deps, desk, read: () => serviceNow().read() });
  const topic = settings.topicId === GENERAL_TOPIC ? undefined : settings.topicId;
  const picks = createPicks();
  const delivery = createDelivery({ ...deps, desk, sent, live, picks, rules, now, topic });
  const lane = createMailbox();
  let polling: ReturnType<typeof createPolling> | undefined;

  function serviceNow(): SessionService {
    if (!service) throw new Error('the channel does not serve yet');
    return service;
  }

  async function withinMs(ms: number, work: Promise<void>): Promise<void> {
    const over = new AbortController();
    await Promise.race([work, clock.wait(ms, over.signal)]);
    over.abort();
  }

  async function untilShown(served: SessionService, recovered: Recovered): Promise<void> {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      try {
        await lane.post(async () => {
          await delivery.tellRecovered(recovered, startedAt);
          const session = served.read();
          if (session.state === 'open') await delivery.takeUp(session);
        });
        return;
      } catch (error) {
        if (closing.signal.aborted) return;
        log.warn('what waits could not be shown yet', { waitMs, error });
        await clock.wait(waitMs, closing.signal);
      }
    }
  }

  return {
    name: TELEGRAM,
    deliver: (notice, session, key) => lane.post(() => delivery.deliver(notice, session, key)),
    progress(progress: AttemptProgress) {
      live.seen(progress);
    },
    async serve(served) {
      service = served;
      const talk: Conversation = {
        ...deps,
        ...{ service: served, desk, sent, answers, picks, names, progress: () => live.last() },
        startsAtOnce: rules.mode === 'auto',
      };
      polling = createPolling({
        newBot: () => new Bot(token, { client }),
        receive: createReceiver({ ...deps, talk, allowed: createOperators({ ...settings, log, now }) }),
        answered: () => withinMs(LONGEST_ANSWER_MS, answers.settled()),
        onWorking(bot) {
          deps.onWorking(bot.botInfo.username);
          offerCommands(api, chatId, names).catch((error: unknown) =>
            log.warn('the menu of commands was not set', { error }),
          );
        },
        onTrouble: deps.onTrouble,
        clock,
        log,
      });
      await polling.run();
    },
    takeUp(served, recovered) {
      void untilShown(served, recovered);
    },
    stopReceiving: async () => polling?.stop(),
    async close() {
      await withinMs(LONGEST_ANSWER_MS, answers.settled());
      closing.abort();
      await live.stop();
      await lane.idle();
    },
    isAlive() {
      const last = polling?.lastPoll();
      return last !== undefined && since(last, clock.now()) < SILENT_MS;
    },
    lastPoll: () => polling?.lastPoll(),
  };
}
