import type { Instant } from '../attempt/index.ts';
import type { LeashEnd } from '../gate/index.ts';

export type TaskCount = number | 'all';

/** Lets tasks begin without asking until one of its ends is reached. */
export interface Leash {
  /** How many more tasks may begin. */
  readonly tasks: TaskCount;
  /** From then on nothing more begins by it. */
  readonly until?: Instant | undefined;
  /** What may be spent by it, in US dollars. */
  readonly belowUsd?: number | undefined;
  /** What the session had cost when it was given. */
  readonly grantedAtUsd: number;
}

/** What an operator says of a leash with an approval. */
export interface LeashAsked {
  /** With the task that is approved. */
  readonly count?: TaskCount | undefined;
  readonly until?: Instant | undefined;
  readonly belowUsd?: number | undefined;
}

interface Spending {
  readonly tasks: readonly { readonly costUsd: number }[];
}

/** The leash that an approval gives; undefined when it frees nothing but the one task. */
export function leashFrom({ count, until, belowUsd }: LeashAsked, session: Spending): Leash | undefined {
  const bounded = until !== undefined || belowUsd !== undefined;
  const all = count ?? (bounded ? 'all' : 1);
  if (all !== 'all' && all <= 1) return undefined;
  return { tasks: all === 'all' ? 'all' : all - 1, until, belowUsd, grantedAtUsd: spent(session) };
}

/** What has ended a leash, though it has tasks left; undefined while it holds. */
export function endOf(leash: Leash, session: Spending, at: Instant): LeashEnd | undefined {
  if (leash.until !== undefined && at >= leash.until) return 'time';
  const { belowUsd, grantedAtUsd } = leash;
  return belowUsd !== undefined && spent(session) - grantedAtUsd >= belowUsd ? 'cost' : undefined;
}

/** The leash after a task began by it. */
export function shortened(leash: Leash): Leash | undefined {
  if (leash.tasks === 'all') return leash;
  return leash.tasks > 1 ? { ...leash, tasks: leash.tasks - 1 } : undefined;
}

/** In US dollars, over all attempts. */
export const spent = ({ tasks }: Spending): number => tasks.reduce((sum, { costUsd }) => sum + costUsd, 0);
