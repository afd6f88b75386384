import type { Dependency } from './depends-on.ts';

export interface Dependent {
  readonly number: number;
  readonly dependencies: readonly Dependency[];
}

/** `from` depends on the task that `dependency` names. */
export interface Edge {
  readonly from: number;
  readonly dependency: Dependency;
}

interface Step {
  readonly number: number;
  readonly ahead: Iterator<Dependency>;
}

/** Dependencies that lead back to where they began; a walk without recursion, for chains of any length. */
export function* findCycles(tasks: readonly Dependent[]): Generator<readonly Edge[]> {
  const byNumber = new Map(tasks.map((task) => [task.number, task]));
  const entered = new Set<number>();
  for (const { number } of tasks) {
    if (!entered.has(number)) yield* cyclesFrom(number, byNumber, entered);
  }
}

function* cyclesFrom(
  origin: number,
  byNumber: ReadonlyMap<number, Dependent>,
  entered: Set<number>,
): Generator<readonly Edge[]> {
  const edges: Edge[] = [];
  // The place of every task on the way from the origin to here.
  const way = new Map<number, number>();
  const enter = (number: number): Step => {
    entered.add(number);
    way.set(number, way.size);
    return { number, ahead: (byNumber.get(number)?.dependencies ?? []).values() };
  };
  const steps = [enter(origin)];
  for (let step = steps.at(-1); step; step = steps.at(-1)) {
    const next = step.ahead.next();
    if (next.done) {
      steps.pop();
      edges.pop();
      way.delete(step.number);
      continue;
    }
    const edge = { from: step.number, dependency: next.value };
    const begin = way.get(next.value.number);
    if (begin !== undefined) yield [...edges.slice(begin), edge];
    if (entered.has(next.value.number)) continue;
    edges.push(edge);
    steps.push(enter(next.value.number));
  }
}
