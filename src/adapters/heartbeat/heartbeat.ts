import type { Clock } from '../../app/ports/clock.ts';
import type { Log } from '../../app/ports/log.ts';

export interface HeartbeatDeps {
  readonly url: string;
  readonly everyMs: number;
  /** Whether the service does what it is there for; a beat that is left out raises the alarm elsewhere. */
  readonly isAlive: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

const LONGEST_CALL_MS = 10_000;
/** A service that is well again says so soon, however rarely it is to be heard. */
const LOOK_AGAIN_MS = 5_000;

/** Calls an address again and again for as long as the service works, until the returned function is called. */
export function startHeartbeat({ url, everyMs, isAlive, clock, log }: HeartbeatDeps): () => Promise<void> {
  const stopping = new AbortController();
  let failing = false;

  async function beat(): Promise<void> {
    const trouble = await call(url, stopping.signal);
    if (trouble === undefined) failing = false;
    else if (!failing && !stopping.signal.aborted) {
      failing = true;
      // The address itself is a secret of whoever watches.
      log.warn('the heartbeat was not taken', { trouble });
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const alive = isAlive();
      if (alive) await beat();
      await clock.wait(alive ? everyMs : Math.min(everyMs, LOOK_AGAIN_MS), stopping.signal);
    }
  }

  const done = run();
  return async () => {
    stopping.abort();
    await done;
  };
}

/** Undefined when it was taken. */
async function call(url: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_CALL_MS)]);
    const answer = await fetch(url, { signal: limit });
    await answer.body?.cancel();
    return answer.ok ? undefined : `status ${answer.status}`;
  } catch (error) {
    return error instanceof Error ? error.name : 'no answer';
  }
}
