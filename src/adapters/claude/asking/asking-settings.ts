import { hookCommand, hookTimeoutSeconds, type HookProgram } from './hook-command.ts';

/** The settings with which an attempt asks before each call: what the CLI reads from `--settings`. */
export function askingSettings(program: HookProgram, denyRules: readonly string[]): string {
  const hook = {
    type: 'command',
    command: hookCommand(program),
    timeout: hookTimeoutSeconds(program.waitMs),
  };
  const settings = {
    // Else a setting of the user switches ours off.
    disableAllHooks: false,
    hooks: { PreToolUse: [{ matcher: '*', hooks: [hook] }] },
    permissions: { deny: denyRules },
  };
  return `${JSON.stringify(settings, undefined, 1)}\n`;
}
