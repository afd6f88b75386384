import type { Attempt, Outcome, StopCause } from '../core/attempt/index.ts';
import type { AttemptNews } from '../core/session/index.ts';
import type { AttemptProgress } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import { DetachedError, type AttemptWatch, type Preparation, type Runner } from './ports/runner.ts';

export interface AttemptFollower {
  /** Has the attempt run (or taken up, or read) and tells how it ended; following one twice is following it once. */
  follow(session: string, attempt: Attempt): void;
  cancel(session: string, epoch: number, cause: StopCause): void;
  /** Leaves running attempts to themselves. */
  detach(): Promise<void>;
}

export interface AttemptFollowerDeps {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly log: Log;
  readonly prepare: (session: string, attempt: Attempt) => Promise<Preparation>;
  /** Resolves once the news is stored. */
  readonly tell: (news: AttemptNews) => Promise<void>;
  readonly progress: (progress: AttemptProgress) => void;
}

const RETRY_MS = 2_000;

/** Brings what the core ordered to the runner, and the runner's news back. */
export function createAttemptFollower(deps: AttemptFollowerDeps): AttemptFollower {
  const { runner, clock, log } = deps;
  const followed = new Map<string, Promise<void>>();
  const leaving = new AbortController();

  async function run(session: string, attempt: Attempt): Promise<void> {
    const { epoch, task } = attempt;
    const order = { session, attempt, prepare: () => deps.prepare(session, attempt) };
    const watch: AttemptWatch = {
      progress: (now) => deps.progress({ ...now, session, epoch, task }),
      overdue: (cause) => void deps.tell({ type: 'overdue', session, epoch, cause }),
    };
    while (!leaving.signal.aborted) {
      try {
        const outcome = await runner.ensureRun(order, watch);
        await deps.tell({ type: 'report', session, epoch, outcome });
        return;
      } catch (error) {
        if (error instanceof DetachedError) return;
        const outcome = await failedToStart(session, epoch, error);
        if (outcome) {
          await deps.tell({ type: 'report', session, epoch, outcome });
          return;
        }
        await clock.wait(RETRY_MS, leaving.signal);
      }
    }
  }

  /** An attempt the runner has no trace of did not start; of any other only the runner may say how it ended. */
  async function failedToStart(session: string, epoch: number, error: unknown): Promise<Outcome | undefined> {
    log.error('the attempt could not be followed', { session, epoch, error });
    const record = await runner.record(session, epoch).catch(() => null);
    if (record !== undefined) return undefined;
    const reason = error instanceof Error ? error.message : String(error);
    return {
      kind: 'failed',
      failure: 'not-started',
      sentence: `The attempt could not be started: ${reason}`,
      resumable: false,
    };
  }

  return {
    follow(session, attempt) {
      const key = `${session}/${attempt.epoch}`;
      if (followed.has(key)) return;
      const ended = run(session, attempt).finally(() => followed.delete(key));
      followed.set(key, ended);
    },
    cancel(session, epoch, cause) {
      runner.cancel(session, epoch, cause).catch((error: unknown) => {
        log.error('the attempt could not be ended', { session, epoch, error });
      });
    },
    async detach() {
      leaving.abort();
      await runner.detach();
      await Promise.all(followed.values());
    },
  };
}
