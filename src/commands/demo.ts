import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, writeFile, copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { defaultConfig } from '../config/load-config.ts';
import { demoScript } from '../demo/demo-script.ts';
import { startMessagesApi } from '../demo/messages-api.ts';
import type { CommandContext } from './command-context.ts';
import { runWith } from './run.ts';

const EXAMPLE = fileURLToPath(new URL('../../tasks/example-tasks.md', import.meta.url));
const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const CLAUDE = join(PACKAGE, 'node_modules', '.bin', 'claude');

/** Long enough to see what happens, short enough not to wait for it. */
const THINKING_MS = 400;

/** Works through the example list in a scratch repository: the real Claude CLI, a scripted model, no account. */
export async function demo(options: { readonly yes: boolean }, context: CommandContext): Promise<number> {
  const { print, env } = context;
  const root = await mkdtemp(join(tmpdir(), 'greenlight-demo-'));
  const project = await scratchRepository(root, env);
  const api = await startMessagesApi(demoScript, { thinkingMs: THINKING_MS });
  for (const line of introduction(project)) print(line);
  try {
    const config = defaultConfig(root);
    return await runWith(
      {
        ...config,
        project: { name: 'demo', directory: project },
        // The scratch repository is made for this: whatever the script does stays in it.
        claude: { ...config.claude, command: [CLAUDE], sandboxed: true, trustProject: false },
        paths: { ...config.paths, tasksDir: join(root, 'tasks') },
      },
      { file: join(root, 'tasks', 'example-tasks.md'), yes: options.yes, hint: false },
      { ...context, env: demoEnvironment(env, root, api.url) },
    );
  } finally {
    await api.close();
    for (const line of await farewell(project, root)) print(line);
  }
}

const run = promisify(execFile);

async function scratchRepository(root: string, env: CommandContext['env']): Promise<string> {
  const project = join(root, 'project');
  for (const path of [project, join(root, 'home'), join(root, 'tasks')]) await mkdir(path);
  await copyFile(EXAMPLE, join(root, 'tasks', 'example-tasks.md'));
  await writeFile(join(project, 'README.md'), '# Demo\n\nA scratch repository of the Greenlight demo.\n');
  const git = async (...args: readonly string[]): Promise<void> => {
    const author = ['-c', 'user.name=Demo', '-c', 'user.email=demo@localhost', '-c', 'commit.gpgsign=false'];
    await run('git', [...author, ...args], {
      cwd: project,
      env: { PATH: env['PATH'], HOME: join(root, 'home') },
    });
  };
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'Begin');
  return project;
}

/** An account of the person who tries the demo is not touched: another home, another API, a made-up key. */
const demoEnvironment = (env: CommandContext['env'], root: string, url: string): CommandContext['env'] => ({
  PATH: env['PATH'],
  TERM: env['TERM'],
  NO_COLOR: env['NO_COLOR'],
  LANG: env['LANG'],
  TZ: env['TZ'],
  HOME: join(root, 'home'),
  ANTHROPIC_BASE_URL: url,
  ANTHROPIC_API_KEY: 'sk-demo-no-account-needed',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  CLAUDE_CODE_MAX_RETRIES: '0',
});

const introduction = (project: string): readonly string[] => [
  'Greenlight demo: the real Claude CLI, three tasks, a scratch git repository.',
  'The model is scripted: a small server on this machine gives its answers.',
  'No account, no network, no cost (the costs shown are what it would have cost);',
  'the files and the commands are real.',
  `Repository: ${project}`,
  '',
];

async function farewell(project: string, root: string): Promise<readonly string[]> {
  const { stdout } = await run('git', ['status', '--short', '--untracked-files=all'], { cwd: project });
  return [
    '',
    'What is in the scratch repository now (git status --short):',
    ...stdout.trimEnd().split('\n'),
    '',
    `All of it is in ${root}`,
    'Delete that folder when you have seen enough. To see it again, run the demo',
    'again: its model ends with it. Your own list: greenlight run FILE (README).',
  ];
}
