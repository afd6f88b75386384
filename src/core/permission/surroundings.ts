/** Where a call is made: what its paths are relative to and what is Greenlight's own. */
export interface Surroundings {
  /** Absolute, real path of the project directory. */
  readonly project: string;
  /** Absolute path where relative paths start. */
  readonly cwd: string;
  readonly home?: string | undefined;
  /** Absolute paths of Greenlight's own configuration, state and logs; one that ends with `*` is each that begins so. */
  readonly own: readonly string[];
  /** Resolves the symbolic links of an absolute path as far as it exists. */
  readonly real: (path: string) => string;
}
