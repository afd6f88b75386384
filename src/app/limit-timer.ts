import type { Instant } from '../core/attempt/index.ts';
import { waitingGate, type Session } from '../core/session/index.ts';
import type { Changes } from './changes.ts';
import { since } from './local-time.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';

/** Lets a session go on by itself once what held it up is over. */
export interface LimitTimer {
  start(): void;
  /** Resolves when nothing more is begun. */
  stop(): Promise<void>;
}

export interface LimitTimerDeps {
  readonly current: () => Session;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Rejects, with nothing changed, when it cannot be stored. */
  readonly elapse: (session: string, gate: string) => Promise<unknown>;
  readonly changes: Pick<Changes, 'next'>;
}

/** The wall clock may jump and the machine may sleep: it is looked at again and again. */
const LONGEST_SLICE_MS = 30_000;
const AGAIN_MS = 5_000;

export function createLimitTimer({ current, clock, log, elapse, changes }: LimitTimerDeps): LimitTimer {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let failing = false;

  async function goOn({ session, gate }: Timed): Promise<void> {
    try {
      await elapse(session, gate);
      failing = false;
    } catch (error) {
      if (!failing) log.error('what was held up could not go on yet; it is tried again', { error });
      failing = true;
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const timed = timedGate(current());
      const leftMs = timed && since(clock.now(), timed.resumeAt);
      if (timed && leftMs === 0) await goOn(timed);
      const sliceMs = leftMs === 0 ? AGAIN_MS : Math.min(leftMs ?? LONGEST_SLICE_MS, LONGEST_SLICE_MS);
      await changes.next(sliceMs, stopping.signal);
    }
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

interface Timed {
  readonly session: string;
  readonly gate: string;
  readonly resumeAt: Instant;
}

/** Under a pause nothing goes on: it is looked at again at resume. */
function timedGate(session: Session): Timed | undefined {
  const gate = waitingGate(session);
  if (session.state !== 'open' || session.pausedAt !== undefined || gate?.kind !== 'limit') return undefined;
  const { id, resumeAt } = gate;
  return resumeAt === undefined ? undefined : { session: session.id, gate: id, resumeAt };
}
