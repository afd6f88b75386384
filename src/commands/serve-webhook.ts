import { join } from 'node:path';
import type { Metrics } from '../adapters/metrics/metrics.ts';
import { createAccessLog } from '../adapters/webhook/access-log.ts';
import { listen, type Listening } from '../adapters/webhook/listen.ts';
import { createWebhookChannel } from '../adapters/webhook/outbound/webhook-channel.ts';
import { isLoopback } from '../adapters/webhook/loopback.ts';
import { createReceiver } from '../adapters/webhook/receiver.ts';
import { createLocalTime } from '../app/local-time.ts';
import type { SessionService } from '../app/session-service.ts';
import type { Parts } from '../compose.ts';
import type { Config, ServerConfig } from '../config/config.ts';
import type { CommandContext } from './command-context.ts';
import { CannotServe, type ServedChannel } from './served-channel.ts';

export interface ServeWebhookOptions {
  readonly config: Config;
  readonly parts: Parts;
  readonly metrics: Metrics;
  readonly health: () => Promise<{ readonly ok: boolean; readonly report: object }>;
  readonly print: CommandContext['print'];
}

/** The receiver and the way out to n8n, as far as they are configured; what they do is printed in a line each. */
export function serveWebhook(options: ServeWebhookOptions): ServedChannel {
  const { config, parts, print } = options;
  const { server, webhooks } = config;
  const out = outbound(options);
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const access = createAccessLog({
    path: join(config.paths.logsDir, 'webhook-access.log'),
    onFailure: (error) => parts.log.warn('the access log cannot be written', { error }),
  });
  let listening: Listening | undefined;
  let isDeaf = false;

  async function open(service: SessionService, own: ServerConfig, secret: string): Promise<void> {
    const { host, port } = own;
    const app = receiver(options, { service, secret, access: (line) => access.add(line) });
    try {
      listening = await listen(app, { host, port });
    } catch (error) {
      isDeaf = true;
      print(`❌ webhook: ${notListening(error, host, port)}`);
      throw new CannotServe();
    }
    // The end came meanwhile, and found nothing to close.
    if (stopping.signal.aborted) return listening.close();
    print(`✅ webhook: listens on http://${host.includes(':') ? `[${host}]` : host}:${port}`);
    if (isExposed(own)) print(`⚠️ webhook: ${EXPOSED}`);
  }

  return {
    out,
    async serve(service) {
      if (out) print('✅ webhook: notifications go to webhooks.n8n_notify_url');
      if (server && webhooks.secret !== undefined) await open(service, server, webhooks.secret);
      await stopped;
    },
    async stopReceiving() {
      stopping.abort();
      await listening?.close();
      await access.close();
    },
    close() {
      out?.close();
      return Promise.resolve();
    },
    health: () => ({ name: 'webhook', ok: !isDeaf, report: { ok: !isDeaf } }),
  };
}

function outbound({
  config,
  parts,
}: ServeWebhookOptions): ReturnType<typeof createWebhookChannel> | undefined {
  const { notifyUrl: url, secret } = config.webhooks;
  if (url === undefined) return undefined;
  const { runner, archive, evidence, callBook, clock, redact } = parts;
  return createWebhookChannel({
    target: { url, secret },
    records: (session, epoch) => runner.record(session, epoch),
    evidence: (session, epoch) => evidence.read(session, epoch),
    callBook,
    tasks: (session, list) => archive.readTasks(session, list),
    logsFolder: (session) => join(config.paths.logsDir, session),
    local: createLocalTime(() => clock.now(), config.telegram?.timezone),
    redact,
  });
}

function receiver(
  { config, parts, metrics, health }: ServeWebhookOptions,
  own: { readonly service: SessionService; readonly secret: string; readonly access: (line: string) => void },
): ReturnType<typeof createReceiver> {
  const { runner, clock } = parts;
  return createReceiver({
    ...parts,
    ...own,
    signature: config.webhooks.signature,
    records: (session, epoch) => runner.record(session, epoch),
    logFile: (session, position) => join(config.paths.logsDir, session, `task-${position}-output.log`),
    local: createLocalTime(() => clock.now(), config.telegram?.timezone),
    health,
    metrics: () => metrics.read(),
    counted: (call) => metrics.request(call),
    metricsFor: config.server?.metrics ?? 'loopback',
    trustProxy: config.server?.trustProxy ?? false,
  });
}

function notListening(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const why = code === 'EADDRINUSE' ? 'another program listens there' : code;
  return `${host}:${port} cannot be listened on (${why}): end what uses it, or set another \`server.port\` or \`server.host\`.`;
}

export const EXPOSED =
  'it can be reached from other machines, and what is sent can be read on the way: put HTTPS in front (docs/http.md) ' +
  'and say so with `server.trust_proxy: true`, or set `server.host` to 127.0.0.1.';

/** Whether other machines reach it, and nobody says that HTTPS stands in front. */
export const isExposed = ({ host, trustProxy }: ServerConfig): boolean => !trustProxy && !isLoopback(host);
