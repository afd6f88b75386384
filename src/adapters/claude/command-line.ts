import type { Launch } from '../../app/ports/runner.ts';
import type { Attempt, BudgetGiven } from '../../core/attempt/index.ts';

export interface ClaudeSettings {
  /** `skip`, `ask`, or a permission mode of the CLI. */
  readonly permissions: string;
  /** Whether the project's own CLAUDE.md and settings are loaded: they can run hooks and redirect the API. */
  readonly trustProject: boolean;
  readonly model?: string | undefined;
  readonly maxTurns?: number | undefined;
  readonly maxBudgetUsd?: number | undefined;
  readonly flags: readonly string[];
  /** For how long an attempt stays alive for the answer to a call. */
  readonly askWaitMs: number;
  /** The operator's, in the CLI's notation: it applies them, too, whatever is answered. */
  readonly denyRules: readonly string[];
  /** How often the CLI itself tries a request again. */
  readonly cliRetries: number;
  /** The compiled hook program; undefined: the one beside this module. */
  readonly hook?: string | undefined;
  /** What runs the hook program; undefined: what runs this one. */
  readonly nodePath?: string | undefined;
}

export interface ClaudeRun {
  readonly attempt: Pick<Attempt, 'conversation' | 'continues' | 'mode'>;
  readonly launch: Pick<Launch, 'model' | 'maxBudgetUsd'>;
  /** For `--settings`, where the attempt asks. */
  readonly settingsFile: string;
}

/** Whether each call of the attempt is asked about: also one that only plans is watched so. */
export function asksFirst(
  { permissions }: Pick<ClaudeSettings, 'permissions'>,
  { mode }: Pick<Attempt, 'mode'>,
): boolean {
  return permissions === 'ask' || mode === 'plan';
}

/** The arguments after the program; the prompt comes on standard input. */
export function claudeArguments(
  settings: Omit<ClaudeSettings, 'askWaitMs' | 'denyRules' | 'cliRetries'>,
  { attempt, launch, settingsFile }: ClaudeRun,
): readonly string[] {
  const { permissions, trustProject, maxTurns, flags } = settings;
  const asks = asksFirst(settings, attempt);
  return [
    ...['-p', '--output-format', 'stream-json', '--verbose'],
    ...(asks ? [] : permissionFlags(permissions)),
    ...(trustProject || asks ? [] : USER_SETTINGS),
    // Always, also on resume: 2.1.197 otherwise comes back on another model.
    ...option('--model', launch.model ?? settings.model),
    ...option('--max-turns', maxTurns),
    ...option('--max-budget-usd', smaller(launch.maxBudgetUsd, settings.maxBudgetUsd)),
    ...flags,
    ...(asks ? askingFlags(settingsFile, attempt.mode) : []),
    ...[attempt.continues === undefined ? '--session-id' : '--resume', attempt.conversation],
  ];
}

/** Whether the CLI would refuse to run as root without a sandbox. */
export function skipsPermissions(permissions: string): boolean {
  return permissions === 'skip' || permissions === 'bypassPermissions';
}

const USER_SETTINGS = ['--setting-sources', 'user'];

const permissionFlags = (permissions: string): readonly string[] =>
  permissions === 'skip' ? ['--dangerously-skip-permissions'] : ['--permission-mode', permissions];

/** What leads out of the attempt (subagents, other times, other places), or into another mode of the CLI. */
const AWAY =
  `Task Agent Workflow EnterPlanMode ExitPlanMode EnterWorktree ExitWorktree CronCreate CronDelete CronList
  ScheduleWakeup SendMessage Monitor`.split(/\s+/);

const EDITING = ['Edit', 'MultiEdit', 'Write', 'NotebookEdit'];

/**
 * With `dontAsk` the CLI itself runs only what reads, and what the hook allows. Its own plan mode is not used: there
 * 2.1.197 runs whatever the hook allows, 2.1.329 does not, and the plan lies in a file outside the project (measured).
 * The prompt tool is never asked anything: without one the CLI does not offer AskUserQuestion, nor take an answer to it.
 */
function askingFlags(settingsFile: string, mode: Attempt['mode']): readonly string[] {
  const withheld = mode === 'plan' ? [...AWAY, ...EDITING] : AWAY;
  return [
    ...['--permission-mode', 'dontAsk', ...USER_SETTINGS, '--settings', settingsFile],
    ...['--permission-prompt-tool', 'stdio', '--disallowedTools', withheld.join(',')],
  ];
}

function smaller(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

/** Which budget set that. */
export const budgetGiven = (
  { maxBudgetUsd: ownUsd }: Pick<ClaudeSettings, 'maxBudgetUsd'>,
  { maxBudgetUsd, budget }: Pick<Launch, 'maxBudgetUsd' | 'budget'>,
): BudgetGiven | undefined =>
  ownUsd !== undefined && ownUsd === smaller(maxBudgetUsd, ownUsd)
    ? { of: 'attempt', limitUsd: ownUsd }
    : budget;

function option(name: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [name, String(value)];
}
