import { afterEach } from '@jest/globals';
import { createLocalTime } from '../../../src/app/local-time.ts';
import type { CallBook } from '../../../src/app/ports/call-book.ts';
import type { TaskFileReading } from '../../../src/app/ports/task-files.ts';
import { listen, type Patience } from '../../../src/adapters/webhook/listen.ts';
import {
  createReceiver,
  type CountedCall,
  type ReceiverDeps,
} from '../../../src/adapters/webhook/receiver.ts';
import { createStage, quiet, type Stage, type StageOptions, taskNumbered } from '../../app/stage.ts';
import { createFakeEvidenceBook, createFakeTaskFiles } from '../../helpers/app-fakes.ts';
import { createFakeCallBook, fakeAsking } from '../../helpers/asking-fakes.ts';
import { expectDescribed } from './contract.ts';

export const SECRET = 'not-so-secret-0123456789';
export const TODAY = '2026-11-21-tasks.md';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface CallOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Webhook extends Omit<Stage, 'ask'> {
  readonly callBook: CallBook;
  readonly url: string;
  readonly port: number;
  /** The lines of the access log. */
  readonly lines: string[];
  readonly counted: CountedCall[];
  /** Calls an endpoint with the secret, and lets everything happen that follows; the answer is one that is described. */
  post(name: string, body?: object, options?: CallOptions): Promise<Answer>;
  /** Any request at all. */
  ask(path: string, init?: RequestInit): Promise<Answer>;
  close(): Promise<void>;
}

export interface WebhookOptions extends StageOptions {
  readonly receiver?: Partial<ReceiverDeps>;
  readonly patience?: Partial<Patience>;
  readonly files?: Readonly<Record<string, TaskFileReading>>;
}

const tasks = [1, 2, 3].map((number) => taskNumbered(number));

export const files: Readonly<Record<string, TaskFileReading>> = {
  [TODAY]: { ok: true, path: `tasks/${TODAY}`, file: { tasks } },
  'faulty.md': {
    ok: false,
    path: 'tasks/faulty.md',
    faults: [{ line: 3, column: 1, message: '`Requires Aproval`: did you mean `Requires Approval`?' }],
  },
};

const open: Webhook[] = [];
afterEach(async () => {
  for (const webhook of open.splice(0)) await webhook.close();
});

/** The receiver over a recovered session service, listening on loopback. */
export async function openWebhook(options: WebhookOptions = {}): Promise<Webhook> {
  const taskFiles = createFakeTaskFiles(options.files ?? files);
  const callBook = createFakeCallBook();
  const stage = createStage({
    ...options,
    deps: (fakes) => ({ ...fakeAsking(callBook), taskFiles, ...options.deps?.(fakes) }),
  });
  await stage.service.recover();
  const { clock } = stage.disk;
  const lines: string[] = [];
  const counted: CountedCall[] = [];
  const app = createReceiver({
    ...{ service: stage.service, taskFiles, clock, log: stage.log, secret: SECRET, signature: 'optional' },
    records: (session, epoch) => stage.runner.record(session, epoch),
    evidence: createFakeEvidenceBook(stage.disk.evidence, stage.disk.diffs),
    callBook,
    redact: (text) => text.replaceAll(SECRET, '[redacted]'),
    logFile: (session, position) => `logs/${session}/task-${position}-output.log`,
    local: createLocalTime(() => clock.now(), 'UTC'),
    access: (line) => lines.push(line),
    counted: (call) => counted.push(call),
    health: async () => ({ ok: true, report: { status: 'ok', version: '1.2.3', uptime: 60 } }),
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'up 1\n' }),
    ...{ metricsFor: 'loopback', trustProxy: false },
    ...options.receiver,
  });
  const listening = await listen(app, { host: '127.0.0.1', port: 0 }, options.patience);
  const url = `http://127.0.0.1:${listening.port}`;

  async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const answer = await fetch(`${url}${path}`, init);
    const text = await answer.text();
    const isJson = text !== '' && answer.headers.get('content-type')?.startsWith('application/json') === true;
    const body = (isJson ? JSON.parse(text) : { text }) as Answer['body'];
    const { status } = answer;
    const method = init.method ?? 'GET';
    if (isJson) expectDescribed({ method, path: path.split('?')[0] ?? '', status, body });
    return { status, body, headers: answer.headers };
  }

  let closing: Promise<void> | undefined;
  const webhook: Webhook = {
    ...stage,
    ...{ callBook, url, lines, counted, port: listening.port, ask },
    async post(name, body = {}, { method = 'POST', headers = {} } = {}) {
      const answer = await ask(`/webhook/${name}`, {
        method,
        headers: { 'content-type': 'application/json', 'x-webhook-secret': SECRET, ...headers },
        ...(method !== 'GET' && method !== 'HEAD' && { body: JSON.stringify(body) }),
      });
      await quiet();
      return answer;
    },
    close: () => (closing ??= listening.close().then(() => stage.service.close())),
  };
  open.push(webhook);
  return webhook;
}

/** Of an answer, what a program looks at first. */
export const codeOf = ({ status, body }: Answer): string =>
  status === 200 ? 'ok' : `${status} ${String(body['code'])}`;

/** The gate that waits now. */
export async function gateOf(webhook: Webhook): Promise<string> {
  const { body } = await webhook.post('status');
  return (body['gate'] as { readonly id: string }).id;
}
