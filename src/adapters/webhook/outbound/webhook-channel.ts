import type { LocalTime } from '../../../app/local-time.ts';
import type { CallBook } from '../../../app/ports/call-book.ts';
import type { Channel } from '../../../app/ports/channel.ts';
import type { AttemptRecord } from '../../../app/ports/runner.ts';
import { attemptShown } from '../../../app/attempt-shown.ts';
import type { Evidence } from '../../../core/attempt/index.ts';
import type { ClosedSession, Notice, OpenSession } from '../../../core/session/index.ts';
import type { Task } from '../../../core/task/index.ts';
import { callKept } from '../../../app/call-kept.ts';
import { WEBHOOK } from '../channel-name.ts';
import { gateIn } from './gate-in.ts';
import type { NoticeFacts } from './notice-facts.ts';
import { notificationOf } from './notification.ts';
import { post, type Target } from './post.ts';

export interface WebhookChannelDeps {
  readonly target: Target;
  readonly records: (session: string, epoch: number) => Promise<AttemptRecord | undefined>;
  readonly evidence: (session: string, epoch: number) => Promise<Evidence | undefined>;
  readonly callBook: Pick<CallBook, 'read'>;
  readonly tasks: (session: string, list: number) => Promise<readonly Task[] | undefined>;
  readonly logsFolder: (session: string) => string;
  readonly local: LocalTime;
  readonly redact: (text: string) => string;
}

export interface WebhookChannel extends Channel {
  /** Ends what is on its way. */
  close(): void;
}

/** Tells n8n, or whoever listens at an address. */
export function createWebhookChannel(deps: WebhookChannelDeps): WebhookChannel {
  const { target, logsFolder, local, redact } = deps;
  const closing = new AbortController();

  return {
    name: WEBHOOK,
    async deliver(notice, session, key) {
      const found = await look(deps, notice, session);
      const facts = { notice, session, ...found, logsFolder: logsFolder(session.id), local, redact };
      const notification = notificationOf(key, facts);
      if (!notification) return;
      await post(target, key, JSON.stringify(notification), closing.signal);
    },
    close: () => closing.abort(),
  };
}

/** What can be read about it; what cannot is left out. */
async function look(
  { records, evidence, tasks, callBook }: WebhookChannelDeps,
  notice: Notice,
  session: OpenSession | ClosedSession,
): Promise<Pick<NoticeFacts, 'record' | 'evidence' | 'task' | 'kept'>> {
  const { epoch, shown = epoch, number } = subjectOf(notice, session);
  const read = <T>(asked: number | undefined, from: (asked: number) => Promise<T>): Promise<T | undefined> =>
    asked === undefined ? Promise.resolve(undefined) : from(asked).catch(() => undefined);
  const list = await read(number, () => tasks(session.id, session.list));
  const gate = gateIn(notice);
  return {
    record: await read(epoch, (of) => records(session.id, of)),
    evidence: await read(shown, (of) => evidence(session.id, of)),
    task: list?.find((task) => task.number === number),
    kept: gate && (await callKept(callBook, session.id, gate)),
  };
}

/** The attempt and the task that a notice is about, and the attempt whose evidence goes with it. */
function subjectOf(
  notice: Notice,
  session: OpenSession | ClosedSession,
): { readonly epoch?: number; readonly shown?: number | undefined; readonly number?: number } {
  if (notice.type === 'attempt-ended') return { epoch: notice.epoch, number: notice.task };
  const gate = gateIn(notice);
  if (!gate) return {};
  const shown = session.state === 'open' ? attemptShown(session, gate) : undefined;
  return { ...('epoch' in gate && { epoch: gate.epoch }), shown, number: gate.task };
}
