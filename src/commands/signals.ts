const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The signals that ask the process to end. While they are listened to none of them ends it by itself. */
export interface Signals {
  readonly first: Promise<void>;
  /** Aborted by the second: somebody does not want to wait. */
  readonly second: AbortSignal;
  close(): void;
}

export function listenToSignals(): Signals {
  const second = new AbortController();
  let received = 0;
  let close = (): void => undefined;
  const first = new Promise<void>((resolve) => {
    const listener = (): void => {
      received += 1;
      if (received === 1) resolve();
      else second.abort();
    };
    for (const signal of SIGNALS) process.on(signal, listener);
    close = () => SIGNALS.forEach((signal) => process.off(signal, listener));
  });
  return { first, second: second.signal, close: () => close() };
}
