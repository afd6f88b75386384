/** How one Verify command of a task went; the program itself ran it. */
export interface Verification {
  readonly command: string;
  readonly passed: boolean;
  /** Undefined when it did not end by itself. */
  readonly exitCode?: number | undefined;
  /** Why it did not end by itself. */
  readonly ended?: 'timeout' | 'stopped' | 'signal' | 'not-started' | undefined;
  readonly durationMs: number;
  /** The last lines of its output, redacted, without control characters: at most 15 lines of at most 300 characters. */
  readonly lastLines: readonly string[];
  /** Relative to the session's folder in the logs. */
  readonly log: string;
}
