import type { Clock } from '../../app/ports/clock.ts';
import type { ClaudeSettings } from './command-line.ts';
import type { Environment } from './environment.ts';
import type { Graces } from './terminate.ts';

export interface ClaudeRunnerOptions extends ClaudeSettings {
  readonly logsDir: string;
  readonly projectDirectory: string;
  /** The program and its fixed arguments. */
  readonly command: readonly string[];
  /** The operator states that this machine is a sandbox. */
  readonly sandboxed: boolean;
  readonly timeoutMs: number;
  readonly silenceMs: number;
  /** Whether the readable logs are written. */
  readonly taskLogs: boolean;
  /** The environment of Greenlight, from which an attempt gets what is on the allow-list. */
  readonly env: Environment;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: RunnerLog;
  /** Takes known secrets out of a text. */
  readonly redact: (text: string) => string;
  /** Whether attempts will run as root; default: whether this process does. */
  readonly asRoot?: boolean;
  /** Shorter in tests. */
  readonly graces?: Partial<RunnerGraces>;
}

export interface RunnerLog {
  warn(message: string, data?: Readonly<Record<string, unknown>>): void;
}

export interface RunnerGraces extends Graces {
  /** For the program to exit after its result line. */
  readonly resultMs: number;
  /** For a wrapper whose starter died to show itself. */
  readonly startMs: number;
}

export const DEFAULT_GRACES: RunnerGraces = {
  interruptMs: 5000,
  terminateMs: 5000,
  lastMs: 2000,
  resultMs: 10_000,
  startMs: 2000,
};
