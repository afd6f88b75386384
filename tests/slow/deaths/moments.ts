import type { BotApi } from '../../helpers/telegram/bot-api.ts';

/** Something that happens often, and after which it is a good moment to die. */
export type Happening = 'start' | 'deed' | 'model' | 'poll' | 'send' | 'edit' | 'toast';

export interface Moments {
  readonly happened: (what: Happening) => void;
  /** Resolves when it happens next, or with false when it does not within `limitMs`. */
  readonly next: (what: Happening, limitMs: number) => Promise<boolean>;
  readonly close: () => void;
}

const METHODS: Readonly<Record<string, Happening>> = {
  getUpdates: 'poll',
  sendMessage: 'send',
  editMessageText: 'edit',
  answerCallbackQuery: 'toast',
};
const LOOK_EVERY_MS = 2;

export function createMoments({ requests }: Pick<BotApi, 'requests'>): Moments {
  const waiting = new Map<Happening, Set<() => void>>();
  let seen = requests.length;
  const happened = (what: Happening): void => waiting.get(what)?.forEach((wake) => wake());
  const watch = setInterval(() => {
    for (; seen < requests.length; seen += 1) {
      const what = METHODS[requests[seen]?.method ?? ''];
      if (what !== undefined) happened(what);
    }
  }, LOOK_EVERY_MS);
  return {
    happened,
    next: (what, limitMs) =>
      new Promise((resolve) => {
        const listeners = waiting.get(what) ?? new Set();
        waiting.set(what, listeners);
        const end = (came: boolean): void => {
          listeners.delete(wake);
          clearTimeout(timer);
          resolve(came);
        };
        const wake = (): void => end(true);
        const timer = setTimeout(() => end(false), limitMs);
        listeners.add(wake);
      }),
    close: () => clearInterval(watch),
  };
}
