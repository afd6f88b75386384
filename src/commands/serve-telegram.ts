import { join } from 'node:path';
import { TelegramRefused } from '../adapters/telegram/polling.ts';
import { createTelegramChannel, type TelegramSettings } from '../adapters/telegram/telegram-channel.ts';
import { createLocalTime } from '../app/local-time.ts';
import type { QuietHours } from '../app/quiet-hours.ts';
import type { Parts } from '../compose.ts';
import type { Config } from '../config/config.ts';
import type { CommandContext } from './command-context.ts';
import { CannotServe, type ServedChannel } from './served-channel.ts';

export interface ServeTelegramOptions {
  readonly config: Config;
  readonly settings: TelegramSettings;
  readonly parts: Parts;
  readonly quiet: QuietHours | undefined;
  readonly print: CommandContext['print'];
}

/** The bot, put together; what it does is printed in a line. */
export async function serveTelegram(options: ServeTelegramOptions): Promise<ServedChannel> {
  const { config, settings, parts, quiet, print } = options;
  const { runner, archive, clock } = parts;
  const { logsDir } = config.paths;
  const logsFolder = (session: string): string => join(logsDir, session);
  const channel = await createTelegramChannel({
    ...parts,
    settings,
    memory: parts.memory('telegram'),
    records: (session, epoch) => runner.record(session, epoch),
    tasks: (session, list) => archive.readTasks(session, list),
    logsFolder,
    logFile: (session, position) => join(logsFolder(session), `task-${position}-output.log`),
    local: createLocalTime(() => clock.now(), config.telegram?.timezone),
    isQuiet: (at) => quiet?.isQuiet(at) ?? false,
    onWorking: (bot) => print(`✅ telegram: @${bot} answers ${peopleIn(settings)}`),
    onTrouble: (sentence) => print(`⚠️ telegram: ${sentence}`),
  });
  return {
    out: channel,
    takeUp: (service, recovered) => channel.takeUp(service, recovered),
    serve: (service) =>
      channel.serve(service).catch((error: unknown) => {
        throw error instanceof TelegramRefused ? new CannotServe() : error;
      }),
    stopReceiving: () => channel.stopReceiving(),
    close: () => channel.close(),
    health: () => ({
      name: 'telegram',
      ok: channel.isAlive(),
      report: { ok: channel.isAlive(), last_poll: channel.lastPoll() ?? null },
    }),
  };
}

const peopleIn = ({ operators, chatId }: TelegramSettings): string =>
  `${operators.length} ${operators.length === 1 ? 'operator' : 'operators'} in chat ${chatId}`;
