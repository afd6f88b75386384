import { DeliveryRefused } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { OutboxEntry } from './project-state.ts';

/** Where an outbox entry goes: a channel, or the archive. */
export interface Destination {
  readonly name: string;
  /** Rejects when the entry is to be tried again later. */
  perform(entry: OutboxEntry): Promise<void>;
}

export interface Outbox {
  /** Queues entries behind those of the same destination; an entry that is queued already stays once. */
  add(entries: readonly OutboxEntry[]): void;
  /** Whether an entry was performed, so that the next save can leave it out. */
  isDone(entry: OutboxEntry): boolean;
  /** Entries that are in no saved state any more. */
  forget(entries: readonly OutboxEntry[]): void;
  /** Resolves when every queue is empty or stopped. */
  settled(): Promise<void>;
  /** Ends waiting and starts nothing more; what is being delivered gets a moment. */
  stop(): Promise<void>;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 600_000;
const LAST_DELIVERY_MS = 5_000;

export const destinationOf = (entry: OutboxEntry): string => ('channel' in entry ? entry.channel : 'archive');

/** Performs entries at least once, in order per destination; one destination never waits for another. */
export function createOutbox(deps: {
  readonly destinations: readonly Destination[];
  readonly clock: Clock;
  readonly log: Log;
  /** A destination refuses until a person acts, or refuses this entry for good; told once until it takes something. */
  readonly onRefused?: ((entry: OutboxEntry, reason: string) => void) | undefined;
}): Outbox {
  const { clock, log } = deps;
  const stopping = new AbortController();
  const known = new Set<string>();
  const done = new Set<string>();
  const refusing = new Set<string>();
  const lanes = new Map(
    deps.destinations.map((destination) => [destination.name, { destination, last: Promise.resolve() }]),
  );

  function refused(entry: OutboxEntry, { name }: Destination, { reason, final }: DeliveryRefused): void {
    if (final)
      log.error('a message is never going to be taken', { destination: name, key: entry.key, reason });
    if (refusing.has(name)) return;
    refusing.add(name);
    if (!final) log.error('nothing can be delivered before a person acts', { destination: name, reason });
    deps.onRefused?.(entry, reason);
  }

  async function deliver(entry: OutboxEntry, destination: Destination): Promise<void> {
    for (
      let waitMs = FIRST_WAIT_MS;
      !stopping.signal.aborted;
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
    ) {
      try {
        await destination.perform(entry);
        refusing.delete(destination.name);
        done.add(entry.key);
        return;
      } catch (error) {
        if (error instanceof DeliveryRefused) {
          refused(entry, destination, error);
          if (error.final) return void done.add(entry.key);
          waitMs = LONGEST_WAIT_MS;
        }
        log.warn('not delivered yet', { destination: destination.name, key: entry.key, waitMs, error });
        await clock.wait(waitMs, stopping.signal);
      }
    }
  }

  async function settled(): Promise<void> {
    await Promise.all([...lanes.values()].map((lane) => lane.last));
  }

  /** What hangs is left; it is still in the state. */
  async function withinMs(ms: number, work: Promise<void>): Promise<void> {
    const over = new AbortController();
    await Promise.race([work, clock.wait(ms, over.signal)]);
    over.abort();
  }

  return {
    add(entries) {
      for (const entry of entries) {
        if (known.has(entry.key)) continue;
        known.add(entry.key);
        const lane = lanes.get(destinationOf(entry));
        // A channel that was taken out of the configuration: when it is back it is told.
        if (!lane) continue;
        lane.last = lane.last.then(() => deliver(entry, lane.destination));
      }
    },
    isDone: (entry) => done.has(entry.key),
    forget(entries) {
      for (const { key } of entries) {
        known.delete(key);
        done.delete(key);
      }
    },
    settled,
    async stop() {
      stopping.abort();
      await withinMs(LAST_DELIVERY_MS, settled());
    },
  };
}
