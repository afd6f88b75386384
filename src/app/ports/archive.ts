import type { ClosedSession } from '../../core/session/index.ts';
import type { Task } from '../../core/task/index.ts';

/** The folder of a session beside its logs: the lists as parsed, and the finished session. */
export interface SessionArchive {
  /** Makes the folder of a new session; false when that id was used before. */
  claim(session: string): Promise<boolean>;
  /** Durable when it resolves; `list` is 1 at the start and rises with each edited list that is taken over. */
  keepTasks(session: string, tasks: readonly Task[], list: number): Promise<void>;
  /** Undefined when that kept list is missing or unreadable. */
  readTasks(session: string, list: number): Promise<readonly Task[] | undefined>;
  /** Durable when it resolves; writing the same session again does no harm. */
  write(session: ClosedSession): Promise<void>;
  read(session: string): Promise<ClosedSession | undefined>;
  /** Whether a finished session of `day` (`YYYYMMDD`) worked through `file`. */
  ranOn(day: string, file: string): Promise<boolean>;
}
