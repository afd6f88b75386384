import { startHeartbeat } from '../adapters/heartbeat/heartbeat.ts';
import { createMetrics, type Metrics } from '../adapters/metrics/metrics.ts';
import { recoveredMessage } from '../adapters/terminal/messages/run-message.ts';
import { createQuietHours } from '../app/quiet-hours.ts';
import type { SessionService } from '../app/session-service.ts';
import { compose, type Composed, type Parts } from '../compose.ts';
import type { Config } from '../config/config.ts';
import { FAULTY, type CommandContext } from './command-context.ts';
import { farewell, leftAlone } from './farewell.ts';
import { inUse } from './in-use.ts';
import { readConfig } from './read-config.ts';
import { serveTelegram } from './serve-telegram.ts';
import { serveWebhook } from './serve-webhook.ts';
import { CannotServe, type ServedChannel } from './served-channel.ts';
import { createHealth } from './service-health.ts';
import { listenToSignals } from './signals.ts';
import { telegramSetup, type TelegramSetup } from './telegram-settings.ts';

/** Runs every configured channel until a signal ends the service; 1 when it cannot serve any longer. */
export async function serve(context: CommandContext): Promise<number> {
  const loaded = await readConfig(context);
  if (!loaded) return FAULTY;
  const { config } = loaded;
  const { print } = context;
  const telegram = telegramSetup(config);
  const problem = problemWith(config, telegram);
  if (problem !== undefined) return said(print, problem);
  const { firstMs, quietHours } = config.reminders;
  const quiet = quietHours && createQuietHours(quietHours, config.telegram?.timezone);
  let served: readonly ServedChannel[] = [];
  const composed: { service?: SessionService } = {};
  const present = (): SessionService => {
    if (!composed.service) throw new Error('the service was not composed');
    return composed.service;
  };

  async function open(parts: Parts): Promise<readonly ServedChannel[]> {
    const health = createHealth({
      paths: config.paths,
      clock: parts.clock,
      service: present,
      channels: () => served,
    });
    return [
      ...(telegram.kind === 'ready'
        ? [await serveTelegram({ config, parts, settings: telegram.settings, quiet, print })]
        : []),
      ...(hasWebhook(config) ? [serveWebhook({ config, parts, metrics, health, print })] : []),
    ];
  }

  const metrics = createMetrics({ now: () => new Date().toISOString(), read: () => present() });
  const composition = await compose({
    config,
    env: loaded.env,
    reminders: firstMs === undefined ? undefined : { firstMs, quiet },
    observe: (event) => metrics.observe(event),
    onError: (sentence) => print(`❌ ${sentence}`),
    async channels(parts) {
      served = await open(parts);
      return served.flatMap(({ out }) => (out ? [out] : []));
    },
  });
  if (!composition.ok) return said(print, inUse(config.paths.stateFile, composition.holder));
  composed.service = composition.program.service;
  return untilTheEnd({ config, program: composition.program, served, metrics, print });
}

const hasWebhook = ({ server, webhooks }: Config): boolean =>
  server !== undefined || webhooks.notifyUrl !== undefined;

/** Why nothing is served: half of a channel is worse than none. */
function problemWith(config: Config, telegram: TelegramSetup): string | undefined {
  if (telegram.kind === 'incomplete') return `❌ telegram: ${telegram.sentence}`;
  if (config.server && config.webhooks.secret === undefined) return NO_SECRET;
  return telegram.kind === 'off' && !config.server ? NOTHING_TO_SERVE : undefined;
}

const NO_SECRET =
  '❌ webhook: `webhooks.secret` is not set, so nobody could decide: set at least 16 characters (openssl rand -hex 24), or `server.enabled` to false.';

const NOTHING_TO_SERVE =
  '❌ No channel is configured. Set `telegram.token` and `telegram.chat_id`, or `webhooks.secret`, in config.yaml ' +
  '(config.example.yaml shows how), or work in the terminal: greenlight run FILE';

function said(print: CommandContext['print'], sentence: string): number {
  print(sentence);
  return FAULTY;
}

interface Service {
  readonly config: Config;
  readonly program: Composed;
  readonly served: readonly ServedChannel[];
  readonly metrics: Metrics;
  readonly print: CommandContext['print'];
}

async function untilTheEnd({ config, program, served, metrics, print }: Service): Promise<number> {
  const signals = listenToSignals();
  const { service, clock, log } = program;
  const { attempt } = config.shutdown;
  let stopHeartbeat = (): Promise<void> => Promise.resolve();
  try {
    const recovered = await service.recover();
    metrics.takeUp(service.read());
    for (const line of recoveredMessage(recovered)) print(line);
    for (const channel of served) channel.takeUp?.(service, recovered);
    const failed = allFailed(served, service, print);
    const { heartbeat } = config;
    const isAlive = (): boolean => served.every((channel) => channel.health().ok);
    if (heartbeat) stopHeartbeat = startHeartbeat({ ...heartbeat, isAlive, clock, log });
    const code = await Promise.race([signals.first.then(() => 0), failed]);
    print(farewell(attempt, service.read(), config.claude.askWaitMs));
    const left = leftAlone(attempt, service.read());
    if (left !== undefined) signals.second.addEventListener('abort', () => print(left));
    return code;
  } finally {
    await stopHeartbeat();
    await Promise.all(served.map((channel) => channel.stopReceiving()));
    await program.close({ attempt, signal: signals.second });
    // Everything is stored: a call that nobody answers is no reason to stay.
    const closed = Promise.all(served.map((channel) => channel.close()));
    await Promise.race([closed, clock.wait(LAST_CALLS_MS, new AbortController().signal)]);
    signals.close();
  }
}

const LAST_CALLS_MS = 4_000;

/** One channel that cannot be served is told and left out; the last one takes the service with it. */
async function allFailed(
  served: readonly ServedChannel[],
  service: SessionService,
  print: CommandContext['print'],
): Promise<number> {
  let left = served.length;
  return new Promise((resolve, reject) => {
    for (const channel of served) {
      channel.serve(service).catch((error: unknown) => {
        if (!(error instanceof CannotServe)) {
          reject(error instanceof Error ? error : new Error(String(error)));
          return;
        }
        left -= 1;
        if (left > 0) return;
        print('❌ No channel is left that could be served.');
        resolve(1);
      });
    }
  });
}
