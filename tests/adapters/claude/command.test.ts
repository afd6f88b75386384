import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkClaude } from '../../../src/adapters/claude/check-claude.ts';
import { budgetGiven, claudeArguments, type ClaudeRun } from '../../../src/adapters/claude/command-line.ts';
import { attemptEnvironment } from '../../../src/adapters/claude/environment.ts';
import { findClaude } from '../../../src/adapters/claude/find-claude.ts';

const settings = { permissions: 'skip', trustProject: true, flags: [] };
const run = (more: Partial<ClaudeRun> = {}): ClaudeRun => ({
  attempt: { conversation: 'c' },
  launch: {},
  settingsFile: '/ledger/settings.json',
  ...more,
});

describe('the arguments', () => {
  it('begin a conversation', () => {
    expect(claudeArguments(settings, run()).join(' ')).toBe(
      '-p --output-format stream-json --verbose --dangerously-skip-permissions --session-id c',
    );
  });

  it('continue one, with everything that is configured', () => {
    const all = {
      permissions: 'plan',
      trustProject: false,
      model: 'opus',
      maxTurns: 3,
      maxBudgetUsd: 0.5,
      flags: ['--x'],
    };
    const resumed = run({ attempt: { conversation: 'c', continues: 1 }, launch: { model: 'haiku' } });
    expect(claudeArguments(all, resumed).join(' ')).toBe(
      '-p --output-format stream-json --verbose --permission-mode plan --setting-sources user ' +
        '--model haiku --max-turns 3 --max-budget-usd 0.5 --x --resume c',
    );
  });
});

describe('the arguments of an attempt that asks', () => {
  const asking = { ...settings, permissions: 'ask', flags: ['--add-dir', '../shared'] };
  const resumed = { conversation: 'c', continues: 1 };

  it('name the settings with its hook, and nothing that runs unasked', () => {
    expect(claudeArguments(asking, run()).join(' ')).toBe(
      '-p --output-format stream-json --verbose --add-dir ../shared --permission-mode dontAsk ' +
        '--setting-sources user --settings /ledger/settings.json --permission-prompt-tool stdio ' +
        '--disallowedTools Task,Agent,Workflow,EnterPlanMode,ExitPlanMode,EnterWorktree,ExitWorktree,' +
        'CronCreate,CronDelete,CronList,ScheduleWakeup,SendMessage,Monitor --session-id c',
    );
  });

  it('are the same when it goes on', () => {
    const [fresh, later] = [run(), run({ attempt: resumed })].map((each) => claudeArguments(asking, each));
    expect(later?.slice(0, -2)).toEqual(fresh?.slice(0, -2));
    expect(later?.slice(-2)).toEqual(['--resume', 'c']);
  });

  it.each(['skip', 'acceptEdits', 'ask'])('withhold what edits where it only plans (%s)', (permissions) => {
    const plan = run({ attempt: { ...resumed, mode: 'plan' } });
    const words = claudeArguments({ ...settings, permissions }, plan).join(' ');
    expect(words).toContain('--permission-mode dontAsk');
    expect(words).toContain(',Edit,MultiEdit,Write,NotebookEdit --resume');
    expect(words).not.toContain('skip-permissions');
  });
});

describe('the budget', () => {
  it.each([
    [undefined, undefined, undefined],
    [2, undefined, '2'],
    [undefined, 0.5, '0.5'],
    [2, 0.5, '0.5'],
    [0.25, 0.5, '0.25'],
  ])('of the attempt %p, configured %p: %p', (maxBudgetUsd, configured, expected) => {
    const words = claudeArguments(
      { ...settings, maxBudgetUsd: configured },
      run({ launch: { maxBudgetUsd } }),
    );
    const at = words.indexOf('--max-budget-usd');
    expect(at < 0 ? undefined : words[at + 1]).toBe(expected);
  });
});

describe('whose budget it is', () => {
  const budget = { of: 'day', limitUsd: 5 } as const;
  it.each([
    [{ maxBudgetUsd: 2, budget }, undefined, budget],
    [{ maxBudgetUsd: 2, budget }, 3, budget],
    [{ maxBudgetUsd: 2, budget }, 0.5, { of: 'attempt', limitUsd: 0.5 }],
    [{}, 0.5, { of: 'attempt', limitUsd: 0.5 }],
    [{}, undefined, undefined],
  ])('with %j, configured %p', (launch, maxBudgetUsd, expected) => {
    expect(budgetGiven({ maxBudgetUsd }, launch)).toEqual(expected);
  });
});

describe('the environment', () => {
  const choices = { marker: 's/1/c', sandboxed: false };

  it.each([
    'PATH',
    'LC_ALL',
    'https_proxy',
    'ANTHROPIC_BASE_URL',
    'CLAUDE_CODE_OAUTH_TOKEN',
    'CLAUDE_CONFIG_DIR',
    'AWS_PROFILE',
    'NODE_EXTRA_CA_CERTS',
  ])('has %s', (name) => {
    expect(attemptEnvironment({ [name]: 'x' }, choices)).toHaveProperty(name, 'x');
  });

  it.each([
    'TELEGRAM_BOT_TOKEN',
    'WEBHOOK_SECRET',
    'MY_SECRET',
    'CLAUDE_CLI_PATH',
    'CLAUDECODE',
    'CLAUDE_CODE_ENTRYPOINT',
    'CLAUDE_CODE_SESSION_ID',
    'CLAUDE_WEBHOOK',
    'GREENLIGHT_X',
    'NODE_OPTIONS',
    'IS_SANDBOX',
  ])('has no %s', (name) => {
    expect(attemptEnvironment({ [name]: 'x' }, choices)).not.toHaveProperty(name);
  });

  it('says how often a request is tried again, whatever it was told', () => {
    const env = attemptEnvironment({ CLAUDE_CODE_MAX_RETRIES: '99' }, { ...choices, cliRetries: 4 });
    expect(env).toHaveProperty('CLAUDE_CODE_MAX_RETRIES', '4');
  });

  it('takes no folder for a repository that only looks like one, where calls are judged', () => {
    expect(attemptEnvironment({}, { ...choices, asks: true })).toMatchObject({
      ...{ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.bareRepository', GIT_CONFIG_VALUE_0: 'explicit' },
    });
    expect(attemptEnvironment({}, choices)).not.toHaveProperty('GIT_CONFIG_COUNT');
  });

  it('says sandbox only when the operator does', () => {
    expect(attemptEnvironment({}, { ...choices, sandboxed: true })).toHaveProperty('IS_SANDBOX', '1');
  });
});

describe('the program', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'greenlight-find-'));
  });
  afterEach(async () => rm(root, { recursive: true, force: true }));

  const program = async (name: string, text = '', mode = 0o755): Promise<string> => {
    const file = join(root, name);
    await writeFile(file, `#!/bin/sh\n${text}\n`);
    await chmod(file, mode);
    return file;
  };
  const find = (name: string, path?: string) => findClaude({ program: name, path, projectDirectory: root });

  it('is found by name on PATH, in its order, where it may be executed', async () => {
    await mkdir(join(root, 'claude'));
    await mkdir(join(root, 'bin'));
    const file = await program('bin/claude');
    expect(find('claude', `:${root}:${root}/bin`)).toEqual({ program: file, from: 'PATH' });
  });

  it('is found by path', async () => {
    const file = await program('mine');
    expect(find('./mine')).toEqual({ program: file, from: 'configured path' });
    await program('other', '', 0o644);
    expect(find('./other')).toBeUndefined();
  });

  it('is the bundled one when there is none on PATH', async () => {
    expect(find('claude', root)).toMatchObject({ from: 'bundled package' });
    expect(find('claudius', root)).toBeUndefined();
  });

  const check = async (text: string, env: Record<string, string> = { ANTHROPIC_API_KEY: 'k' }) =>
    checkClaude({
      command: [await program('claude', text), '-p'],
      projectDirectory: root,
      permissions: 'skip',
      sandboxed: false,
      asRoot: false,
      env: { PATH: process.env['PATH'], HOME: root, ...env },
    });

  it('is fine when it is new enough and has a login', async () => {
    expect(await check('echo "2.1.329 (Claude Code)"')).toMatchObject({
      version: '2.1.329',
      loggedIn: 'yes',
      problems: [],
    });
  });

  it('is named when it is too old', async () => {
    expect((await check('echo "2.1.89 (Claude Code)"')).problems).toEqual([
      expect.stringContaining('2.1.89'),
    ]);
  });

  it('is named when it is something else', async () => {
    expect((await check('echo hello')).problems).toEqual([expect.stringContaining('--version')]);
  });

  it('needs a login', async () => {
    expect((await check('echo 2.1.329', {})).loggedIn).not.toBe('yes');
    await mkdir(join(root, '.claude'));
    await writeFile(join(root, '.claude/.credentials.json'), '{}');
    expect((await check('echo 2.1.329', {})).loggedIn).toBe('yes');
  });

  it('may not skip permissions as root outside a sandbox', async () => {
    const options = {
      command: ['claude'],
      projectDirectory: root,
      permissions: 'skip',
      sandboxed: false,
      asRoot: true,
    };
    const { problems } = await checkClaude({
      ...options,
      env: { PATH: root, HOME: root, ANTHROPIC_API_KEY: 'k' },
    });
    expect(problems.join()).toContain('claude.sandboxed');
  });
});
