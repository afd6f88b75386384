import { readdirSync, statSync, type Dirent, type Stats } from 'node:fs';

/** What stands at a path, or where its links lead; undefined where that is nothing, or cannot be told. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** What is there in a folder; undefined where it cannot be told. */
export function entriesIn(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}
