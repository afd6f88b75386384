import type { Task } from '../core/task/index.ts';
import type { Ids } from './ports/ids.ts';

/** The digest of a task as parsed; what is approved is the task with this digest. */
export const digestOf = (task: Task, ids: Ids): string => ids.digest(JSON.stringify(task));
