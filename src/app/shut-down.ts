import type { AuditTrail } from './audit-trail.ts';
import type { Decisions } from './decisions.ts';
import type { Log } from './ports/log.ts';
import type { Rounds } from './rounds.ts';
import { runOut, type RunOutDeps } from './run-out.ts';

export interface CloseOptions {
  /** What becomes of a running attempt: it goes on by itself (so unless told otherwise), is awaited, or is ended. */
  readonly attempt?: 'leave' | 'wait' | 'stop' | undefined;
  /** Aborted when somebody does not want to wait any longer. */
  readonly signal?: AbortSignal | undefined;
}

export interface ShutDownDeps extends Omit<RunOutDeps, 'signal'> {
  readonly decisions: Pick<Decisions, 'state' | 'tidy'>;
  readonly trail: AuditTrail;
  readonly reminders: Rounds | undefined;
  readonly listWatch: Rounds;
  readonly limitTimer: Rounds;
  readonly log: Log;
  /** From here on `tell` gives up what cannot be stored at once. */
  readonly endTelling: () => void;
  /** Whether a state was ever loaded. */
  readonly isLoaded: () => boolean;
}

/** Ends one part after another; when it resolves nothing is stored, told or followed any more. */
export async function shutDown(
  deps: ShutDownDeps,
  { attempt = 'leave', signal }: CloseOptions,
): Promise<void> {
  const { mailbox, decisions, follower, outbox, trail, reminders, listWatch, limitTimer, log } = deps;
  await limitTimer.stop();
  if (attempt !== 'leave') await runOut({ ...deps, signal }, attempt);
  deps.endTelling();
  await reminders?.stop();
  await listWatch.stop();
  await follower.detach();
  await mailbox.idle();
  await outbox.stop();
  // A state that was not understood stays on disk as it is.
  if (!deps.isLoaded()) return;
  await trail.close();
  // Only so that the next start does not tell again what was told: nothing is lost without it.
  // It takes its turn after an announcement that a delivery may have been left with.
  await mailbox
    .post(() => decisions.tidy())
    .catch((error: unknown) => log.warn('not tidied at the end', { error }));
}
