import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { attemptEnvironment, type Environment } from './environment.ts';
import { ROOT_SENTENCE } from './failure.ts';
import { findClaude, type FoundClaude } from './find-claude.ts';
import { notFoundSentence, refusesRoot } from './preflight.ts';
import type { ClaudeRunnerOptions } from './runner-options.ts';

export const OLDEST_VERSION = '2.1.197';

export interface ClaudeCheck {
  readonly found: FoundClaude | undefined;
  readonly version: string | undefined;
  /** `unknown` where the credentials are not in a file (the keychain of macOS). */
  readonly loggedIn: 'yes' | 'no' | 'unknown';
  /** Sentences for the operator; empty when attempts can be expected to start. */
  readonly problems: readonly string[];
}

export type ClaudeCheckOptions = Pick<
  ClaudeRunnerOptions,
  'command' | 'projectDirectory' | 'permissions' | 'sandboxed' | 'env' | 'asRoot'
>;

/** Looks at the CLI as attempts would start it, without a request to the API. */
export async function checkClaude(options: ClaudeCheckOptions): Promise<ClaudeCheck> {
  const [name = 'claude'] = options.command;
  const { env, projectDirectory } = options;
  const found = findClaude({ program: name, path: env['PATH'], projectDirectory });
  const version = found && (await versionOf(found.program, options));
  const loggedIn = await loginOf(env);
  const problems = [
    ...(found === undefined ? [notFoundSentence(name)] : versionProblems(found, version)),
    ...(loggedIn === 'no'
      ? [
          'Claude Code is not logged in: run `claude` and `/login`, or set ANTHROPIC_API_KEY or CLAUDE_CODE_OAUTH_TOKEN.',
        ]
      : []),
    ...(refusesRoot(options) ? [ROOT_SENTENCE] : []),
  ];
  return { found, version, loggedIn, problems };
}

function versionProblems({ program }: FoundClaude, version: string | undefined): readonly string[] {
  if (version === undefined)
    return [`\`${program} --version\` did not tell a version: is it the Claude Code CLI?`];
  if (!isOlder(version, OLDEST_VERSION)) return [];
  return [`Claude Code ${version} is too old: at least ${OLDEST_VERSION} is needed (\`claude update\`).`];
}

async function versionOf(program: string, { command, env }: ClaudeCheckOptions): Promise<string | undefined> {
  const { stdout } = await execa(
    program,
    [...command.slice(1).filter((flag) => flag !== '-p'), '--version'],
    {
      env: attemptEnvironment(env, { marker: 'doctor', sandboxed: false }),
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      timeout: 30_000,
    },
  );
  return /^\s*(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
}

function isOlder(version: string, least: string): boolean {
  return version.localeCompare(least, 'en', { numeric: true }) < 0;
}

const LOGIN_VARIABLES = [
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'CLAUDE_CODE_OAUTH_TOKEN',
  'CLAUDE_CODE_USE_BEDROCK',
  'CLAUDE_CODE_USE_VERTEX',
  'CLAUDE_CODE_USE_FOUNDRY',
];

async function loginOf(env: Environment): Promise<ClaudeCheck['loggedIn']> {
  if (LOGIN_VARIABLES.some((name) => (env[name] ?? '') !== '')) return 'yes';
  const home = env['CLAUDE_CONFIG_DIR'] ?? join(env['HOME'] ?? '/', '.claude');
  if (await isThere(join(home, '.credentials.json'))) return 'yes';
  if (await hasKeyHelper(join(home, 'settings.json'))) return 'yes';
  return process.platform === 'darwin' ? 'unknown' : 'no';
}

async function hasKeyHelper(settings: string): Promise<boolean> {
  try {
    return (await readFile(settings, 'utf8')).includes('"apiKeyHelper"');
  } catch {
    return false;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
