import { setImmediate as turn } from 'node:timers/promises';
import type { Bot, Context } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { Clock } from '../../app/ports/clock.ts';
import type { Log } from '../../app/ports/log.ts';
import type { Instant } from '../../core/attempt/index.ts';
import { pollTroubleOf, UNREACHABLE } from './poll-trouble.ts';

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

const POLL_SECONDS = 30;
/** For the last confirmation at the end. */
const GOODBYE_MS = 3_000;

/**
 * Long polling that confirms an update only when what it asked for is stored. grammY confirms whatever it has tried,
 * in its next poll and in `bot.stop()`; so a failing update ends that bot without `stop`, and another takes its place.
 */
export function createPolling(deps: PollingDeps): Polling {
  const { newBot, clock, log } = deps;
  const stopping = new AbortController();
  let bot: Bot | undefined;
  let inHand: Promise<void> = Promise.resolve();
  let ran: Promise<void> | undefined;
  let lastPoll: Instant | undefined;
  let told: string | undefined;
  let me: UserFromGetMe | undefined;
  let unstored: number | undefined;

  /** A bot that knows itself: grammY's own asking waits up to twenty minutes between two tries. */
  async function prepared(): Promise<Bot> {
    const next = newBot();
    unstored = undefined;
    next.api.config.use(async (call, method, payload, signal) => {
      // grammY would take away a webhook that somebody relies on; a poll then says that there is one.
      if (method === 'deleteWebhook') return { ok: true, result: true } as never;
      if (method !== 'getUpdates') return call(method, payload, signal);
      const answer = await call(method, upTo(unstored, payload), signal).catch((error: unknown) => {
        if (signal?.aborted !== true) trouble(UNREACHABLE);
        throw error;
      });
      if (answer.ok) heard(next);
      return answer;
    });
    next.use(async (context) => {
      unstored = context.update.update_id;
      if (stopping.signal.aborted) throw new Error('not received any more: the service is ending');
      inHand = deps.receive(context);
      await inHand;
      unstored = undefined;
    });
    next.catch(({ error }) => {
      throw error;
    });
    next.botInfo = me ??= await next.api.getMe();
    return next;
  }

  function trouble(sentence: string): void {
    if (sentence === told) return;
    told = sentence;
    deps.onTrouble(sentence);
  }

  function heard(by: Bot): void {
    const first = lastPoll === undefined || told !== undefined;
    lastPoll = clock.now();
    told = undefined;
    if (first) deps.onWorking(by);
  }

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        bot = await prepared();
        if (stopping.signal.aborted) return;
        await bot.start({ allowed_updates: ['message', 'callback_query'], timeout: POLL_SECONDS });
      } catch (error) {
        if (stopping.signal.aborted) return;
        const { sentence, fatal, waitMs } = pollTroubleOf(error);
        if (sentence !== undefined) trouble(sentence);
        if (fatal) throw new TelegramRefused(sentence ?? UNREACHABLE);
        log.warn('polling was interrupted', { waitMs, error });
        await clock.wait(waitMs, stopping.signal);
      }
    }
  }

  return {
    run: () => (ran ??= poll()),
    async stop() {
      stopping.abort();
      await inHand.catch(() => undefined);
      await turn();
      // Confirms what was stored. Where that fails it comes again, and is known.
      const goodbye = bot?.isRunning() ? bot.stop().catch(() => undefined) : undefined;
      await Promise.race([
        Promise.all([goodbye, ran?.catch(() => undefined)]),
        clock.wait(GOODBYE_MS, new AbortController().signal),
      ]);
    },
    lastPoll: () => lastPoll,
  };
}

/** A poll's `offset` confirms every update below it. */
const upTo = <P extends object>(unstored: number | undefined, payload: P): P =>
  unstored !== undefined && 'offset' in payload && Number(payload.offset) > unstored
    ? { ...payload, offset: unstored }
    : payload;
