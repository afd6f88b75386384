import type { LocalTime } from '../../../app/local-time.ts';
import type { Channel } from '../../../app/ports/channel.ts';
import type { AttemptRecord } from '../../../app/ports/runner.ts';
import type { Notice } from '../../../core/session/index.ts';
import type { Task } from '../../../core/task/index.ts';
import { WEBHOOK } from '../channel-name.ts';
import { notificationOf } from './notification.ts';
import { post, type Target } from './post.ts';

export interface WebhookChannelDeps {
  readonly target: Target;
  readonly records: (session: string, epoch: number) => Promise<AttemptRecord | undefined>;
  readonly tasks: (session: string) => Promise<readonly Task[] | undefined>;
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
  const { target, records, tasks, logsFolder, local, redact } = deps;
  const closing = new AbortController();

  return {
    name: WEBHOOK,
    async deliver(notice, session, key) {
      const epoch = epochOf(notice);
      const record =
        epoch === undefined ? undefined : await records(session.id, epoch).catch(() => undefined);
      const number = 'gate' in notice && typeof notice.gate === 'object' ? notice.gate.task : undefined;
      const kept = number === undefined ? undefined : await tasks(session.id).catch(() => undefined);
      const task = kept?.find((each) => each.number === number);
      const facts = { notice, session, record, task, logsFolder: logsFolder(session.id), local, redact };
      const notification = notificationOf(key, facts);
      if (!notification) return;
      await post(target, key, JSON.stringify(notification), closing.signal);
    },
    close: () => closing.abort(),
  };
}

function epochOf(notice: Notice): number | undefined {
  if ('gate' in notice && typeof notice.gate === 'object') {
    return 'epoch' in notice.gate ? notice.gate.epoch : undefined;
  }
  return notice.type === 'attempt-ended' ? notice.epoch : undefined;
}
