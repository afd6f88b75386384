import type { Instant } from '../attempt/index.ts';
import { spent, type Leash, type OpenSession } from '../session/index.ts';
import { endOf } from '../session/leash.ts';

/** `leash: 2 more, until 18:00, $1.20 left`; undefined when there is none. */
export function leashLine(
  session: OpenSession,
  at: Instant,
  local: (at: Instant) => string,
): string | undefined {
  const { leash } = session;
  if (!leash) return undefined;
  switch (endOf(leash, session, at)) {
    case 'time':
      return 'leash: its time is over, the next task asks';
    case 'cost':
      return 'leash: what it allows is spent, the next task asks';
    case undefined:
      return `leash: ${[tasksOf(leash), ...timeOf(leash, local), ...costOf(leash, session)].join(', ')}`;
  }
}

const tasksOf = ({ tasks }: Leash): string => (tasks === 'all' ? 'the rest of the list' : `${tasks} more`);

const timeOf = ({ until }: Leash, local: (at: Instant) => string): readonly string[] =>
  until === undefined ? [] : [`until ${local(until)}`];

function costOf({ belowUsd, grantedAtUsd }: Leash, session: OpenSession): readonly string[] {
  if (belowUsd === undefined) return [];
  // Never more than is left; sums of cents are a little off.
  const cents = Math.floor((belowUsd - (spent(session) - grantedAtUsd)) * 100 + 1e-6);
  return [cents < 1 ? 'less than $0.01 left' : `$${(cents / 100).toFixed(2)} left`];
}
