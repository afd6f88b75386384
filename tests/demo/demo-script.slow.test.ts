import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoScript } from '../../src/demo/demo-script.ts';
import { startMessagesApi, type MessagesApi } from '../../src/demo/messages-api.ts';
import type { Conversation } from '../../src/demo/model-script.ts';
import { claudeEnv, runClaude, type ClaudeRun } from '../helpers/scripted-claude.ts';

const EXAMPLE = new URL('../../tasks/example-tasks.md', import.meta.url);

const exampleTitles = async (): Promise<string[]> =>
  [...(await readFile(EXAMPLE, 'utf8')).matchAll(/^## Task \d+: (.+)$/gm)].map((match) => match[1] ?? '');

describe('the demo script with the real CLI', () => {
  let home: string;
  let project: string;
  let api: MessagesApi;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'demo-home-'));
    project = await mkdtemp(join(tmpdir(), 'demo-project-'));
    execFileSync('git', ['init', '--quiet'], { cwd: project });
    await writeFile(join(project, 'README.md'), '# Shop\n');
    api = await startMessagesApi(demoScript);
  });

  afterAll(async () => {
    await api.close();
    await rm(home, { recursive: true, force: true });
    await rm(project, { recursive: true, force: true });
  });

  const claude = (prompt: string, flags: string[] = []): Promise<ClaudeRun> =>
    runClaude(prompt, { cwd: project, env: claudeEnv(api, home), flags });
  const content = (path: string): Promise<string> => readFile(join(project, path), 'utf8');
  const lastConversation = (): Conversation | undefined => api.requests.at(-1)?.conversation;

  // One after another, as in the list: each conversation is its own, the project is shared.
  it('does every task of the example, and takes down the words of a retry', async () => {
    const [first = '', second = '', third = ''] = await exampleTitles();
    const session = randomUUID();

    const migration = await claude(`# Task 1 of 3: ${first}`, ['--session-id', session]);
    expect(migration.result).toMatchObject({ is_error: false, num_turns: 3 });
    expect(await content('db/migrations/001_invoices.sql')).toContain('TABLE IF NOT EXISTS invoice_lines');

    const again = await claude("Amounts: don't call them prices", ['--resume', session]);
    expect(again.result).toMatchObject({
      result: expect.stringContaining("Amounts: don't call them prices"),
    });
    expect(await content('NOTES.md')).toBe("- From the review: Amounts: don't call them prices\n");

    const total = await claude(`# Task 2 of 3: ${second}`);
    expect(total.result).toMatchObject({ is_error: false, permission_denials: [] });
    // Two files written, the test fails, the fault is mended, the test passes.
    expect(lastConversation()?.toolResults.map(({ isError }) => isError)).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);

    const readme = await claude(`# Task 3 of 3: ${third}`);
    expect(readme.result).toMatchObject({ is_error: false });
    expect(await content('README.md')).toMatch(/^# Shop\n\n## Invoices\n/);
  });
});

describe('the demo script', () => {
  const heard = (prompts: string[], turn = 0, turnsInAll = turn): Conversation => ({
    prompts,
    turn,
    turnsInAll,
    toolResults: [],
    model: 'm',
  });

  it('knows every task of the example file by its title', async () => {
    const titles = await exampleTitles();

    expect(titles).toHaveLength(3);
    for (const title of titles) expect(demoScript(heard([title]))).toMatchObject({ kind: 'use' });
    expect(demoScript(heard(['Something else']))).toMatchObject({ kind: 'fail', status: 400 });
  });

  it('goes on where it was after an interruption without words', async () => {
    const [title = ''] = await exampleTitles();
    const goOn = 'The attempt before ended like this: it vanished.\nGo on with the task.';

    expect(demoScript(heard([title, goOn], 0, 1))).toEqual(demoScript(heard([title], 1)));
  });

  it('finds the words behind what was interrupted, and in a fresh conversation', async () => {
    const [title = ''] = await exampleTitles();
    const expected = demoScript(heard([title, 'Use cents']));

    expect(expected).toMatchObject({ calls: [{ input: { command: expect.stringContaining('Use cents') } }] });
    expect(
      demoScript(heard([title, 'The run was interrupted while ...: Bash\nInspect it.\n\nUse cents'])),
    ).toEqual(expected);
    expect(demoScript(heard([`# Task 1 of 3: ${title}\n\n## From the operator\n\nUse cents`]))).toEqual(
      expected,
    );
  });

  it('says that it is done after the last step', async () => {
    const [title = ''] = await exampleTitles();

    expect(demoScript(heard([title], 9))).toEqual({ kind: 'say', text: 'All done.' });
  });
});
