import type { Instant } from '../core/attempt/index.ts';
import type { OutboxEntry } from './project-state.ts';

/** What is still to be delivered to the channels. */
export interface Untold {
  readonly depth: number;
  /** When the oldest of it happened. */
  readonly oldestAt?: Instant | undefined;
}

/** Of a channel that is not there any more nothing is late: it is told when it is back. */
export function untoldIn(outbox: readonly OutboxEntry[], channels: readonly string[]): Untold {
  const times = outbox.flatMap((entry) =>
    'channel' in entry && channels.includes(entry.channel) ? [entry.effect.notice.at] : [],
  );
  return { depth: times.length, oldestAt: times.toSorted()[0] };
}
