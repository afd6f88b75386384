import { afterAll, afterEach } from '@jest/globals';
import type { Program } from './program.ts';
import { createStages, type Stage, type StageOptions } from './stage.ts';
import { startBotApi, type BotApi } from './telegram/bot-api.ts';
import type { Person } from './telegram/person.ts';

/** A stage with a bot on it, and a person in a private chat with that bot. */
export interface TelegramStage extends Stage {
  readonly bots: BotApi;
  readonly ann: Person;
  /** Starts the service; resolves once it polls. */
  serve(): Promise<Program>;
}

export const ANN = { id: 4_711, first_name: 'Ann' };

export interface TelegramStageOptions extends StageOptions {
  /** Lines of the `telegram:` section; without them Ann's private chat. */
  readonly telegram?: string;
}

/** As `createStages`; after each test it is checked that the bot asked for nothing that Telegram does not know. */
export function createTelegramStages(): (options: TelegramStageOptions) => Promise<TelegramStage> {
  const createStage = createStages();
  const open: BotApi[] = [];
  const clear = async (): Promise<void> => {
    for (const bots of open.splice(0)) {
      await bots.close();
      if (bots.violations.length > 0) throw new Error(JSON.stringify(bots.violations, undefined, 2));
    }
  };
  afterEach(clear);
  afterAll(clear);

  return async ({ telegram = `  chat_id: ${ANN.id}`, config = '', ...options }) => {
    const bots = await startBotApi();
    open.push(bots);
    const ann = bots.person(ANN);
    const section = `telegram:\n  token: "${bots.token}"\n  api_root: ${bots.url}\n${telegram}\n`;
    const stage = await createStage({ ...options, config: `${config}\n${section}` });
    return {
      ...stage,
      bots,
      ann,
      async serve() {
        const program = stage.greenlight('serve');
        await program.see('telegram: @');
        return program;
      },
    };
  };
}
