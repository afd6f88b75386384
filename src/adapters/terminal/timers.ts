/** Waiting, so that a test can say when time has passed. */
export interface Timers {
  /** Calls back once after `ms`, unless the returned function was called first. */
  after(ms: number, call: () => void): () => void;
  /** Calls back every `ms` until the returned function is called. */
  every(ms: number, call: () => void): () => void;
}

export const realTimers: Timers = {
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
  every(ms, call) {
    const timer = setInterval(call, ms).unref();
    return () => clearInterval(timer);
  },
};
