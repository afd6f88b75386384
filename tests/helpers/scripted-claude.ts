import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The Claude CLI that is installed with the project, or another version's by `GREENLIGHT_TEST_CLAUDE=/path/to/claude`. */
export const CLAUDE =
  process.env['GREENLIGHT_TEST_CLAUDE'] ??
  fileURLToPath(new URL('../../node_modules/.bin/claude', import.meta.url));

/** The whole environment of a Claude CLI that talks to a scripted API and keeps everything of its own in `home`. */
export const claudeEnv = (api: { readonly url: string }, home: string): Record<string, string> => ({
  ...baseEnv(api, home),
  ANTHROPIC_API_KEY: 'sk-test-scripted',
});

/** The same as a subscriber: only so does the CLI report usage limits. */
export const subscriptionEnv = (api: { readonly url: string }, home: string): Record<string, string> => ({
  ...baseEnv(api, home),
  CLAUDE_CODE_OAUTH_TOKEN: 'sk-ant-oat01-FAKE',
});

const baseEnv = (api: { readonly url: string }, home: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  HOME: home,
  SHELL: '/bin/sh',
  ANTHROPIC_BASE_URL: api.url,
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  DISABLE_AUTOUPDATER: '1',
  // Lets a test that runs as root skip permissions.
  IS_SANDBOX: '1',
});

export interface ClaudeRun {
  readonly code: number | null;
  /** Everything it printed, line by line. */
  readonly lines: readonly ClaudeLine[];
  /** The last `result` line. */
  readonly result: ClaudeLine | undefined;
}

export type ClaudeLine = Readonly<Record<string, unknown>>;

export interface ClaudeRunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
}

/** Runs the real CLI to its end, with every permission granted. */
export async function runClaude(
  prompt: string,
  { cwd, env, flags = [] }: ClaudeRunOptions,
): Promise<ClaudeRun> {
  const format = ['-p', '--output-format', 'stream-json', '--verbose', '--dangerously-skip-permissions'];
  const child = spawn(CLAUDE, [...format, ...flags], { cwd, env, stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.stdin.end(prompt);
  const [output, [code]] = await Promise.all([text(child.stdout), exited]);
  const lines = output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ClaudeLine);
  return { code, lines, result: lines.findLast(({ type }) => type === 'result') };
}
