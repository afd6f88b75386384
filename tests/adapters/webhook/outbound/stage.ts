import { afterEach } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { KeptCall } from '../../../../src/app/ports/call-book.ts';
import type { AttemptRecord } from '../../../../src/app/ports/runner.ts';
import type { Evidence } from '../../../../src/core/attempt/index.ts';
import type { Task } from '../../../../src/core/task/index.ts';
import {
  createWebhookChannel,
  type WebhookChannel,
} from '../../../../src/adapters/webhook/outbound/webhook-channel.ts';

export const SECRET = 'a secret of the tests';

export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Listener {
  readonly url: string;
  readonly received: Received[];
  /** A status, or what is done with the connection. */
  answer: (call: Received, response: ServerResponse) => number | undefined;
}

/** Servers and channels that are closed after each test. */
export function createOutside(): {
  readonly listen: () => Promise<Listener>;
  readonly channel: (url: string, options?: Options) => WebhookChannel;
} {
  const clean: (() => unknown)[] = [];
  afterEach(async () => {
    for (const step of clean.splice(0).reverse()) await step();
  });
  return {
    async listen() {
      const server = createServer((request, response) => {
        void text(request).then((body) => {
          const call = {
            ...{ path: request.url ?? '', method: request.method ?? '' },
            ...{ headers: request.headers, body },
          };
          listener.received.push(call);
          const status = listener.answer(call, response);
          if (status !== undefined) response.writeHead(status).end('answered');
        });
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      clean.push(async () => {
        const closed = once(server, 'close');
        server.close();
        server.closeAllConnections();
        await closed;
      });
      const { port } = server.address() as AddressInfo;
      const listener: Listener = {
        url: `http://127.0.0.1:${port}/webhook/greenlight`,
        received: [],
        answer: () => 200,
      };
      return listener;
    },
    channel(url, { record, evidence, kept, task, longestMs, redact = (words: string) => words } = {}) {
      const channel = createWebhookChannel({
        target: { url, secret: SECRET, longestMs },
        records: async () => record,
        evidence: async () => evidence,
        callBook: { read: async () => kept },
        tasks: async () => (task ? [task] : undefined),
        logsFolder: (session) => `logs/${session}`,
        local: (at) => at.slice(11, 16),
        redact,
      });
      clean.push(() => channel.close());
      return channel;
    },
  };
}

export interface Options {
  readonly record?: AttemptRecord;
  readonly evidence?: Evidence;
  readonly kept?: KeptCall;
  readonly task?: Task;
  readonly longestMs?: number;
  readonly redact?: (text: string) => string;
}

export const record = (finalText: string): AttemptRecord => ({
  epoch: 1,
  task: 1,
  startedAt: '2026-11-21T09:00:00.000Z',
  finalText,
  filesTouched: ['src/a.ts', 'src/b.ts'],
  refusedTools: [],
  lastLines: ['npm test', '1 failed'],
});

export const taskOf = (instruction: string): Task => ({
  number: 1,
  title: 'Task number 1',
  dependsOn: [],
  acceptanceCriteria: ['It works', 'It is tested'],
  verify: [],
  instruction,
});
