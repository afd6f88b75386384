import type { ClaudeRunnerOptions } from '../runner-options.ts';
import type { Graces } from '../terminate.ts';

type FromRunner = 'logsDir' | 'projectDirectory' | 'sandboxed' | 'env' | 'clock' | 'log' | 'redact';

export interface VerifierOptions extends Pick<ClaudeRunnerOptions, FromRunner> {
  /** For each command. */
  readonly timeoutMs: number;
  /** Of the output of a command in its log, but for its end; default 50 MB. */
  readonly mostLogBytes?: number;
  /** Shorter in tests. */
  readonly graces?: Partial<VerifierGraces>;
}

/** `terminateMs`: for a command to end when asked. `lastMs`: for what it left running. */
export type VerifierGraces = Pick<Graces, 'terminateMs' | 'lastMs'>;
