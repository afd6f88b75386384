import { basename, dirname, join } from 'node:path';
import { entriesIn } from './on-disk.ts';
import { NOWHERE, realPath } from './real-path.ts';

/**
 * Each path as it is named, in its real folder, and where it leads to. One that ends with `*` is each path that begins
 * so: it stays as it is, for what may come, beside those that are there.
 */
export function ownPlaces(paths: readonly string[]): readonly string[] {
  const places = paths.flatMap((path) => {
    const inRealFolder = join(realPath(dirname(path)), basename(path));
    return [path, inRealFolder, ...beginning(inRealFolder).map(realPath)];
  });
  // What leads nowhere is not Greenlight's because one of its own paths does so, too.
  return [...new Set(places)].filter((path) => !path.startsWith(NOWHERE));
}

/** What is there of a path that may end with `*`. */
function beginning(path: string): readonly string[] {
  if (!path.endsWith('*')) return [path];
  const folder = dirname(path);
  const start = basename(path).slice(0, -1);
  return (entriesIn(folder) ?? [])
    .filter(({ name }) => name.startsWith(start))
    .map(({ name }) => join(folder, name));
}
