import type { LocalTime } from '../../../app/local-time.ts';
import type { KeptCall } from '../../../app/ports/call-book.ts';
import type { AttemptRecord } from '../../../app/ports/runner.ts';
import type { Evidence } from '../../../core/attempt/index.ts';
import type { ClosedSession, Notice, OpenSession } from '../../../core/session/index.ts';
import type { Task } from '../../../core/task/index.ts';

/** What a notification is made from. */
export interface NoticeFacts {
  readonly notice: Notice;
  readonly session: OpenSession | ClosedSession;
  /** Of the attempt that the notice is about. */
  readonly record: AttemptRecord | undefined;
  /** Of that attempt; at a gate before a task, of the one before. */
  readonly evidence: Evidence | undefined;
  /** From the kept list. */
  readonly task: Task | undefined;
  /** What the call would do that the notice asks about; undefined where that cannot be told. */
  readonly kept: KeptCall | undefined;
  readonly logsFolder: string;
  readonly local: LocalTime;
  /** Takes secrets out, before they are escaped and can no longer be found. */
  readonly redact: (text: string) => string;
}
