import { hasBegun, type ListedTask, type OpenSession } from '../core/session/index.ts';
import type { Fault, Task } from '../core/task/index.ts';
import type { SessionArchive } from './ports/archive.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { TaskFiles } from './ports/task-files.ts';
import type { OutboxEntry } from './project-state.ts';
import { digestOf } from './task-digest.ts';

export interface LoadListDeps {
  /** The types of tasks that begin with a plan. */
  readonly planFirst: readonly string[];
  readonly taskFiles: TaskFiles;
  readonly archive: SessionArchive;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What a session needs to start with, its list safely kept; or the faults of the file. */
export type LoadedList =
  | {
      readonly ok: true;
      readonly start: {
        readonly id: string;
        readonly file: string;
        readonly digest: string;
        readonly tasks: readonly ListedTask[];
        readonly repeated: boolean;
      };
    }
  | { readonly ok: false; readonly path: string; readonly faults: readonly Fault[] };

/** Reads a task file and keeps it, as parsed, in the folder of a new session; `outbox` may hold unarchived ones. */
export async function loadList(
  deps: LoadListDeps,
  file: string,
  outbox: readonly OutboxEntry[],
): Promise<LoadedList> {
  const { taskFiles, archive, clock, ids } = deps;
  const reading = await taskFiles.read(file);
  if (!reading.ok) return reading;
  const { path } = reading;
  const { tasks } = reading.file;
  const stamp = clock.localStamp();
  const day = stamp.slice(0, 8);
  const repeated = outbox.some((entry) => archives(entry, day, path)) || (await archive.ranOn(day, path));
  const id = await claimId(archive, stamp);
  await archive.keepTasks(id, tasks, 1);
  const listed = tasks.map((task) => listedTask(task, deps));
  const digest = digestOfList(listed, ids);
  return { ok: true, start: { id, file: path, digest, tasks: listed, repeated } };
}

/** What a session takes over of its edited file. */
export type ReloadedList =
  | {
      readonly ok: true;
      readonly reload: { readonly digest: string; readonly tasks: readonly ListedTask[] };
    }
  | { readonly ok: false; readonly path: string; readonly faults: readonly Fault[] };

/** Reads the file of a session again and keeps it as its next list, with what has begun as it was. */
export async function reloadList(deps: LoadListDeps, session: OpenSession): Promise<ReloadedList> {
  const { taskFiles, archive, ids } = deps;
  const reading = await taskFiles.read(session.file);
  if (!reading.ok) return reading;
  const kept = (await archive.readTasks(session.id, session.list)) ?? [];
  const begun = new Set(session.tasks.filter(hasBegun).map((task) => task.number));
  const { tasks } = reading.file;
  const together = [
    ...kept.filter((task) => begun.has(task.number)),
    ...tasks.filter((task) => !begun.has(task.number)),
  ];
  await archive.keepTasks(session.id, together, session.list + 1);
  const listed = tasks.map((task) => listedTask(task, deps));
  return { ok: true, reload: { digest: digestOfList(listed, ids), tasks: listed } };
}

const archives = (entry: OutboxEntry, day: string, file: string): boolean =>
  !('channel' in entry) && entry.effect.session.id.startsWith(day) && entry.effect.session.file === file;

/** The stamp, or the first free one after it: two sessions may start within one second. */
async function claimId(archive: SessionArchive, stamp: string): Promise<string> {
  let time = Number(stamp.slice(9));
  const id = (): string => `${stamp.slice(0, 9)}${String(time).padStart(6, '0')}`;
  while (!(await archive.claim(id()))) time += 1;
  return id();
}

/** The digest of a whole list as parsed. */
export const digestOfList = (tasks: readonly ListedTask[], ids: Ids): string =>
  ids.digest(tasks.map((task) => task.digest).join('\n'));

export const listedTask = (
  task: Task,
  { ids, planFirst }: Pick<LoadListDeps, 'ids' | 'planFirst'>,
): ListedTask => ({
  number: task.number,
  title: task.title,
  type: task.type,
  requiresApproval: task.requiresApproval,
  planFirst: task.planFirst ?? (task.type !== undefined && planFirst.includes(task.type) ? true : undefined),
  dependsOn: task.dependsOn,
  digest: digestOf(task, ids),
});
