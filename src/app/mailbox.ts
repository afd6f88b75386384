/** Runs tasks one at a time, in the order they were posted; a failing one does not stop the next. */
export interface Mailbox {
  post<T>(task: () => Promise<T>): Promise<T>;
  /** Resolves when everything posted so far is done. */
  idle(): Promise<void>;
}

export function createMailbox(): Mailbox {
  let last: Promise<unknown> = Promise.resolve();
  return {
    post(task) {
      const done = last.then(task);
      last = done.catch(() => undefined);
      return done;
    },
    async idle() {
      await last;
    },
  };
}
