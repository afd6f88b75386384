import type { TaskRecord, TaskStatus } from '../session/index.ts';
import { enumerated } from './numbers.ts';

/** How a task stands when its session is over. */
export const STATUS: Readonly<Record<TaskStatus, string>> = {
  completed: '✅ done',
  skipped: '⏭️ skipped',
  failed: '❌ failed',
  interrupted: '⚠️ unfinished',
  pending: '⏭️ not begun',
  running: '⚠️ unfinished',
  blocked: '⏭️ not begun',
};

/** `2 done and 1 skipped`. */
export function countsOf(tasks: readonly Pick<TaskRecord, 'status'>[]): string {
  const count = (...statuses: readonly TaskStatus[]): number =>
    tasks.filter((task) => statuses.includes(task.status)).length;
  const parts = [
    [count('completed'), 'done'],
    [count('skipped'), 'skipped'],
    [count('failed'), 'failed'],
    [count('interrupted', 'running'), 'unfinished'],
    [count('pending', 'blocked'), 'not begun'],
  ] as const;
  return enumerated(parts.flatMap(([n, what]) => (n > 0 ? [`${n} ${what}`] : [])));
}
