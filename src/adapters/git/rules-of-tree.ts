import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { editIndex, withFolder } from './edit-tree.ts';
import { recordsOf, type RawPath } from './raw-path.ts';
import { LINK_TO_REPOSITORY } from './tree-differences.ts';
import type { Workshop } from './workshop.ts';

/**
 * Which of these paths the ignore rules of a tree name: its own `.gitignore` files, not those on the disk. A path that
 * ends with `/` is a folder.
 */
export async function ignoredUnder(
  shop: Workshop,
  tree: string,
  paths: readonly RawPath[],
): Promise<ReadonlySet<RawPath>> {
  if (paths.length === 0) return new Set();
  return withFolder(shop.own, async (folder) => {
    const rules = join(folder, 'rules');
    await mkdir(rules);
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    await shop.own.git(['read-tree', tree], { env });
    const listed = await shop.own.git(['ls-files', '-z', '--', ':(glob)**/.gitignore'], { env });
    if (listed.out !== '')
      await shop.own.git(['checkout-index', '-z', '--stdin', `--prefix=${rules}/`], {
        env,
        input: listed.out,
      });
    // An index of just these, because `check-ignore` would read a name like `:(exclude)x` as a pattern.
    const elsewhere = { GIT_WORK_TREE: rules, GIT_INDEX_FILE: join(folder, 'paths') };
    const id = '1'.repeat(tree.length);
    const edits = paths.map((path) =>
      path.endsWith('/')
        ? { path: path.slice(0, -1), entry: { mode: LINK_TO_REPOSITORY, id } }
        : { path, entry: { mode: '100644', id } },
    );
    await editIndex({ git: shop.own.git, hash: shop.repository.hash }, edits, elsewhere);
    const args = ['-C', rules, 'ls-files', '-z', '-ci', '--exclude-standard'];
    const { out } = await shop.own.git(args, { env: elsewhere });
    const ignored = new Set(recordsOf(out));
    return new Set(paths.filter((path) => ignored.has(path.replace(/\/$/, ''))));
  });
}

/** Which of these paths of an index the ignore rules on the disk name. */
export async function ignoredNow(
  { own }: Workshop,
  index: string,
  paths: ReadonlySet<RawPath>,
): Promise<ReadonlySet<RawPath>> {
  const env = { GIT_INDEX_FILE: index };
  const { out } = await own.git(['ls-files', '-z', '-ci', '--exclude-standard'], { env });
  return new Set(recordsOf(out).filter((path) => paths.has(path)));
}

/** Whether it is a file of ignore rules. */
export const isRules = (path: RawPath): boolean => /(?:^|\/)\.gitignore$/.test(path);
