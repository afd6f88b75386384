import type { Instant } from '../core/attempt/index.ts';
import type { OutboxEntry } from './project-state.ts';

/** What is still to be delivered to the channels. */
export interface Untold {
  readonly depth: number;
  /** When the oldest of it happened. */
  readonly oldestAt?: Instant | undefined;
}

export function untoldIn(outbox: readonly OutboxEntry[]): Untold {
  const times = outbox.flatMap((entry) => ('channel' in entry ? [entry.effect.notice.at] : []));
  return { depth: times.length, oldestAt: times.toSorted()[0] };
}
