import type { Attempt } from '../../core/attempt/index.ts';

export interface ClaudeSettings {
  /** `skip` or a permission mode of the CLI. */
  readonly permissions: string;
  /** Whether the project's own CLAUDE.md and settings are loaded: they can run hooks and redirect the API. */
  readonly trustProject: boolean;
  readonly model?: string | undefined;
  readonly maxTurns?: number | undefined;
  readonly maxBudgetUsd?: number | undefined;
  readonly flags: readonly string[];
}

/** The arguments after the program; the prompt comes on standard input. */
export function claudeArguments(
  settings: ClaudeSettings,
  attempt: Pick<Attempt, 'conversation' | 'continues'>,
  model = settings.model,
): readonly string[] {
  const { permissions, trustProject, maxTurns, maxBudgetUsd, flags } = settings;
  return [
    ...['-p', '--output-format', 'stream-json', '--verbose'],
    ...(permissions === 'skip' ? ['--dangerously-skip-permissions'] : ['--permission-mode', permissions]),
    ...(trustProject ? [] : ['--setting-sources', 'user']),
    // Always, also on resume: 2.1.197 otherwise comes back on another model.
    ...option('--model', model),
    ...option('--max-turns', maxTurns),
    ...option('--max-budget-usd', maxBudgetUsd),
    ...flags,
    ...[attempt.continues === undefined ? '--session-id' : '--resume', attempt.conversation],
  ];
}

/** Whether the CLI would refuse to run as root without a sandbox. */
export function skipsPermissions(permissions: string): boolean {
  return permissions === 'skip' || permissions === 'bypassPermissions';
}

function option(name: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [name, String(value)];
}
