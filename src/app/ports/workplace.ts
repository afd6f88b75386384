import type { Surroundings } from '../../core/permission/index.ts';

/** The folder in which attempts work, as far as it must be known to judge what they want to do. */
export interface Workplace {
  /** For a call whose relative paths start in `cwd`. */
  surroundings(cwd: string): Surroundings;
  /** What a file holds now; undefined where there is none, or none that can be shown. */
  read(path: string, maxBytes: number): Promise<string | undefined>;
  /** The project's own instructions for Claude (CLAUDE.md, what it brings in, and its like); undefined without. */
  instructions(workingDirectory: string | undefined): Promise<string | undefined>;
}
