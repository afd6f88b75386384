import type { Task } from '../core/task/index.ts';
import type { Ids } from './ports/ids.ts';

/** The digest of a task as parsed; what is approved is the task with this digest. */
export function digestOf(task: Task, ids: Ids): string {
  const { verify, ...rest } = task;
  // A session that began before there were such commands has its digests without them.
  return ids.digest(JSON.stringify(verify.length === 0 ? rest : task));
}
