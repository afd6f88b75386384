import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Update } from 'grammy/types';
import type { ApiRequest } from '../../helpers/telegram/api-endpoint.ts';
import type { SeenMessage } from '../../helpers/telegram/chat-view.ts';
import type { TelegramStage } from '../../helpers/telegram-stage.ts';
import type { Deed } from './deeds.ts';

/** All that the days left behind. */
export interface Evidence {
  readonly audit: readonly AuditLine[];
  readonly ledgers: readonly LedgerFolder[];
  /** `title|session/epoch/conversation`, as the attempts wrote it. */
  readonly done: readonly string[];
  /** The title of the task, for each attempt that the model was asked in. */
  readonly asked: readonly string[];
  readonly chat: readonly SeenMessage[];
  readonly requests: readonly ApiRequest[];
  readonly deeds: readonly Deed[];
  /** The request id under which the service knows a deed; undefined when it never fetched it. */
  readonly requestOf: (deed: Deed) => string | undefined;
}

export interface AuditLine {
  readonly n: number;
  readonly at: string;
  readonly session?: string;
  readonly command: string;
  readonly request: string;
  readonly gate?: string;
  readonly reply: string;
  readonly attempts?: readonly { readonly epoch: number; readonly task: number; readonly by: string }[];
}

export interface LedgerFolder {
  /** `session/epoch`. */
  readonly attempt: string;
  readonly title: string;
  readonly startedAt: string;
  /** The wrapper was named, so the program was run. */
  readonly ran: boolean;
  readonly pid: string;
  readonly status: string;
  readonly cancel: string;
}

export async function gather(
  { project, bots, ann }: TelegramStage,
  seen: { readonly deeds: readonly Deed[]; readonly asked: readonly string[] },
): Promise<Evidence> {
  const updates = bots.requests
    .filter(({ method }) => method === 'getUpdates')
    .flatMap(({ answer }) => (answer?.ok === true ? (answer.result as readonly Update[]) : []));
  const update = ({ query, message }: Deed): Update | undefined =>
    updates.find(({ callback_query: tap, message: words }) =>
      query === undefined ? words?.message_id === message : tap?.id === query,
    );
  return {
    ...seen,
    audit: auditLines(await project.read('logs/audit.jsonl')),
    ledgers: await ledgersIn(join(project.root, 'logs')),
    done: (await readFile(join(project.root, 'done.txt'), 'utf8')).trim().split('\n'),
    chat: bots.chat(ann.chat),
    requests: bots.requests,
    requestOf: (deed) => {
      const id = update(deed)?.update_id;
      return id === undefined ? undefined : `telegram:${bots.bot.id}:${id}`;
    },
  };
}

/** A crash in the middle of a line leaves half of one; what it said stands again after it. */
function auditLines(text: string): readonly AuditLine[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as AuditLine];
    } catch {
      return [];
    }
  });
}

async function ledgersIn(logs: string): Promise<readonly LedgerFolder[]> {
  const folders: LedgerFolder[] = [];
  for (const session of (await readdir(logs)).filter((name) => /^\d{8}-\d{6}$/.test(name)).sort()) {
    const attempts = join(logs, session, 'attempts');
    const epochs = (await readdir(attempts).catch(() => [])).filter((name) => /^\d+$/.test(name));
    for (const epoch of epochs.sort((a, b) => Number(a) - Number(b)))
      folders.push(await ledgerIn(join(attempts, epoch), `${session}/${epoch}`));
  }
  return folders;
}

async function ledgerIn(folder: string, attempt: string): Promise<LedgerFolder> {
  const read = (name: string): Promise<string> =>
    readFile(join(folder, name), 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
  const order = JSON.parse((await read('order.json')) || '{}') as { title?: string; startedAt?: string };
  const [pid, status, cancel] = await Promise.all([read('pid'), read('status'), read('cancel')]);
  return {
    attempt,
    title: order.title ?? '',
    startedAt: order.startedAt ?? '',
    ran: /^\d+ /.test(pid),
    pid,
    status,
    cancel,
  };
}
