import type { Verification } from '../../core/attempt/index.ts';

/** Runs a task's Verify commands after an attempt. */
export interface Verifier {
  /**
   * Runs them one after another in the attempt's working directory and environment; all of them, also after one failed.
   * Asked again for the same epoch it answers what it wrote down; what an earlier process left unfinished is ended and
   * run again. Once `signal` fires, what runs is ended with its whole process tree, and the rest is not run.
   */
  verify(order: VerifyOrder, signal: AbortSignal): Promise<readonly Verification[]>;
}

export interface VerifyOrder {
  readonly session: string;
  readonly epoch: number;
  readonly commands: readonly string[];
  /** Relative to the project directory. */
  readonly workingDirectory?: string | undefined;
}
