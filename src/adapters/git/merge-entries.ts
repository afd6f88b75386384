import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withFolder } from './edit-tree.ts';
import { isSame, type Entry } from './tree-differences.ts';
import type { Workshop } from './workshop.ts';

export interface ThreeWays {
  readonly base: Entry | undefined;
  readonly ours: Entry | undefined;
  readonly theirs: Entry | undefined;
}

export type Merged =
  { readonly kind: 'merged'; readonly entry: Entry | undefined } | { readonly kind: 'conflict' };

const MOST_CONFLICTS = 127;
const ALLOWED = [...Array.from({ length: MOST_CONFLICTS }, (_, index) => index + 1), 255];

/** One path: what both sides made of `base`. Text is merged line by line; all else must have changed on one side only. */
export async function mergeEntries(shop: Workshop, { base, ours, theirs }: ThreeWays): Promise<Merged> {
  if (isSame(ours, theirs) || isSame(base, theirs)) return { kind: 'merged', entry: ours };
  if (isSame(base, ours)) return { kind: 'merged', entry: theirs };
  if (!isFile(base) || !isFile(ours) || !isFile(theirs)) return { kind: 'conflict' };
  const mode = one(base.mode, ours.mode, theirs.mode);
  const id = one(base.id, ours.id, theirs.id) ?? (await mergeContent(shop, [ours.id, base.id, theirs.id]));
  return mode === undefined || id === undefined
    ? { kind: 'conflict' }
    : { kind: 'merged', entry: { mode, id } };
}

function one(base: string, ours: string, theirs: string): string | undefined {
  if (ours === theirs || base === theirs) return ours;
  return base === ours ? theirs : undefined;
}

const mergeContent = ({ own }: Workshop, ids: readonly string[]): Promise<string | undefined> =>
  withFolder(own, async (folder) => {
    const paths = await Promise.all(
      ids.map(async (id, index) => {
        const path = join(folder, String(index));
        await writeFile(path, (await own.git(['cat-file', 'blob', id])).out, 'latin1');
        return path;
      }),
    );
    const merged = await own.git(['merge-file', '-p', '-q', ...paths], { allow: ALLOWED });
    if (merged.code !== 0) return undefined;
    return (
      await own.git(['hash-object', '-w', '--no-filters', '--stdin'], { input: merged.out })
    ).out.trim();
  });

const isFile = (entry: Entry | undefined): entry is Entry => entry?.mode.startsWith('100') === true;
