import type { LocalTime } from '../../app/local-time.ts';
import type { CallBook } from '../../app/ports/call-book.ts';
import type { AttemptProgress } from '../../app/ports/channel.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { EvidenceBook } from '../../app/ports/evidence.ts';
import type { Ids } from '../../app/ports/ids.ts';
import type { AttemptRecord } from '../../app/ports/runner.ts';
import type { TaskFiles } from '../../app/ports/task-files.ts';
import type { SessionService } from '../../app/session-service.ts';
import type { OperatorName } from '../../core/operator/index.ts';
import type { Actor, ClosedSession, OpenSession } from '../../core/session/index.ts';
import type { Task } from '../../core/task/index.ts';
import type { Answers } from './answers.ts';
import type { Content, Desk, PutOptions } from './desk.ts';
import type { Picks } from './picks.ts';
import type { SentMessages } from './sent-messages.ts';

/** What the bot looks up to tell of a session. */
export interface Sources {
  /** What an attempt left behind (`Runner.record`). */
  readonly records: (session: string, epoch: number) => Promise<AttemptRecord | undefined>;
  /** A kept list of the session (`SessionArchive.readTasks`). */
  readonly tasks: (session: string, list: number) => Promise<readonly Task[] | undefined>;
  /** What can be shown of an attempt besides. */
  readonly evidence: Pick<EvidenceBook, 'read' | 'diff'>;
  /** What calls that wait would do. */
  readonly callBook: Pick<CallBook, 'read'>;
  readonly logsFolder: (session: string) => string;
  /** The readable log of the task at this position of the session's list. */
  readonly logFile: (session: string, position: number) => string;
  readonly local: LocalTime;
}

/** What answering an operator needs. */
export interface Conversation extends Sources {
  readonly service: Pick<SessionService, 'request' | 'read'>;
  readonly taskFiles: TaskFiles;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'digest'>;
  readonly desk: Desk;
  readonly sent: SentMessages;
  readonly answers: Answers;
  readonly picks: Picks;
  /** The commands that are offered. */
  readonly names: readonly OperatorName[];
  /** A session that is started begins to work without asking. */
  readonly startsAtOnce: boolean;
  /** What the running attempt was last seen to do. */
  readonly progress: () => AttemptProgress | undefined;
}

/** Who asked, in which update. */
export interface Asker {
  readonly by: Actor;
  /** Names the update, so that what comes twice is done once. */
  readonly request: string;
  readonly topic: number | undefined;
}

/** The session with this id, if it is the present one. */
export function known(
  { service }: Pick<Conversation, 'service'>,
  id: string,
): OpenSession | ClosedSession | undefined {
  const session = service.read();
  return session.state !== 'idle' && session.id === id ? session : undefined;
}

/** Answers in the topic where it was asked. */
export function say(
  { answers, desk }: Pick<Conversation, 'answers' | 'desk'>,
  { topic }: Asker,
  content: Content,
  options: Pick<PutOptions, 'shows' | 'replyTo'> = {},
): void {
  answers.post(() => desk.put(content, { topic, ...options }));
}
