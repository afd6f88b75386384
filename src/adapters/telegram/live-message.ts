import type { AttemptProgress } from '../../app/ports/channel.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { Log } from '../../app/ports/log.ts';
import { since, type LocalTime } from '../../app/local-time.ts';
import type { Attempt } from '../../core/attempt/index.ts';
import { openGates, type OpenSession, type Session } from '../../core/session/index.ts';
import type { Desk } from './desk.ts';
import { runningCard } from './messages/running-card.ts';

/** Keeps the message of the running attempt up to date, as seldom as it can be borne. */
export interface LiveMessage {
  follow(message: number, session: OpenSession, attempt: Attempt): void;
  seen(progress: AttemptProgress): void;
  /** What the attempt was last seen to do. */
  last(): AttemptProgress | undefined;
  /** Resolves when nothing more is edited for this attempt. */
  end(session: string, epoch: number): Promise<void>;
  stop(): Promise<void>;
}

export interface LiveMessageDeps {
  readonly desk: Pick<Desk, 'edit'>;
  readonly read: () => Session;
  readonly clock: Clock;
  readonly local: LocalTime;
  readonly log: Log;
}

/** Telegram bears about twenty edits a minute in a group. */
const SHORTEST_GAP_MS = 3_000;
/** Who waits long needs to know less often. */
const LONGEST_GAP_MS = 15_000;
const GAPS_PER_ATTEMPT = 20;
/** The clock in the message goes on even when nothing happens. */
const QUIET_GAPS = 4;

export function createLiveMessage({ desk, read, clock, local, log }: LiveMessageDeps): LiveMessage {
  let present:
    | { readonly session: string; readonly epoch: number; stop: AbortController; done: Promise<void> }
    | undefined;
  let latest: AttemptProgress | undefined;

  async function keepUp(
    message: number,
    { id, attempt }: { readonly id: string; readonly attempt: Attempt },
    signal: AbortSignal,
  ): Promise<void> {
    const progress = (): AttemptProgress | undefined =>
      latest?.session === id && latest.epoch === attempt.epoch ? latest : undefined;
    let shown: AttemptProgress | undefined;
    let shownAsks = '';
    let quiet = 0;
    for (;;) {
      await clock.wait(gapAfter(since(attempt.orderedAt, clock.now())), signal);
      const session = read();
      const asked = asksOf(session);
      quiet = progress() === shown && asked === shownAsks ? quiet + 1 : QUIET_GAPS;
      if (signal.aborted || session.state !== 'open' || session.id !== id) return;
      if (quiet < QUIET_GAPS) continue;
      quiet = 0;
      shownAsks = asked;
      await desk
        .edit(message, () => {
          shown = progress();
          return runningCard({
            ...shown,
            session,
            attempt,
            elapsedMs: since(attempt.orderedAt, clock.now()),
            now: clock.now(),
            local,
          });
        })
        // What it is about is told again soon, or is over.
        .catch((error: unknown) => log.debug('the progress was not shown', { error }));
    }
  }

  async function stop(): Promise<void> {
    const ended = present;
    present = undefined;
    ended?.stop.abort();
    await ended?.done;
  }

  return {
    follow(message, { id }, attempt) {
      const { epoch } = attempt;
      if (present?.session === id && present.epoch === epoch) return;
      present?.stop.abort();
      const stop = new AbortController();
      present = { session: id, epoch, stop, done: keepUp(message, { id, attempt }, stop.signal) };
    },
    seen(progress) {
      latest = progress;
    },
    last: () => latest,
    end: async (session, epoch) =>
      present?.session === session && present.epoch === epoch ? stop() : undefined,
    stop,
  };
}

/** Whether it waits for an answer is news, too. */
const asksOf = (session: Session): string =>
  openGates(session)
    .map(({ id }) => id)
    .join();

const gapAfter = (elapsedMs: number): number =>
  Math.min(Math.max(elapsedMs / GAPS_PER_ATTEMPT, SHORTEST_GAP_MS), LONGEST_GAP_MS);
