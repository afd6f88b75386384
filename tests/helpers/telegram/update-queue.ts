import type { Update } from 'grammy/types';
import { Refusal } from './refusal.ts';

export type UpdateKind = Exclude<keyof Update, 'update_id'>;

export interface PollParams {
  readonly offset?: number;
  readonly limit?: number;
  readonly timeout?: number;
  readonly allowed_updates?: readonly UpdateKind[];
}

export interface UpdateQueue {
  /** Queues it unless the bot did not ask for such updates; gives it with its update_id. */
  readonly push: (update: Omit<Update, 'update_id'>) => Update;
  /** With the update_id that it brings along. */
  readonly pushRaw: (update: Update) => void;
  readonly poll: (params: PollParams, gone: AbortSignal) => Promise<readonly Update[]>;
  readonly pending: () => readonly Update[];
  readonly drop: () => void;
  readonly allow: (kinds: readonly UpdateKind[] | undefined) => void;
  readonly close: () => void;
}

const FIRST_ID = 730_000_001;
const LONGEST_POLL_S = 50;
const MOST_UPDATES = 100;
const NOT_BY_DEFAULT: readonly UpdateKind[] = ['chat_member', 'message_reaction', 'message_reaction_count'];
const CONFLICT =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';

interface Waiter {
  readonly wake: () => void;
  readonly refuse: (refusal: Refusal) => void;
}

/** Telegram's queue: an update stays until somebody asks with a higher offset; one poller at a time. */
export function createUpdateQueue(): UpdateQueue {
  let queue: Update[] = [];
  let nextId = FIRST_ID;
  let allowed: readonly UpdateKind[] = [];
  let waiter: Waiter | undefined;

  const wanted = (update: Omit<Update, 'update_id'>): boolean => {
    const kinds = Object.keys(update).filter((key) => key !== 'update_id') as UpdateKind[];
    return kinds.every((kind) =>
      allowed.length > 0 ? allowed.includes(kind) : !NOT_BY_DEFAULT.includes(kind),
    );
  };
  const add = (update: Update): void => {
    nextId = Math.max(nextId, update.update_id + 1);
    queue = [...queue, update].sort((a, b) => a.update_id - b.update_id);
    waiter?.wake();
  };
  const confirm = (offset: number): void => {
    queue = offset < 0 ? queue.slice(offset) : queue.filter(({ update_id }) => update_id >= offset);
  };
  const wait = (timeoutS: number, gone: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const done = (finish: () => void) => (): void => {
        clearTimeout(timer);
        if (waiter === mine) waiter = undefined;
        finish();
      };
      const wake = done(resolve);
      const refuse = (refusal: Refusal): void => done(() => reject(refusal))();
      const mine: Waiter = { wake, refuse };
      const timer = setTimeout(wake, Math.min(timeoutS, LONGEST_POLL_S) * 1000).unref();
      waiter = mine;
      gone.addEventListener('abort', wake, { once: true });
    });

  return {
    push: (body) => {
      const update = { update_id: nextId, ...body };
      if (wanted(body)) add(update);
      return update;
    },
    pushRaw: add,
    poll: async ({ offset = 0, limit = MOST_UPDATES, timeout = 0, allowed_updates }, gone) => {
      if (allowed_updates !== undefined) allowed = allowed_updates;
      confirm(offset);
      waiter?.refuse(new Refusal(409, CONFLICT));
      if (queue.length === 0 && timeout > 0 && !gone.aborted) await wait(timeout, gone);
      return queue.slice(0, Math.min(Math.max(limit, 1), MOST_UPDATES));
    },
    pending: () => queue,
    drop: () => (queue = []),
    allow: (kinds) => (allowed = kinds ?? allowed),
    close: () => waiter?.wake(),
  };
}
