import { lstatSync, type Stats } from 'node:fs';
import { pathBelow, upwards, type RawPath } from './raw-path.ts';

/** What a path of a tree meets on the disk; `instead` is the file or link that stands where one of its folders would be. */
export type Stands =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'file' | 'folder' | 'other' }
  | { readonly kind: 'blocked'; readonly instead: RawPath };

/** Follows no symbolic link, neither at the end nor on the way. */
export function whatStands(top: string, path: RawPath): Stands {
  const [, ...folders] = upwards(path);
  for (const folder of folders.toReversed()) {
    const stats = statsOf(top, folder);
    if (stats === undefined) return { kind: 'nothing' };
    if (!stats.isDirectory()) return { kind: 'blocked', instead: folder };
  }
  const stats = statsOf(top, path);
  return { kind: stats === undefined ? 'nothing' : kindOf(stats) };
}

/** Of the path itself, also when it is a symbolic link. */
export const statsOf = (top: string, path: RawPath): Stats | undefined =>
  lstatSync(pathBelow(top, path), { throwIfNoEntry: false });

function kindOf(stats: Stats): 'file' | 'folder' | 'other' {
  if (stats.isDirectory()) return 'folder';
  return stats.isFile() || stats.isSymbolicLink() ? 'file' : 'other';
}
