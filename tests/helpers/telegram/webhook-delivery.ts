import { setTimeout as wait } from 'node:timers/promises';
import type { UpdateQueue } from './update-queue.ts';

export interface Webhook {
  readonly url: string;
  /** Sent along with every update, so that the bot knows who sends it. */
  readonly secretToken: string | undefined;
}

export interface WebhookDelivery {
  /** Undefined: from now on the bot fetches its updates itself. */
  readonly set: (webhook: Webhook | undefined) => void;
  readonly webhook: () => Webhook | undefined;
  /** Why the last try failed; undefined after one that did not. */
  readonly trouble: () => string | undefined;
  /** Tells it of a new update. */
  readonly wake: () => void;
  readonly close: () => Promise<void>;
}

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1_000;
const ANSWER_MS = 15_000;

/**
 * Sends the updates one after another, each until the bot's server takes it; `reach` says where an address really is,
 * `redeliverMs` how long to wait before the next try instead of ever longer.
 */
export function createWebhookDelivery(
  updates: Pick<UpdateQueue, 'pending' | 'poll'>,
  reach: (url: string) => string = (url) => url,
  redeliverMs?: number,
): WebhookDelivery {
  let webhook: Webhook | undefined;
  let trouble: string | undefined;
  let busy = false;
  let working: Promise<void> = Promise.resolve();
  const closing = new AbortController();

  async function work(): Promise<void> {
    const [first, longest] = [redeliverMs ?? FIRST_WAIT_MS, redeliverMs ?? LONGEST_WAIT_MS];
    for (let pause = first; webhook && !closing.signal.aborted;) {
      const [update] = updates.pending();
      if (update === undefined) break;
      trouble = await deliver(webhook, update, closing.signal);
      if (trouble === undefined) {
        await updates.poll({ offset: update.update_id + 1 }, closing.signal);
        pause = first;
      } else {
        await wait(pause, undefined, { signal: closing.signal }).catch(() => undefined);
        pause = Math.min(2 * pause, longest);
      }
    }
    busy = false;
  }
  const wake = (): void => {
    if (busy) return;
    busy = true;
    working = work();
  };

  async function deliver(
    { url, secretToken }: Webhook,
    update: unknown,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    try {
      const { ok, status } = await fetch(reach(url), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secretToken === undefined ? {} : { 'x-telegram-bot-api-secret-token': secretToken }),
        },
        body: JSON.stringify(update),
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
      });
      return ok ? undefined : `Wrong response from the webhook: ${status}`;
    } catch (error) {
      return `Connection failed: ${String(error)}`;
    }
  }

  return {
    set: (next) => {
      webhook = next;
      trouble = undefined;
      wake();
    },
    webhook: () => webhook,
    trouble: () => trouble,
    wake,
    close: async () => {
      closing.abort();
      await working;
    },
  };
}
