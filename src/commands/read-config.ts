import { formatConfigFaults } from '../config/config-fault.ts';
import { loadConfig, type LoadedConfig } from '../config/load-config.ts';
import type { CommandContext } from './command-context.ts';

/** The configuration; undefined after its faults were told. */
export async function readConfig({
  cwd,
  env,
  configPath,
  print,
}: Pick<CommandContext, 'cwd' | 'env' | 'configPath' | 'print'>): Promise<
  Extract<LoadedConfig, { ok: true }> | undefined
> {
  const loaded = await loadConfig({ path: configPath, cwd, env });
  if (loaded.ok) return loaded;
  print(formatConfigFaults(loaded.path, loaded.faults));
  return undefined;
}
