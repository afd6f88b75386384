/** Runs each piece of work once at a time: who asks for it meanwhile gets the same result. */
export interface SharedRuns<T> {
  /** Once the signal of anyone who asked fires, that of the work does. */
  share(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

export function createSharedRuns<T>(): SharedRuns<T> {
  const running = new Map<string, { readonly stop: AbortController; readonly result: Promise<T> }>();

  const start = (key: string, work: (signal: AbortSignal) => Promise<T>) => {
    const stop = new AbortController();
    const result = work(stop.signal).finally(() => running.delete(key));
    const run = { stop, result };
    running.set(key, run);
    return run;
  };

  return {
    share: async (key, signal, work) => {
      const { stop, result } = running.get(key) ?? start(key, work);
      const abort = (): void => stop.abort();
      signal.addEventListener('abort', abort);
      if (signal.aborted) abort();
      try {
        return await result;
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
  };
}
