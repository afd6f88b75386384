import { readdirSync } from 'node:fs';
import { pathBelow, type RawPath } from './raw-path.ts';
import type { Difference } from './tree-differences.ts';
import { whatStands } from './what-stands.ts';

export interface InTheWay {
  /** Ignored files and links that a tree has a place for: they have to be kept, too. */
  readonly files: readonly RawPath[];
  /** What no tree can hold, where something else is to be. */
  readonly never: readonly RawPath[];
}

/** Looks on the disk at the paths that a tree has and the present one has not. */
export function findInTheWay(top: string, differences: readonly Difference[]): InTheWay {
  const files = new Set<RawPath>();
  const never = new Set<RawPath>();
  for (const { path, from } of differences) {
    if (from !== undefined) continue;
    const stands = whatStands(top, path);
    if (stands.kind === 'file') files.add(path);
    if (stands.kind === 'blocked') files.add(stands.instead);
    if (stands.kind === 'other') never.add(path);
    if (stands.kind === 'folder') for (const file of filesIn(top, path)) files.add(file);
  }
  return { files: [...files], never: [...never] };
}

function* filesIn(top: string, folder: RawPath): Generator<RawPath> {
  for (const entry of readdirSync(pathBelow(top, folder), { withFileTypes: true, encoding: 'buffer' })) {
    const path = `${folder}/${entry.name.toString('latin1')}`;
    if (entry.isDirectory()) yield* filesIn(top, path);
    else yield path;
  }
}
