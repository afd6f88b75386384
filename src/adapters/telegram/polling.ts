import type { Api, Bot, Context } from 'grammy';
import type { Update } from 'grammy/types';
import type { Clock } from '../../app/ports/clock.ts';
import type { Log } from '../../app/ports/log.ts';
import type { Instant } from '../../core/attempt/index.ts';
import { OTHER_POLLER, pollTroubleOf, UNREACHABLE } from './poll-trouble.ts';

export interface Polling {
  /** Resolves after `stop`; rejects with a `TelegramRefused` when a person has to act first. */
  run(): Promise<void>;
  /** Lets the update in hand be finished; every later one is Telegram's to give out again. */
  stop(): Promise<void>;
  /** When Telegram was last heard. */
  lastPoll(): Instant | undefined;
}

export interface PollingDeps {
  readonly newBot: () => Bot;
  /** Resolves once all that the update asked for is stored; a rejection leaves the update with Telegram. */
  readonly receive: (context: Context) => Promise<void>;
  /** Resolves when what was received is answered, or answering takes too long: only then it is confirmed. */
  readonly answered: () => Promise<void>;
  /** Polling works (again). */
  readonly onWorking: (bot: Bot) => void;
  /** A sentence for the operator, once for as long as it is true. */
  readonly onTrouble: (sentence: string) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Telegram does not let this bot poll at all. */
export class TelegramRefused extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'TelegramRefused';
  }
}

const KINDS = ['message', 'callback_query'] as const;
const POLL_SECONDS = 30;
/** For the last confirmation at the end. */
const GOODBYE_MS = 3_000;

/** grammY's types name the signal of a library for old Nodes; it takes Node's own. */
const forGrammy = (signal: AbortSignal): Parameters<Api['getMe']>[0] => signal as never;

/**
 * Long polling that confirms an update only when what it asked for is stored. `bot.start()` of grammY confirms
 * whatever it has tried, also what failed, and takes away a webhook that somebody may rely on; so only the way of an
 * update through the bot is grammY's here.
 */
export function createPolling(deps: PollingDeps): Polling {
  const { clock, log } = deps;
  const bot = deps.newBot();
  bot.use((context) => deps.receive(context));
  const stopping = new AbortController();
  const { signal } = stopping;
  const isStopping = (): boolean => signal.aborted;
  /** A poll confirms every update below its offset. */
  let offset = 0;
  let confirmed = 0;
  let ran: Promise<void> | undefined;
  let lastPoll: Instant | undefined;
  let told: string | undefined;

  async function poll(): Promise<void> {
    let failures = 0;
    while (!isStopping()) {
      try {
        // (Not `bot.init()`, which waits up to twenty minutes between two tries.)
        if (!bot.isInited()) bot.botInfo = await bot.api.getMe(forGrammy(signal));
        await receiveBatch();
        failures = 0;
      } catch (error) {
        if (isStopping()) return;
        failures += 1;
        if (failures === 1) log.warn('receiving was interrupted', { error });
        await bear(error);
      }
    }
  }

  async function receiveBatch(): Promise<void> {
    const asked = offset;
    const updates = await bot.api.getUpdates(
      { offset: asked, timeout: pollSeconds(), allowed_updates: KINDS },
      forGrammy(signal),
    );
    confirmed = asked;
    heard(updates);
    for (const update of updates) {
      if (isStopping()) break;
      await bot.handleUpdate(update);
      offset = update.update_id + 1;
    }
    if (updates.length > 0) await deps.answered();
  }

  /** Whether polling works (again) is to be known at once; another poller is noticed by waiting. */
  function pollSeconds(): number {
    const isUnknown = lastPoll === undefined || told !== undefined;
    return isUnknown && told !== OTHER_POLLER ? 0 : POLL_SECONDS;
  }

  function heard(updates: readonly Update[]): void {
    const isFirst = lastPoll === undefined;
    lastPoll = clock.now();
    // Between two polls of another program a message comes through; a whole poll does not.
    const isOver = told !== undefined && (told !== OTHER_POLLER || updates.length === 0);
    if (isOver) told = undefined;
    if (isOver || (isFirst && told === undefined)) deps.onWorking(bot);
  }

  async function bear(error: unknown): Promise<void> {
    const { sentence, fatal, waitMs } = pollTroubleOf(error);
    if (sentence !== undefined && sentence !== told) deps.onTrouble(sentence);
    told = sentence ?? told;
    if (fatal) throw new TelegramRefused(sentence ?? UNREACHABLE);
    await clock.wait(waitMs, signal);
  }

  return {
    run: () => (ran ??= poll()),
    async stop() {
      stopping.abort();
      await ran?.catch(() => undefined);
      if (offset === confirmed) return;
      // Where this fails, what was stored comes again and is known.
      await bot.api
        .getUpdates({ offset, limit: 1, timeout: 0 }, forGrammy(AbortSignal.timeout(GOODBYE_MS)))
        .catch((error: unknown) => log.debug('the last updates were not confirmed', { error }));
    },
    lastPoll: () => lastPoll,
  };
}
