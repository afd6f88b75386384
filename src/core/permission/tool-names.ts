/** What an `Edit` rule covers. */
export const EDITING = ['Edit', 'Write', 'MultiEdit', 'NotebookEdit'] as const;

/** What a `Read` rule covers. */
export const READING = ['Read', 'Grep', 'Glob', 'LS', 'NotebookRead'] as const;

/** What runs a shell command; a `Bash` rule covers both. */
const RUNNING = ['Bash', 'Monitor'] as const;

/** Tools of the CLI that touch nothing but Claude's own notes and its own processes. */
export const HARMLESS = [
  'TodoWrite',
  'TodoRead',
  'TaskCreate',
  'TaskUpdate',
  'TaskGet',
  'TaskList',
  'TaskOutput',
  'TaskStop',
  'BashOutput',
  'KillShell',
  'ToolSearch',
  'StructuredOutput',
] as const;

/** The tools that a rule may name, as far as they do not come from an MCP server. */
export const TOOLS: readonly string[] = [
  ...EDITING,
  ...READING,
  ...RUNNING,
  ...HARMLESS,
  'Agent',
  'Artifact',
  'AskUserQuestion',
  'CronCreate',
  'CronDelete',
  'CronList',
  'EnterPlanMode',
  'EnterWorktree',
  'ExitPlanMode',
  'ExitWorktree',
  'KillBash',
  'LSP',
  'ListMcpResourcesTool',
  'PowerShell',
  'PushNotification',
  'REPL',
  'ReadMcpResourceTool',
  'RemoteTrigger',
  'ScheduleWakeup',
  'Skill',
  'SlashCommand',
  'Task',
  'WebFetch',
  'WebSearch',
  'Workflow',
];

const isOneOf = (names: readonly string[], tool: string): boolean => names.includes(tool);

export const isEditing = (tool: string): boolean => isOneOf(EDITING, tool);
export const isReading = (tool: string): boolean => isOneOf(READING, tool);
export const isRunning = (tool: string): boolean => isOneOf(RUNNING, tool);
