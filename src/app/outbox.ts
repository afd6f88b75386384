import { DeliveryRefused } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { ChannelEntry, OutboxEntry } from './project-state.ts';

/** Where an outbox entry goes: a channel, or the archive. */
export interface Destination {
  readonly name: string;
  /** Rejects when the entry is to be tried again later; a channel's `DeliveryRefused` is heeded. */
  perform(entry: OutboxEntry): Promise<void>;
}

export interface Outbox {
  /** Queues entries behind those of the same destination; an entry that is queued already stays once. */
  add(entries: readonly OutboxEntry[]): void;
  /** Whether an entry was performed or given up, so that the next save can leave it out. */
  isDone(entry: OutboxEntry): boolean;
  /** Entries that are in no saved state any more. */
  forget(entries: readonly OutboxEntry[]): void;
  /** Resolves when every queue is empty or stopped. */
  settled(): Promise<void>;
  /** Ends waiting and starts nothing more; what is being performed gets a few seconds to end. */
  stop(): Promise<void>;
}

export interface OutboxDeps {
  readonly destinations: readonly Destination[];
  readonly clock: Clock;
  readonly log: Log;
  /** From 0 to 1, shortens a wait by up to a half, so that many services do not come back at the same moment. */
  readonly jitter?: (() => number) | undefined;
  /** Resolves once it is stored that a channel refuses; called once until something is delivered there. */
  readonly onRefused: (entry: ChannelEntry, reason: string) => Promise<void>;
}

interface Lane {
  readonly destination: Destination;
  last: Promise<void>;
  /** Nothing was delivered since it was told that this one refuses. */
  refuses: boolean;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 600_000;
/** How long a delivery may still take when the service ends. */
const LAST_DELIVERY_MS = 3_000;

const destinationOf = (entry: OutboxEntry): string => ('channel' in entry ? entry.channel : 'archive');

/** Performs entries at least once, in order per destination; one destination never waits for another. */
export function createOutbox({ destinations, clock, log, jitter = () => 0, onRefused }: OutboxDeps): Outbox {
  const stopping = new AbortController();
  const known = new Set<string>();
  const done = new Set<string>();
  const lanes = new Map(
    destinations.map((destination): [string, Lane] => [
      destination.name,
      { destination, last: Promise.resolve(), refuses: false },
    ]),
  );

  async function deliver(entry: OutboxEntry, lane: Lane): Promise<void> {
    let nextMs = FIRST_WAIT_MS;
    while (!stopping.signal.aborted) {
      const waitMs = await tryOnce(entry, lane, nextMs);
      if (waitMs === undefined) return;
      await clock.wait(Math.max(FIRST_WAIT_MS, waitMs * (1 - jitter() / 2)), stopping.signal);
      nextMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    }
  }

  /** How long to wait for the next try, `nextMs` if nothing else is known; undefined when there is to be none. */
  async function tryOnce(entry: OutboxEntry, lane: Lane, nextMs: number): Promise<number | undefined> {
    try {
      await lane.destination.perform(entry);
      done.add(entry.key);
      lane.refuses = false;
      return undefined;
    } catch (error) {
      if (error instanceof DeliveryRefused && 'channel' in entry) return heed(error, entry, lane);
      const destination = lane.destination.name;
      log.warn('not delivered yet', { destination, key: entry.key, waitMs: nextMs, error });
      return nextMs;
    }
  }

  async function heed(
    { reason, final }: DeliveryRefused,
    entry: ChannelEntry,
    lane: Lane,
  ): Promise<number | undefined> {
    // The next process is refused in the same way, and has the time to say so.
    if (stopping.signal.aborted) return LONGEST_WAIT_MS;
    const { channel, key } = entry;
    if (final) log.error('a notice is refused for good and is given up', { channel, key, reason });
    else if (!lane.refuses)
      log.error('the channel is refused; its notices are kept', { channel, key, reason });
    if (!lane.refuses && !(await tellRefusal(entry, reason))) return LONGEST_WAIT_MS;
    lane.refuses = true;
    if (!final) return LONGEST_WAIT_MS;
    done.add(key);
    return undefined;
  }

  async function tellRefusal(entry: ChannelEntry, reason: string): Promise<boolean> {
    try {
      await onRefused(entry, reason);
      return true;
    } catch (error) {
      log.warn('that a channel is refused could not be stored yet', { channel: entry.channel, error });
      return false;
    }
  }

  const settled = async (): Promise<void> => {
    await Promise.all([...lanes.values()].map((lane) => lane.last));
  };

  return {
    add(entries) {
      for (const entry of entries) {
        if (known.has(entry.key)) continue;
        known.add(entry.key);
        const lane = lanes.get(destinationOf(entry));
        // A channel that was taken out of the configuration: when it is back it is told.
        if (!lane) continue;
        lane.last = lane.last.then(() => deliver(entry, lane));
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
      const ended = new AbortController();
      await Promise.race([settled(), clock.wait(LAST_DELIVERY_MS, ended.signal)]);
      ended.abort();
    },
  };
}
