import { stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';

export interface Folders {
  readonly tasksDir: string;
  readonly cwd: string;
}

/** What was found under the name an operator gave; `path` is absolute. */
export interface FilePlace {
  readonly path: string;
  /** `file` only for what can be read to its end: not a folder, a pipe or a device. */
  readonly kind: 'file' | 'folder' | 'special';
  readonly size: number;
}

/** The path as given, else the name in the tasks folder, with or without `.md`; a folder only if no file is found. */
export async function findFile(file: string, { tasksDir, cwd }: Folders): Promise<FilePlace | undefined> {
  const folder = resolve(cwd, tasksDir);
  let other: FilePlace | undefined;
  for (const path of [resolve(cwd, file), join(folder, file), join(folder, `${file}.md`)]) {
    const place = await look(path);
    if (place?.kind === 'file') return place;
    other ??= place;
  }
  return other;
}

async function look(path: string): Promise<FilePlace | undefined> {
  try {
    const stats = await stat(path);
    const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'special';
    return { path, kind, size: stats.size };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

const ABSENT: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);

/** Whether a failed look-up means that there is nothing of that name, or can be nothing. */
export const isAbsent = (error: unknown): boolean => ABSENT.has((error as NodeJS.ErrnoException).code);

/** A path as a person in `cwd` would write it. */
export function shownPath(path: string, cwd: string): string {
  const fromHere = relative(cwd, path);
  return fromHere === '' || fromHere.startsWith('..') ? path : fromHere.split(sep).join('/');
}
