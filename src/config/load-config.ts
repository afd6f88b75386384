import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import { checkFile } from './check-file.ts';
import type { ConfigFault } from './config-fault.ts';
import type { Config } from './config.ts';
import type { Environment } from './fill-variables.ts';
import { fileSchema } from './schema.ts';
import { toConfig } from './to-config.ts';

export type LoadedConfig =
  | {
      readonly ok: true;
      readonly config: Config;
      /** Undefined: no file, the built-in defaults. */
      readonly path: string | undefined;
      /** The process's environment, completed by the `.env` beside the file. */
      readonly env: Environment;
    }
  | { readonly ok: false; readonly path: string; readonly faults: readonly ConfigFault[] };

export interface LoadConfigOptions {
  /** The file named by the operator; by default `config.yaml` in `cwd`, if it is there. */
  readonly path?: string | undefined;
  readonly cwd: string;
  readonly env: Environment;
}

/** Reads and checks the configuration; all faults at once. */
export async function loadConfig({ path, cwd, env: outer }: LoadConfigOptions): Promise<LoadedConfig> {
  const file = resolve(cwd, path ?? 'config.yaml');
  const folder = dirname(file);
  const text = await read(file);
  if (!text.ok && (path !== undefined || text.code !== 'ENOENT')) {
    return {
      ok: false,
      path: path ?? file,
      faults: [{ line: 0, column: 0, message: unreadable(text.code) }],
    };
  }
  const dotenv = await read(join(folder, '.env'));
  const env = { ...(dotenv.ok ? parseDotenv(dotenv.text) : {}), ...outer };
  if (!text.ok) return { ok: true, config: withProgram(defaultConfig(cwd), env), path: undefined, env };
  const checked = checkFile(text.text, env);
  if (!checked.ok) return { ok: false, path: path ?? file, faults: checked.faults };
  return { ok: true, config: withProgram(toConfig(checked.file, folder), env), path: file, env };
}

/** What holds without a file; paths are relative to `folder`. */
export const defaultConfig = (folder: string): Config => toConfig(fileSchema.parse({}), folder);

function withProgram(config: Config, env: Environment): Config {
  const program = env['CLAUDE_CLI_PATH'];
  if (program === undefined || program === '') return config;
  const [, ...fixed] = config.claude.command;
  return { ...config, claude: { ...config.claude, command: [program, ...fixed] } };
}

type Reading =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly code: string | undefined };

async function read(path: string): Promise<Reading> {
  try {
    return { ok: true, text: (await readFile(path, 'utf8')).replace(/^\uFEFF/, '') };
  } catch (error) {
    return { ok: false, code: (error as NodeJS.ErrnoException).code };
  }
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file: name another with --config, or copy config.example.yaml to config.yaml.',
  EACCES: 'the file may not be read: give the user that runs Greenlight the right to read it.',
  EISDIR: 'this is a folder: name the file in it with --config.',
};

const unreadable = (code = 'unknown error'): string =>
  UNREADABLE[code] ?? `the file could not be read (${code}).`;
