/**
 * A path as git gives it, from the top of the working tree: one character for each byte, because a name need not be
 * UTF-8 and must come back as it was.
 */
export type RawPath = string;

export const rawPath = (text: string): RawPath => Buffer.from(text, 'utf8').toString('latin1');

export const readablePath = (path: RawPath): string => Buffer.from(path, 'latin1').toString('utf8');

/** For the file system. */
export const pathBelow = (top: string, path: RawPath): Buffer =>
  Buffer.concat([Buffer.from(`${top}/`), Buffer.from(path, 'latin1')]);

/** The records of output that was asked for with `-z`. */
export const recordsOf = (output: string): readonly string[] => output.split('\0').slice(0, -1);

/** For a command that reads paths with `-z --stdin`. */
export const asRecords = (paths: Iterable<RawPath>): string => [...paths, ''].join('\0');

/** At most three of them. */
export function named(paths: readonly string[]): string {
  const MOST = 3;
  const first = paths.slice(0, MOST).join(', ');
  return paths.length > MOST ? `${first} and ${paths.length - MOST} more` : first;
}

/** The path, and each folder that it is in. */
export function* upwards(path: RawPath): Generator<RawPath> {
  for (let up = path; up !== ''; up = up.slice(0, Math.max(0, up.lastIndexOf('/')))) yield up;
}
