/** The operator's settings, complete and checked; every path is absolute. */
export interface Config {
  readonly project: {
    readonly name: string;
    /** Where Claude works. */
    readonly directory: string;
  };
  readonly orchestrator: {
    readonly approvalMode: 'required' | 'auto' | 'manual';
    readonly checkpointAfter: readonly string[];
    readonly autoApprove: readonly string[];
  };
  readonly claude: {
    /** Program and fixed arguments. */
    readonly command: readonly string[];
    readonly flags: readonly string[];
    /** `skip`, or a permission mode of the CLI. */
    readonly permissions: string;
    readonly timeoutMs: number;
    readonly silenceMs: number;
    readonly sandboxed: boolean;
    readonly trustProject: boolean;
    readonly model?: string | undefined;
    readonly maxTurns?: number | undefined;
    readonly maxBudgetUsd?: number | undefined;
  };
  readonly paths: {
    readonly tasksDir: string;
    readonly logsDir: string;
    readonly stateFile: string;
  };
  readonly logging: {
    readonly level: LogLevel;
    readonly format: 'text' | 'json';
    /** Whether the readable log of each task is written. */
    readonly taskLogs: boolean;
    readonly keepDays: number;
  };
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
