import type { Readable } from 'node:stream';

/** What a command gets of the process it runs in. */
export interface CommandContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: Readable;
  readonly output: NodeJS.WriteStream;
  /** A line for the person who called. */
  readonly print: (line: string) => void;
  /** The file named with `--config`. */
  readonly configPath?: string | undefined;
}

/** Exit code for a file or a configuration that cannot be used. */
export const FAULTY = 2;
