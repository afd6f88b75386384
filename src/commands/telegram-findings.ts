import { checkTelegram, type Writer } from '../adapters/telegram/check-telegram.ts';
import type { Config } from '../config/config.ts';
import { bad, care, good, type Finding } from './finding.ts';
import { telegramSetup } from './telegram-settings.ts';

/** What `doctor` says about the bot, and who wrote to it while the ids that are needed are not set yet. */
export async function telegramFindings(config: Config): Promise<readonly Finding[]> {
  const setup = telegramSetup(config);
  const { telegram } = config;
  if (setup.kind === 'off' || !telegram) return [notConfigured(config)];
  const { token, apiRoot, chatId } = telegram;
  const check = await checkTelegram({ token, apiRoot, chatId, lookForWriters: setup.kind === 'incomplete' });
  const { bot, chat, writers, problems } = check;
  const where =
    chat === undefined
      ? ''
      : `, chat ${chat} (${String(chatId)}), ${telegram.operators.length} allowed to decide`;
  return [
    ...(bot === undefined ? [] : [good(`telegram: @${bot}${where}`)]),
    ...problems.map((problem) => bad(`telegram: ${problem}`)),
    ...(setup.kind === 'incomplete' ? [bad(`telegram: ${setup.sentence}`)] : []),
    ...writers.map(({ name, user, chat: from }: Writer) =>
      care(
        `telegram: ${name} wrote to the bot: \`telegram.chat_id: ${from}\`, \`telegram.operators: [${user}]\``,
      ),
    ),
  ];
}

/** One channel is enough for the service. */
const notConfigured = ({ server, webhooks }: Config): Finding =>
  server && webhooks.secret !== undefined
    ? good('telegram: not configured; `greenlight serve` works over HTTP alone')
    : care(
        'telegram: not configured; `greenlight serve` needs it, or `webhooks.secret`; `greenlight run` needs neither',
      );
