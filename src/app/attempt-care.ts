import type { Outcome } from '../core/attempt/index.ts';
import { taskOf, type ProjectNews, type Session } from '../core/session/index.ts';
import type { Conclude } from './attempt-follower.ts';
import { beginAttempt } from './begin-attempt.ts';
import { commitTasks, refuseCommits } from './commit-tasks.ts';
import { concludeAttempt, type ConcludeDeps } from './conclude-attempt.ts';
import type { PrepareAttemptDeps } from './prepare-attempt.ts';

/** What it takes to keep, verify, show and take back what attempts do. */
export interface CareDeps extends Pick<ConcludeDeps, 'checkpoints' | 'verifier' | 'evidence'> {
  /** Whether each task whose result was let pass becomes a commit. */
  readonly commit: boolean;
  /** Checkpoints of sessions whose newest is older than this are removed. */
  readonly oldest: () => string;
}

export interface AttemptCare {
  readonly begin: NonNullable<PrepareAttemptDeps['begin']>;
  readonly conclude: Conclude;
  /** Makes the commits that the session still owes, if it is over; `tell` resolves once that is stored. */
  settle(tell: (news: ProjectNews) => Promise<unknown>): Promise<void>;
  /** Removes what is kept no longer. */
  tidy(): void;
}

export function createAttemptCare(
  deps: CareDeps &
    ConcludeDeps & {
      readonly tell: (news: ProjectNews) => Promise<void>;
      readonly current: () => Session;
    },
): AttemptCare {
  const { checkpoints, log, current } = deps;

  const isReady = async (): Promise<boolean> => (await checkpoints.check()).ok;

  async function tidy(): Promise<void> {
    if (!(await isReady())) return;
    const count = await checkpoints.removeOlderThan(deps.oldest());
    if (count > 0) log.info('old checkpoints removed', { count });
  }

  return {
    begin: (session, attempt) => beginAttempt(deps, session, attempt),
    async conclude(session, attempt, outcome, { ending, leaving }) {
      const present = current();
      // Nobody waits for it any more.
      if (present.state !== 'open' || present.id !== session) return outcome;
      const record = taskOf(present, attempt.task);
      const ended = { session, list: present.list, record, attempt };
      const final = await concludeAttempt(deps, { ...ended, outcome }, AbortSignal.any([leaving, ending]));
      if (final || leaving.aborted) return final;
      return concludeAttempt(deps, { ...ended, outcome: stoppedWhileVerified(outcome) }, leaving);
    },
    async settle(tell) {
      const session = current();
      const owes = deps.commit && session.state === 'closed' && session.how === 'completed';
      if (!owes) return;
      const ready = await checkpoints.check();
      if (ready.ok) await commitTasks({ checkpoints, tell }, session);
      // Nobody is there to ask once the session is over, and its end is not held up.
      else if (ready.kind === 'refused') await refuseCommits(tell, session, ready.sentence);
    },
    tidy() {
      void tidy().catch((error: unknown) => log.warn('old checkpoints could not be removed', { error }));
    },
  };
}

const stoppedWhileVerified = ({ costUsd, turns, durationMs, waitedMs, resumable }: Outcome): Outcome => ({
  ...{ costUsd, turns, durationMs, waitedMs, resumable },
  kind: 'stopped',
  sentence: 'The attempt had ended; checking its result was stopped.',
});
