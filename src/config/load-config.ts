import { basename, dirname, join, resolve } from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import { checkFile } from './check-file.ts';
import type { ConfigFault } from './config-fault.ts';
import type { Config } from './config.ts';
import type { Environment } from './fill-variables.ts';
import { readText, unreadable, type ReadText } from './read-text.ts';
import { fileSchema } from './schema.ts';
import { programAt, toConfig } from './to-config.ts';
import { PROGRAM_VARIABLE } from './variables.ts';

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
  const name = path ?? 'config.yaml';
  const file = resolve(cwd, name);
  const folder = dirname(file);
  const read = await readText(file);
  const isDefault = path === undefined && isMissing(read);
  if (!read.ok && !isDefault) return refused(name, unreadable(read.code));
  const dotenv = await readDotenv(folder);
  if (!dotenv.ok) return refused(join(folder, '.env'), unreadable(dotenv.code));
  const env = { ...dotenv.env, ...outer };
  const checked = checkFile(read.ok ? read.text : '', env);
  if (!checked.ok) return { ok: false, path: name, faults: checked.faults };
  const config = withProgram(toConfig(checked.file, folder, basename(file)), env, folder);
  return { ok: true, config, path: isDefault ? undefined : file, env };
}

const isMissing = (read: ReadText): boolean => !read.ok && read.code === 'ENOENT';

/** What holds without a file; paths are relative to `folder`. */
export const defaultConfig = (folder: string): Config => toConfig(fileSchema.parse({}), folder);

const refused = (path: string, message: string): LoadedConfig => ({
  ok: false,
  path,
  faults: [{ line: 0, column: 0, message }],
});

async function readDotenv(
  folder: string,
): Promise<{ readonly ok: true; readonly env: Environment } | { readonly ok: false; readonly code: string }> {
  const read = await readText(join(folder, '.env'));
  if (read.ok) return { ok: true, env: parseDotenv(read.text) };
  // A folder of that name is often a Python environment.
  return ['ENOENT', 'EISDIR'].includes(read.code) ? { ok: true, env: {} } : read;
}

function withProgram(config: Config, env: Environment, folder: string): Config {
  const program = env[PROGRAM_VARIABLE];
  if (program === undefined || program === '') return config;
  const [, ...fixed] = config.claude.command;
  return { ...config, claude: { ...config.claude, command: [programAt(folder, program), ...fixed] } };
}
