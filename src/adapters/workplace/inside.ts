import { statSync, type Stats } from 'node:fs';
import { relative, sep } from 'node:path';

/** Whether a path is a folder or in it. (What leads nowhere is inside of the root only, where nothing is to be read of it.) */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`);
}

/** What stands at a path, or where its links lead; undefined where that is nothing, or cannot be told. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
