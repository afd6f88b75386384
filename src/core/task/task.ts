/** One task of a task file, as written; immutable while a session runs. */
export interface Task {
  /** The N of `## Task N:`; unique in its file, not necessarily the task's position. */
  readonly number: number;
  readonly title: string;
  /** Lower case, as written otherwise (`database`, `frontend` ...); undefined when the task names none. */
  readonly type?: string | undefined;
  readonly priority?: Priority | undefined;
  readonly requiresApproval?: boolean | undefined;
  /** Whether Claude only plans at first, and the operator decides on the plan. */
  readonly planFirst?: boolean | undefined;
  /** Numbers of earlier tasks; empty when it depends on none. */
  readonly dependsOn: readonly number[];
  readonly timeoutMs?: number | undefined;
  /** What it may cost before a person is asked, in US dollars; more than 0. */
  readonly budgetUsd?: number | undefined;
  readonly model?: string | undefined;
  /** Relative to the project directory, with `/`; never leaves it. */
  readonly workingDirectory?: string | undefined;
  /** Markdown for the human. */
  readonly description?: string | undefined;
  readonly acceptanceCriteria: readonly string[];
  /** Shell commands, each on one line, that Greenlight runs after an attempt. */
  readonly verify: readonly string[];
  /** Markdown for Claude, verbatim, without surrounding blank lines; never empty. */
  readonly instruction: string;
}

export const PRIORITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface TaskFile {
  /** The optional `# title` on top. */
  readonly title?: string | undefined;
  /** At least one, in the order of the file. */
  readonly tasks: readonly Task[];
}
