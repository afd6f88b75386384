import type { GateSubject } from '../gate/index.ts';
import type { OpenSession, TaskRecord } from './session.ts';

/** The task with this number; every number in a session's events and phases names one of its tasks. */
export function taskOf(session: { readonly tasks: readonly TaskRecord[] }, number: number): TaskRecord {
  const task = session.tasks.find((candidate) => candidate.number === number);
  if (!task) throw new Error(`the session has no task ${number}`);
  return task;
}

/** The position of a task among the session's, from 1. */
export const positionOf = (session: { readonly tasks: readonly TaskRecord[] }, number: number): number =>
  session.tasks.findIndex((task) => task.number === number) + 1;

/** Completed and skipped tasks are settled; the session goes on to the first that is not. */
export const isSettled = (task: TaskRecord): boolean =>
  task.status === 'completed' || task.status === 'skipped';

export const unsettled = ({ tasks }: OpenSession): readonly TaskRecord[] =>
  tasks.filter((task) => !isSettled(task));

export const firstUnsettled = (session: OpenSession): TaskRecord | undefined => unsettled(session)[0];

/** The task before `number` in the list. */
export const taskBefore = (session: OpenSession, number: number): TaskRecord | undefined =>
  session.tasks[positionOf(session, number) - 2];

/** The task whose work is looked at where a gate is about `subject`: before a task the one before it. */
export const taskShown = (session: OpenSession, { kind, task }: GateSubject): TaskRecord | undefined =>
  kind === 'start' ? taskBefore(session, task) : taskOf(session, task);

/** The tasks with one of them changed. */
export const withTask = (
  session: { readonly tasks: readonly TaskRecord[] },
  number: number,
  change: Partial<TaskRecord>,
): readonly TaskRecord[] =>
  session.tasks.map((task) => (task.number === number ? { ...task, ...change } : task));
