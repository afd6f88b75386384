import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RawPath } from './raw-path.ts';
import type { Git } from './run-git.ts';
import type { Entry } from './tree-differences.ts';
import type { Workshop } from './workshop.ts';

export interface Edit {
  readonly path: RawPath;
  /** Undefined: the path is not to be there. */
  readonly entry: Entry | undefined;
}

/** A folder beside the journals for the time of some work. */
export async function withFolder<T>(
  own: { readonly folder: string },
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(own.folder, 'work-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A tree like `tree` (or the empty one) but for these paths. */
export const editTree = (shop: Workshop, tree: string | undefined, edits: readonly Edit[]): Promise<string> =>
  withFolder(shop.own, async (folder) => {
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    await shop.own.git(['read-tree', tree ?? '--empty'], { env });
    await editIndex({ git: shop.own.git, hash: shop.repository.hash }, edits, env);
    return (await shop.own.git(['write-tree'], { env })).out.trim();
  });

const ID_LENGTH: Readonly<Record<string, number>> = { sha1: 40, sha256: 64 };

/** Removals come first, so that a file can take the place of a folder. */
export async function editIndex(
  { git, hash }: { readonly git: Git; readonly hash: string },
  edits: readonly Edit[],
  env: Readonly<Record<string, string>>,
): Promise<void> {
  if (edits.length === 0) return;
  const none = '0'.repeat(ID_LENGTH[hash] ?? 0);
  const lines = [...edits]
    .toSorted((one, other) => Number(one.entry !== undefined) - Number(other.entry !== undefined))
    .map(({ path, entry }) => `${entry?.mode ?? '0'} ${entry?.id ?? none}\t${path}\0`);
  await git(['update-index', '-z', '--index-info'], { input: lines.join(''), env });
}
