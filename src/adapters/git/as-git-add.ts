import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withFolder } from './edit-tree.ts';
import { entriesOf } from './index-entries.ts';
import { asRecords, recordsOf, type RawPath } from './raw-path.ts';
import type { Entry } from './tree-differences.ts';
import type { Workshop } from './workshop.ts';

/**
 * What `git add` would make of these paths of a state: states have the bytes on the disk, the operator's commits what
 * his line endings, filters and attributes make of them. Done in a working tree beside, on an index like `head`.
 */
export const asGitAdd = (
  shop: Workshop,
  tree: string,
  { head, paths }: { readonly head: string | undefined; readonly paths: readonly RawPath[] },
): Promise<ReadonlyMap<RawPath, Entry>> =>
  withFolder(shop.own, async (folder) => {
    const files = join(folder, 'files');
    await mkdir(files);
    await writeFiles(shop, tree, { folder, files, paths });
    const { git, gitDir } = shop.repository;
    const env = { GIT_DIR: gitDir, GIT_WORK_TREE: files, GIT_INDEX_FILE: join(folder, 'index') };
    const settings = ['-C', files, '-c', 'core.sparseCheckout=false', '-c', 'core.safecrlf=false'];
    await git([...settings, 'read-tree', head ?? '--empty'], { env });
    const args = [...settings, 'update-index', '-z', '--add', '--remove', '--replace', '--stdin'];
    await git(args, { env, input: asRecords(paths) });
    return entriesOf(await git([...settings, 'ls-files', '-s', '-z'], { env }), new Set(paths));
  });

interface Place {
  readonly folder: string;
  readonly files: string;
  readonly paths: readonly RawPath[];
}

/** The attributes of the state are needed, too. */
async function writeFiles({ own }: Workshop, tree: string, { folder, files, paths }: Place): Promise<void> {
  const env = { GIT_INDEX_FILE: join(folder, 'state') };
  await own.git(['read-tree', tree], { env });
  const there = new Set(recordsOf((await own.git(['ls-files', '-z'], { env })).out));
  const attributes = [...there].filter((path) => /(?:^|\/)\.gitattributes$/.test(path));
  const wanted = new Set([...paths.filter((path) => there.has(path)), ...attributes]);
  if (wanted.size === 0) return;
  const args = ['checkout-index', '-z', '--stdin', `--prefix=${files}/`];
  await own.git(args, { env, input: asRecords(wanted) });
}
