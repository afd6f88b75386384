import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { GateRules } from '../../../src/core/gate/index.ts';
import {
  decide,
  evolve,
  type OpenSession,
  type Session,
  type SessionEvent,
} from '../../../src/core/session/index.ts';
import { stamped, type BareCommand } from '../../helpers/session-play.ts';
import { history, stories, type Taken } from '../../helpers/session-stories.ts';

/** Checks `holds` on every step of every story. */
export function always(
  holds: (taken: Taken, gates: GateRules, all: readonly Taken[]) => boolean,
  numRuns = 400,
): void {
  fc.assert(
    fc.property(stories, ([gates, tasks, turns, tree]) => {
      const all = history(gates, tasks, turns, tree);
      return all.every((taken) => holds(taken, gates, all));
    }),
    { numRuns },
  );
}

export type Order = Extract<SessionEvent, { type: 'attempt-ordered' }>;

export const orders = (taken: Taken): readonly Order[] =>
  taken.events.filter((event) => event.type === 'attempt-ordered');

type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;

/** The events of this type, in order. */
export const eventsOf = <T extends SessionEvent['type']>(
  type: T,
  ...steps: readonly Taken[]
): readonly EventOf<T>[] =>
  steps.flatMap(({ events }) => events.filter((event): event is EventOf<T> => event.type === type));

/** What happened until then, with that. */
export const upTo = (taken: Taken, steps: readonly Taken[]): readonly Taken[] =>
  steps.slice(0, steps.indexOf(taken) + 1);

export const opened = (session: Session): OpenSession | undefined =>
  session.state === 'open' ? session : undefined;

/** The state after these, asked much later one after another; what is refused changes nothing. */
export const asked = (rules: GateRules, session: Session, ...commands: readonly BareCommand[]): Session =>
  commands.reduce((before, command, index) => {
    const decision = decide(stamped(command, 100 + index), before, rules);
    return decision.ok ? decision.events.reduce(evolve, before) : before;
  }, session);

/** The working tree that the gate is about that waits. */
export const shownIn = (session: Session): string | undefined =>
  session.state === 'open' && session.phase.name === 'waiting' ? session.phase.gate.tree : undefined;

/** A key that is undefined is as good as none. */
export const deepEqual = (a: unknown, b: unknown): boolean => isDeepStrictEqual(asKept(a), asKept(b));
const asKept = (value: unknown): unknown => JSON.parse(JSON.stringify([value]));
