import type { Instant } from '../core/attempt/index.ts';
import { waitingGate, type Session } from '../core/session/index.ts';
import type { Changes } from './changes.ts';
import { since } from './local-time.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import { createRounds, type Rounds } from './rounds.ts';

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

/** Lets a session go on by itself once what held it up is over. */
export function createLimitTimer({ current, clock, log, elapse, changes }: LimitTimerDeps): Rounds {
  async function look(): Promise<number> {
    const timed = timedGate(current());
    if (!timed) return LONGEST_SLICE_MS;
    const leftMs = since(clock.now(), timed.resumeAt);
    if (leftMs > 0) return Math.min(leftMs, LONGEST_SLICE_MS);
    await elapse(timed.session, timed.gate);
    return AGAIN_MS;
  }

  // (It looks at once, so that it misses nothing that happens right after its start.)
  return createRounds({
    look,
    againMs: AGAIN_MS,
    wait: changes.next,
    onFailure: (error) => log.error('what was held up could not go on yet; it is tried again', { error }),
  });
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
