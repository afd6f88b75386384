import type { Fault, TaskFile } from '../../core/task/index.ts';

/** Where task files come from. */
export interface TaskFiles {
  /** `file` is a path, or a name in the tasks folder. */
  read(file: string): Promise<TaskFileReading>;
  /** Changes whenever the file does (it may change more often); undefined while there is none. */
  stamp(file: string): Promise<string | undefined>;
  /** Names in the tasks folder that look like task files, newest first. */
  list(): Promise<readonly string[]>;
}

export type TaskFileReading =
  | { readonly ok: true; readonly path: string; readonly file: TaskFile }
  /** `path` is as shown to the operator; `faults` is never empty. */
  | { readonly ok: false; readonly path: string; readonly faults: readonly Fault[] };
