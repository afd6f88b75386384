import type { Attempt, Instant, Outcome, StopCause } from '../core/attempt/index.ts';
import type { AttemptNews } from '../core/session/index.ts';
import type { AttemptProgress } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import {
  DetachedError,
  type AttemptWatch,
  type Preparation,
  type Runner,
  type RunOrder,
} from './ports/runner.ts';
import { reasonOf } from './reason-of.ts';

export interface AttemptFollower {
  /** Has the attempt run (or taken up, or read) and tells how it ended; following one twice is following it once. */
  follow(session: string, attempt: Attempt): void;
  cancel(session: string, epoch: number, cause: StopCause): void;
  follows(session: string, epoch: number): boolean;
  /** Resolves when what is followed now has ended and that is told. */
  idle(): Promise<void>;
  /** Leaves running attempts to themselves. */
  detach(): Promise<void>;
}

/** What follows from how an attempt ended, before that is told; undefined once it is left to the next start. */
export type Conclude = (
  session: string,
  attempt: Attempt,
  outcome: Outcome,
  until: {
    /** Nobody is to wait for its result to be verified. */
    readonly ending: AbortSignal;
    readonly leaving: AbortSignal;
  },
) => Promise<Outcome | undefined>;

export interface AttemptFollowerDeps {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly log: Log;
  readonly prepare: (session: string, attempt: Attempt) => Promise<Preparation>;
  readonly conclude?: Conclude | undefined;
  /** Resolves once the news is stored. */
  readonly tell: (news: AttemptNews) => Promise<void>;
  readonly progress: (progress: AttemptProgress) => void;
  /** For how long the running attempt has waited for a person, or had until then. */
  readonly waitedMs: (until?: Instant) => number;
}

interface Followed {
  readonly ended: Promise<void>;
  readonly ending: AbortController;
}

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** Brings what the core ordered to the runner, and the runner's news back. */
export function createAttemptFollower(deps: AttemptFollowerDeps): AttemptFollower {
  const { runner, clock, log } = deps;
  const followed = new Map<string, Followed>();
  const leaving = new AbortController();
  const keyOf = (session: string, epoch: number): string => `${session}/${epoch}`;
  const allEnded = (): readonly Promise<void>[] => [...followed.values()].map(({ ended }) => ended);

  async function run(session: string, attempt: Attempt, ending: AbortSignal): Promise<void> {
    const { epoch, task } = attempt;
    const order = { session, attempt, prepare: () => deps.prepare(session, attempt) };
    const watch: AttemptWatch = {
      waitedMs: deps.waitedMs,
      progress: (now) => show({ ...now, session, epoch, task }),
      overdue: (cause) => void deps.tell({ type: 'overdue', session, epoch, cause }),
    };
    for (const waitMs of waits()) {
      const outcome = await ensureRun(order, watch);
      if (outcome === 'detached') return;
      const final = outcome && (await conclude(session, attempt, outcome, ending));
      if (final) return deps.tell({ type: 'report', session, epoch, outcome: final });
      if (leaving.signal.aborted) return;
      await clock.wait(waitMs, leaving.signal);
    }
  }

  /** Undefined: it is left to the next start, or to be asked again. */
  async function conclude(
    session: string,
    attempt: Attempt,
    outcome: Outcome,
    ending: AbortSignal,
  ): Promise<Outcome | undefined> {
    if (!deps.conclude) return outcome;
    try {
      return await deps.conclude(session, attempt, outcome, { ending, leaving: leaving.signal });
    } catch (error) {
      log.error('the attempt could not be concluded; it is tried again', { session, attempt, error });
      return undefined;
    }
  }

  /** Undefined: it may be running, and how it ends is to be asked again. */
  async function ensureRun(order: RunOrder, watch: AttemptWatch): Promise<Outcome | 'detached' | undefined> {
    try {
      return await runner.ensureRun(order, watch);
    } catch (error) {
      return error instanceof DetachedError
        ? 'detached'
        : failedToStart(order.session, order.attempt.epoch, error);
    }
  }

  /** An attempt the runner has no trace of did not start; of any other only the runner may say how it ended. */
  async function failedToStart(session: string, epoch: number, error: unknown): Promise<Outcome | undefined> {
    log.error('the attempt could not be followed', { session, epoch, error });
    const record = await runner.record(session, epoch).catch(() => null);
    if (record !== undefined) return undefined;
    return {
      kind: 'failed',
      failure: 'not-started',
      sentence: `The attempt could not be started: ${reasonOf(error)}`,
      resumable: false,
    };
  }

  /** Stopping is what the operator asked for: it is tried until it succeeds or the attempt has ended by itself. */
  async function end(session: string, epoch: number, cause: StopCause): Promise<void> {
    for (const waitMs of waits()) {
      try {
        await runner.cancel(session, epoch, cause);
        return;
      } catch (error) {
        log.error('the attempt could not be ended; it is tried again', { session, epoch, waitMs, error });
      }
      await clock.wait(waitMs, leaving.signal);
      if (!followed.has(keyOf(session, epoch))) return;
    }
  }

  /** A channel that cannot show the progress is no reason to lose sight of the attempt. */
  function show(progress: AttemptProgress): void {
    try {
      deps.progress(progress);
    } catch (error) {
      log.warn('the progress could not be shown', { error });
    }
  }

  function* waits(): Generator<number> {
    let ms = FIRST_WAIT_MS;
    do {
      yield ms;
      ms = Math.min(ms * 2, LONGEST_WAIT_MS);
    } while (!leaving.signal.aborted);
  }

  return {
    follow(session, attempt) {
      const key = keyOf(session, attempt.epoch);
      if (followed.has(key) || leaving.signal.aborted) return;
      const ending = new AbortController();
      const ended = run(session, attempt, ending.signal).finally(() => followed.delete(key));
      followed.set(key, { ended, ending });
    },
    cancel(session, epoch, cause) {
      // What took too long, and is done by now, is verified all the same: that has a limit of its own.
      if (cause === 'operator' || cause === 'shutdown') followed.get(keyOf(session, epoch))?.ending.abort();
      void end(session, epoch, cause);
    },
    follows: (session, epoch) => followed.has(keyOf(session, epoch)),
    async idle() {
      await Promise.allSettled(allEnded());
    },
    async detach() {
      leaving.abort();
      try {
        await runner.detach();
        await Promise.all(allEnded());
      } catch (error) {
        log.warn('the attempts go on, but were not left in good order', { error });
      }
    },
  };
}
