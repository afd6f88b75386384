import type { ListedTask } from './command.ts';
import type { SessionEvent } from './event.ts';
import type { OpenSession, TaskRecord } from './session.ts';
import { isSettled } from './tasks.ts';

/** A task as it enters a session. */
export const fromListed = (task: ListedTask): TaskRecord => ({
  ...task,
  status: 'pending',
  costUsd: 0,
  turns: 0,
  durationMs: 0,
});

/** It had an attempt, or it was left out: nothing in the file changes it any more. */
export const hasBegun = (task: TaskRecord): boolean => task.epoch !== undefined || isSettled(task);

/** A task that was taken back may have cost something: that stays spent. */
function spentOn(session: OpenSession, number: number): Partial<TaskRecord> {
  const task = session.tasks.find((each) => each.number === number);
  if (!task) return {};
  const { costUsd, turns, durationMs, waitedMs } = task;
  return { costUsd, turns, durationMs, waitedMs };
}

/** The session with an edited list: what has begun stays as it was, the rest is as the file says. */
export function reloaded(
  session: OpenSession,
  { digest, tasks }: Extract<SessionEvent, { type: 'list-reloaded' }>,
): OpenSession {
  const begun = session.tasks.filter(hasBegun);
  const numbers = new Set(begun.map((task) => task.number));
  const rest = tasks
    .filter((task) => !numbers.has(task.number))
    .map((task) => ({ ...fromListed(task), ...spentOn(session, task.number) }));
  return {
    ...session,
    digest,
    tasks: [...begun, ...rest],
    list: session.list + 1,
    edited: undefined,
    leash: undefined,
    redo: [],
  };
}
