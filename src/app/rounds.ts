/** A part of the service that looks after something again and again. */
export interface Rounds {
  start(): void;
  /** Resolves when nothing more is begun. */
  stop(): Promise<void>;
}

export interface RoundsDeps {
  /** Resolves with the milliseconds until it is to be looked at again. */
  readonly look: () => Promise<number>;
  /** How long after a look that failed the next one comes. */
  readonly againMs: number;
  /** Told of the first failure in a row. */
  readonly onFailure: (error: unknown) => void;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** What comes before the first look; undefined: nothing. */
  readonly begin?: ((signal: AbortSignal) => Promise<void>) | undefined;
}

export function createRounds({ look, againMs, onFailure, wait, begin }: RoundsDeps): Rounds {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> = Promise.resolve();
  let failing = false;

  async function tryLook(): Promise<number> {
    try {
      const nextMs = await look();
      failing = false;
      return nextMs;
    } catch (error) {
      if (!failing) onFailure(error);
      failing = true;
      return againMs;
    }
  }

  async function run(): Promise<void> {
    if (begin) await begin(signal);
    while (!signal.aborted) await wait(await tryLook(), signal);
  }

  return {
    start() {
      running = run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
