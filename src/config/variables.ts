/** A variable of the environment (or of `.env`) that the program itself reads or hands on, or for which the example file has a place. */
export interface Variable {
  readonly name: string;
  readonly meaning: string;
}

/** Overrides the program of `claude.command`. */
export const PROGRAM_VARIABLE = 'CLAUDE_CLI_PATH';

export const VARIABLES: readonly Variable[] = [
  {
    name: PROGRAM_VARIABLE,
    meaning:
      'Where the claude program is, if it is not found by its name; the arguments of claude.command stay.',
  },
  {
    name: 'TELEGRAM_BOT_TOKEN',
    meaning: "The bot's token from @BotFather, for telegram.token: ${TELEGRAM_BOT_TOKEN} in config.yaml.",
  },
  {
    name: 'TELEGRAM_CHAT_ID',
    meaning: 'The id of the chat with the bot, for telegram.chat_id: ${TELEGRAM_CHAT_ID} in config.yaml.',
  },
  {
    name: 'WEBHOOK_SECRET',
    meaning:
      'At least 16 characters that n8n or curl sends, for webhooks.secret: ${WEBHOOK_SECRET} in config.yaml.',
  },
  { name: 'ANTHROPIC_API_KEY', meaning: 'Optional: passed on to claude.' },
  { name: 'CLAUDE_CODE_OAUTH_TOKEN', meaning: 'Optional: passed on to claude.' },
];
