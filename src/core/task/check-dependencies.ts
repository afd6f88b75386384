import type { Dependency } from './depends-on.ts';
import { type Dependent, type Edge, findCycles } from './find-cycles.ts';
import type { Finding } from './finding.ts';

/** Where each task stands in the file. */
type Places = ReadonlyMap<number, number>;

export interface KnownNumbers {
  /** As they stand in the file. */
  readonly inOrder: readonly number[];
  /** Whether there is no task but these. */
  readonly complete: boolean;
}

/** A task may depend on tasks above it only. */
export function checkDependencies(tasks: readonly Dependent[], known: KnownNumbers): Finding[] {
  const places = new Map(known.inOrder.map((number, index): [number, number] => [number, index]).reverse());
  const cycles = describeCycles(tasks, places);
  return tasks.flatMap(({ number, dependencies }) =>
    dependencies.flatMap((dependency) => {
      const message = cycles.get(dependency) ?? faultOf({ from: number, dependency }, places, known.complete);
      return message === undefined ? [] : [{ offset: dependency.offset, message }];
    }),
  );
}

function faultOf(
  { from, dependency: { number: on } }: Edge,
  places: Places,
  complete: boolean,
): string | undefined {
  if (on === from) return `task ${from} depends on itself: remove this number.`;
  if (!places.has(on)) {
    return complete ? `task ${from} depends on task ${on}, which is not in this file.` : undefined;
  }
  if (!isLater(on, from, places)) return undefined;
  return (
    `task ${from} depends on task ${on}, which comes later. ` +
    `Tasks run from top to bottom: move task ${on} above task ${from}.`
  );
}

const isLater = (on: number, from: number, places: Places): boolean =>
  Number(places.get(on)) > Number(places.get(from));

/** In every cycle of several tasks something waits for a later one; that is the dependency to tell about. */
function describeCycles(tasks: readonly Dependent[], places: Places): Map<Dependency, string> {
  const told = new Map<Dependency, string>();
  for (const cycle of findCycles(tasks)) {
    const index = cycle.findIndex(({ from, dependency }) => isLater(dependency.number, from, places));
    const around = [...cycle.slice(index), ...cycle.slice(0, index)];
    const [first] = index < 0 ? [] : around;
    if (!first) continue;
    told.set(
      first.dependency,
      `these tasks wait for each other: ${arrows(around)}. Remove one of the dependencies.`,
    );
  }
  return told;
}

/** `1 → 3 → 1`, shortened in the middle. */
function arrows(cycle: readonly Edge[]): string {
  const names = cycle.map(({ from }) => from);
  const shown = names.length > 7 ? [...names.slice(0, 4), '...', ...names.slice(-2)] : names;
  return [...shown, ...names.slice(0, 1)].join(' → ');
}
