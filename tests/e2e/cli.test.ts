import { describe, expect, it } from '@jest/globals';
import { say } from '../../src/demo/model-script.ts';
import { taskFile } from '../helpers/project.ts';
import { createStages, type Stage } from '../helpers/stage.ts';
import { createTelegramStages, type TelegramStage } from '../helpers/telegram-stage.ts';

const createStage = createStages();
const createTelegramStage = createTelegramStages();
const one = taskFile({ title: 'Only one' });
const staged = (tasks = one, config = ''): Promise<Stage> =>
  createStage({ script: () => say('Done.'), tasks, config });

async function run(stage: Stage, ...args: readonly string[]): Promise<{ code: unknown; output: string }> {
  const program = stage.greenlight(...args);
  program.endInput();
  const code = await program.ended;
  return { code, output: program.output() };
}

describe('greenlight lint', () => {
  it('says how many tasks a good file has', async () => {
    expect(await run(await staged(), 'lint', 'tasks/list.md')).toEqual({ code: 0, output: 'ok: 1 task\n' });
  });

  it('tells every fault with its place and exits with 1', async () => {
    const stage = await staged(
      '## Task 1: A\n**Requires Aproval:** true\n\nDo it.\n\n## Taks 2: B\n\nDo it.\n',
    );
    const { code, output } = await run(stage, 'lint', 'tasks/list.md');
    expect(code).toBe(1);
    expect(output).toMatch(/^tasks\/list\.md:2:1: .*`Requires Approval`/m);
    expect(output).toMatch(/^tasks\/list\.md:6:1: .*`## Task 2: B`/m);
    expect(output.trim().split('\n')).toHaveLength(2);
  });

  it('checks several files', async () => {
    const stage = await staged();
    const { code, output } = await run(stage, 'lint', 'tasks/list.md', 'tasks/none.md');
    expect(code).toBe(1);
    expect(output).toContain('tasks/list.md: ok: 1 task\n');
    expect(output).toContain('tasks/none.md:1:1: ');
  });
});

describe('greenlight run', () => {
  it('starts nothing from a file with a fault, and exits with 2', async () => {
    const stage = await staged('## Task 1: A\n**Verify:** npm test\n\nDo it.\n');
    const { code, output } = await run(stage, 'run', 'list.md', '--yes');
    expect(code).toBe(2);
    expect(output).toContain('`Verify` is a list');
    expect(stage.api.requests).toHaveLength(0);
  });

  it('tells every fault of the configuration, and exits with 2', async () => {
    const stage = await staged(one, 'orchestrater:\n  approval_mode: manual\nlogging:\n  level: loud\n');
    const { code, output } = await run(stage, 'run', 'list.md');
    expect(code).toBe(2);
    expect(output).toMatch(/^config\.yaml:\d+:1: orchestrater: .*`orchestrator`/m);
    expect(output).toMatch(/^config\.yaml:\d+:10: logging\.level: found "loud"/m);
  });

  it('keeps the key and the words of the environment out of everything it writes', async () => {
    const stage = await staged();
    const secret = stage.env['ANTHROPIC_API_KEY'] ?? '';
    expect(secret).not.toBe('');
    const { output } = await run(stage, 'run', 'list.md', '--yes');
    const kept = [output, await stage.project.read('state.json')];
    const id = /"session_id":"(\d{8}-\d{6})"/.exec(kept[1] ?? '')?.[1] ?? '';
    kept.push(await stage.project.read(`logs/${id}/attempts/1/order.json`));
    kept.push(await stage.project.read(`logs/${id}/task-1-output.log`));
    kept.push(await stage.project.read('logs/audit.jsonl'));
    for (const text of kept) expect(text).not.toContain(secret);
  });

  it('writes who decided what into the audit log', async () => {
    const stage = await staged();
    await run(stage, 'run', 'list.md', '--yes');
    const entries = (await stage.project.read('logs/audit.jsonl'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { n: number; command: string; reply: string });
    expect(entries.map(({ n, command, reply }) => [n, command, reply])).toEqual([
      [1, 'start', 'ok'],
      [2, 'approve', 'ok'],
      [3, 'report', 'ok'],
    ]);
  });
});

describe('greenlight doctor', () => {
  it('finds everything in order', async () => {
    const { code, output } = await run(await staged(), 'doctor');
    expect(output).not.toContain('❌');
    expect(code).toBe(0);
    expect(output).toMatch(/^✅ claude: 2\.\d+\.\d+, /m);
    expect(output).toMatch(/^⚠️ project: work in .*not a git repository/m);
    expect(output).toMatch(/^✅ task files: 1 in /m);
  });

  it('names what stands in the way, with what to do, and exits with 1', async () => {
    const stage = await staged();
    const config = await stage.project.read('config.yaml');
    await stage.project.write('config.yaml', config.replace(/command: .*/, 'command: no-such-claude'));
    const { code, output } = await run(stage, 'doctor');
    expect(code).toBe(1);
    expect(output).toMatch(/^❌ .*`no-such-claude`.*install Claude Code/m);
  });
});

describe('greenlight doctor, of Telegram', () => {
  const withBot = (telegram?: string): Promise<TelegramStage> =>
    createTelegramStage({
      script: () => say('Done.'),
      tasks: one,
      ...(telegram !== undefined && { telegram }),
    });
  const telegramLines = ({ output }: { readonly output: string }): readonly string[] =>
    output.split('\n').filter((line) => line.includes(' telegram: '));

  it('finds the bot, its chat and who may decide', async () => {
    const { code, ...found } = await run(await withBot(), 'doctor');
    expect(telegramLines(found)).toEqual([
      '✅ telegram: @emulated_bot, chat Ann (4711), 1 allowed to decide',
    ]);
    expect(code).toBe(0);
  });

  it('says that nothing is configured, which is no fault', async () => {
    const { code, ...found } = await run(await staged(), 'doctor');
    expect(telegramLines(found)).toEqual([
      '⚠️ telegram: not configured; `greenlight serve` needs it, or `webhooks.secret`; `greenlight run` needs neither',
    ]);
    expect(code).toBe(0);
  });

  it('shows the ids of who wrote to the bot, ready to be copied, and takes nothing away', async () => {
    const stage = await withBot('');
    stage.ann.says('/start');
    const { code, ...found } = await run(stage, 'doctor');
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
    const { code, ...found } = await run(stage, 'doctor');
    const lines = telegramLines(found).join('\n');
    expect(lines).toContain('❌ telegram: `telegram.operators` is empty');
    expect(lines).toMatch(/Ann wrote to the bot: .*-1001234567890.*\[4711\]/);
    expect(code).toBe(1);
  });

  it('says what to do about a token, and about a chat, that Telegram does not know', async () => {
    const stage = await withBot('  chat_id: 999');
    const chat = await run(stage, 'doctor');
    expect(telegramLines(chat).join('\n')).toMatch(
      /❌ telegram: .*no such chat.*correct `telegram\.chat_id`/,
    );
    expect(chat.code).toBe(1);

    const config = await stage.project.read('config.yaml');
    const other = '987654321:AAnobodyKnowsThisTokenAnyMore';
    await stage.project.write('config.yaml', config.replace(stage.bots.token, other));
    const token = await run(stage, 'doctor');
    expect(telegramLines(token)).toEqual([
      expect.stringMatching(/^❌ telegram: Telegram does not know the token: .*@BotFather/),
    ]);
    expect(token.output).not.toContain(other);
    expect(token.code).toBe(1);
  });

  it('says when Telegram cannot be reached', async () => {
    const stage = await withBot();
    stage.bots.outage(true);
    const { code, output } = await run(stage, 'doctor');
    expect(output).toMatch(/^❌ telegram: Telegram cannot be reached: check the network/m);
    expect(code).toBe(1);
  });
});

describe('the command line', () => {
  it('helps', async () => {
    const stage = await staged();
    const { code, output } = await run(stage, '--help');
    expect(code).toBe(0);
    for (const name of ['run', 'serve', 'lint', 'doctor', 'demo']) expect(output).toContain(`  ${name} `);
  });

  it('suggests the command that was meant, and exits with 2', async () => {
    const { code, output } = await run(await staged(), 'lnt', 'x.md');
    expect(code).toBe(2);
    expect(output).toContain('Did you mean lint?');
  });

  it('asks for the file', async () => {
    const { code, output } = await run(await staged(), 'run');
    expect(code).toBe(2);
    expect(output).toContain("missing required argument 'file'");
  });
});
