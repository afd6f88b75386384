import { startHeartbeat } from '../adapters/heartbeat/heartbeat.ts';
import { TelegramRefused } from '../adapters/telegram/polling.ts';
import type { TelegramChannel } from '../adapters/telegram/telegram-channel.ts';
import { recoveredMessage } from '../adapters/terminal/messages/run-message.ts';
import { createQuietHours } from '../app/quiet-hours.ts';
import { compose, type Composed } from '../compose.ts';
import type { Config } from '../config/config.ts';
import { FAULTY, type CommandContext } from './command-context.ts';
import { farewell, leftAlone } from './farewell.ts';
import { inUse } from './in-use.ts';
import { readConfig } from './read-config.ts';
import { serveTelegram } from './serve-telegram.ts';
import { listenToSignals } from './signals.ts';
import { telegramSetup } from './telegram-settings.ts';

/** Runs every configured channel until a signal ends the service; 1 when it cannot serve any longer. */
export async function serve(context: CommandContext): Promise<number> {
  const loaded = await readConfig(context);
  if (!loaded) return FAULTY;
  const { config } = loaded;
  const { print } = context;
  const telegram = telegramSetup(config);
  if (telegram.kind === 'off') return said(print, NOTHING_TO_SERVE);
  if (telegram.kind === 'incomplete') return said(print, `❌ telegram: ${telegram.sentence}`);
  const { firstMs, quietHours } = config.reminders;
  const quiet = quietHours && createQuietHours(quietHours, config.telegram?.timezone);
  let channel: TelegramChannel | undefined;
  const composition = await compose({
    config,
    env: loaded.env,
    reminders: firstMs === undefined ? undefined : { firstMs, quiet },
    onError: (sentence) => print(`❌ ${sentence}`),
    channels: async (parts) => [
      (channel = await serveTelegram({ config, parts, settings: telegram.settings, quiet, print })),
    ],
  });
  if (!composition.ok) return said(print, inUse(config.paths.stateFile, composition.holder));
  if (!channel) throw new Error('no channel was composed');
  return untilTheEnd({ config, program: composition.program, channel, print });
}

const NOTHING_TO_SERVE =
  '❌ No channel is configured. Set `telegram.token` and `telegram.chat_id` in config.yaml (config.example.yaml shows how), ' +
  'or work in the terminal: greenlight run FILE';

function said(print: CommandContext['print'], sentence: string): number {
  print(sentence);
  return FAULTY;
}

interface Service {
  readonly config: Config;
  readonly program: Composed;
  readonly channel: TelegramChannel;
  readonly print: CommandContext['print'];
}

async function untilTheEnd({ config, program, channel, print }: Service): Promise<number> {
  const signals = listenToSignals();
  const { service, clock, log } = program;
  const { attempt } = config.shutdown;
  let stopHeartbeat = (): Promise<void> => Promise.resolve();
  try {
    const recovered = await service.recover();
    for (const line of recoveredMessage(recovered)) print(line);
    channel.takeUp(service, recovered);
    const failed = channel.serve(service).then(() => 0, cannotServe(print));
    const { heartbeat } = config;
    if (heartbeat)
      stopHeartbeat = startHeartbeat({ ...heartbeat, isAlive: () => channel.isAlive(), clock, log });
    const code = await Promise.race([signals.first.then(() => 0), failed]);
    print(farewell(attempt, service.read()));
    const left = leftAlone(attempt, service.read());
    if (left !== undefined) signals.second.addEventListener('abort', () => print(left));
    return code;
  } finally {
    await stopHeartbeat();
    await channel.stopReceiving();
    await program.close({ attempt, signal: signals.second });
    // Everything is stored: a call that Telegram does not answer is no reason to stay.
    await Promise.race([channel.close(), clock.wait(LAST_CALLS_MS, new AbortController().signal)]);
    signals.close();
  }
}

const LAST_CALLS_MS = 4_000;

const cannotServe =
  (print: CommandContext['print']) =>
  (error: unknown): number => {
    if (!(error instanceof TelegramRefused)) throw error;
    // (Its sentence was told when it was found.)
    print('❌ No channel is left that could be served.');
    return 1;
  };
