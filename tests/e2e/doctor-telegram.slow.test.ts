import { describe, expect, it } from '@jest/globals';
import { say } from '../../src/demo/model-script.ts';
import { taskFile } from '../helpers/project.ts';
import { runToEnd } from '../helpers/run-to-end.ts';
import { createStages } from '../helpers/stage.ts';
import { createTelegramStages, type TelegramStage } from '../helpers/telegram-stage.ts';

const createStage = createStages();
const createTelegramStage = createTelegramStages();
const tasks = taskFile({ title: 'Only one' });
const script = () => say('Done.');

describe('greenlight doctor, of Telegram', () => {
  const withBot = (telegram?: string): Promise<TelegramStage> =>
    createTelegramStage({
      script,
      tasks,
      ...(telegram !== undefined && { telegram }),
    });
  const telegramLines = ({ output }: { readonly output: string }): readonly string[] =>
    output.split('\n').filter((line) => line.includes(' telegram: '));

  it('finds the bot, its chat and who may decide', async () => {
    const { code, ...found } = await runToEnd(await withBot(), 'doctor');
    expect(telegramLines(found)).toEqual([
      '✅ telegram: @emulated_bot, chat Ann (4711), 1 allowed to decide',
    ]);
    expect(code).toBe(0);
  });

  it('says that nothing is configured, which is no fault', async () => {
    const { code, ...found } = await runToEnd(await createStage({ script, tasks }), 'doctor');
    expect(telegramLines(found)).toEqual([
      '⚠️ telegram: not configured; `greenlight serve` needs it, or `webhooks.secret`; `greenlight run` needs neither',
    ]);
    expect(code).toBe(0);
  });

  it('shows the ids of who wrote to the bot, ready to be copied, and takes nothing away', async () => {
    const stage = await withBot('');
    stage.ann.says('/start');
    const { code, ...found } = await runToEnd(stage, 'doctor');
    const lines = telegramLines(found).join('\n');
    expect(lines).toMatch(/^✅ telegram: @emulated_bot/m);
    expect(lines).toMatch(/^❌ telegram: `telegram\.chat_id` is not set/m);
    expect(lines).toMatch(/Ann wrote to the bot: `telegram\.chat_id: 4711`, `telegram\.operators: \[4711\]`/);
    expect(code).toBe(1);
    expect(stage.bots.updatesPending()).toBe(1);
  });

  it('shows them, too, while nobody may decide in a group', async () => {
    const stage = await withBot('  chat_id: -1001234567890');
    stage.bots.addChat({ id: -1001234567890, type: 'supergroup', title: 'Family' });
    const group = stage.bots.person({ id: 4711, first_name: 'Ann', chat: -1001234567890 });
    group.says('/start@emulated_bot');
    const { code, ...found } = await runToEnd(stage, 'doctor');
    const lines = telegramLines(found).join('\n');
    expect(lines).toContain('❌ telegram: `telegram.operators` is empty');
    expect(lines).toMatch(/Ann wrote to the bot: .*-1001234567890.*\[4711\]/);
    expect(code).toBe(1);
  });

  it('says what to do about a token, and about a chat, that Telegram does not know', async () => {
    const stage = await withBot('  chat_id: 999');
    const chat = await runToEnd(stage, 'doctor');
    expect(telegramLines(chat).join('\n')).toMatch(
      /❌ telegram: .*no such chat.*correct `telegram\.chat_id`/,
    );
    expect(chat.code).toBe(1);

    const config = await stage.project.read('config.yaml');
    const other = '987654321:AAnobodyKnowsThisTokenAnyMore';
    await stage.project.write('config.yaml', config.replace(stage.bots.token, other));
    const token = await runToEnd(stage, 'doctor');
    expect(telegramLines(token)).toEqual([
      expect.stringMatching(/^❌ telegram: Telegram does not know the token: .*@BotFather/),
    ]);
    expect(token.output).not.toContain(other);
    expect(token.code).toBe(1);
  });

  it('says when Telegram cannot be reached', async () => {
    const stage = await withBot();
    stage.bots.outage(true);
    const { code, output } = await runToEnd(stage, 'doctor');
    expect(output).toMatch(/^❌ telegram: Telegram cannot be reached: check the network/m);
    expect(code).toBe(1);
  });
});
