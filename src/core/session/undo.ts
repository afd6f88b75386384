import type { Gate } from '../gate/index.ts';
import { forgotten } from './evolve-asks.ts';
import { positionOf, taskShown } from './tasks.ts';
import type { OpenSession, Phase, TaskRecord } from './session.ts';

/** At a start or closing gate, the completed task that retry goes back to. */
export function stepBack(session: OpenSession, gate: Gate): TaskRecord | undefined {
  if (gate.kind !== 'start' && gate.kind !== 'closing') return undefined;
  const previous = taskShown(session, gate);
  return previous?.status === 'completed' ? previous : undefined;
}

/** The task that undo takes back at this gate: the newest one that had an attempt; undefined without a repository. */
export function undoable(session: OpenSession, gate: Gate): TaskRecord | undefined {
  if (gate.tree === undefined) return undefined;
  const end = positionOf(session, gate.task);
  const reached = session.tasks.slice(0, gate.kind === 'start' ? end - 1 : end);
  return reached.findLast((task) => task.firstEpoch !== undefined);
}

/** The tasks once everything from `index` on is to be done again; what was spent stays spent. */
function takenBack({ tasks }: OpenSession, index: number): readonly TaskRecord[] {
  const again = tasks.slice(index).map((task) => (task.status === 'pending' ? task : pendingAgain(task)));
  return [...tasks.slice(0, index), ...again];
}

const pendingAgain = (task: TaskRecord): TaskRecord => ({
  ...task,
  status: 'pending',
  startedAt: undefined,
  completedAt: undefined,
  result: undefined,
  epoch: undefined,
  firstEpoch: undefined,
  sinceEpoch: undefined,
  evidence: undefined,
  committed: undefined,
  planned: undefined,
  conversation: undefined,
});

type Undoing = Extract<Phase, { name: 'undoing' }>;

/** After a task was taken back: the session remembers how to take that back. */
export function undone(session: OpenSession, { task, gate, keepAs }: Undoing): OpenSession {
  const index = positionOf(session, task) - 1;
  const { rework } = session;
  const tasks = session.tasks.slice(index).filter(({ status }) => status !== 'pending');
  const settled = tasks.reduce((left, { number }) => forgotten(left, number), session);
  return {
    ...settled,
    tasks: takenBack(session, index),
    redo: [...session.redo, { task, gate, tasks, rework, keptAs: keepAs }],
    // The gate that was left is owed again.
    rework: rework || gate.kind === 'start' || gate.kind === 'closing',
    phase: { name: 'between' },
  };
}

/** After the newest undo was taken back. */
export function redone(session: OpenSession): OpenSession {
  const newest = session.redo.at(-1);
  const again = new Map(newest?.tasks.map((task) => [task.number, task]));
  return {
    ...session,
    tasks: session.tasks.map((task) => again.get(task.number) ?? task),
    redo: session.redo.slice(0, -1),
    rework: newest?.rework ?? session.rework,
    phase: { name: 'between' },
  };
}
