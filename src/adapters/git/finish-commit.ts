import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commitJournal, isInHead, writeIndex } from './commit.ts';
import { withFolder } from './edit-tree.ts';
import { GitTrouble } from './git-trouble.ts';
import { entriesOf } from './index-entries.ts';
import { breakOwnLock, lockIndex } from './operator-index.ts';
import { isSame } from './tree-differences.ts';
import type { Workshop } from './workshop.ts';

/**
 * After a crash: a commit that is on the branch gets its entries into the operator's index, wherever he has not
 * changed them since; one that is not is forgotten. The lock and the folders of the killed process go.
 */
export async function finishCommit(shop: Workshop): Promise<void> {
  breakOwnLock(shop);
  await removeWorkFolders(shop);
  const journal = commitJournal(shop);
  const entry = await journal.read();
  if (entry?.phase !== 'begun') return;
  if (!(await isInHead(shop, entry.commit))) return journal.remove();
  const lock = await lockIndex(shop);
  if (lock === undefined)
    throw new GitTrouble(`A commit has to be finished, and ${shop.repository.index}.lock stands in the way.`);
  try {
    const asked = new Set(entry.index.map(({ path }) => path));
    const staged = entriesOf(await shop.repository.git(['ls-files', '-s', '-z']), asked);
    const left = entry.index.filter(({ path, from }) => isSame(staged.get(path), from));
    await withFolder(shop.own, async (folder) => {
      const index = join(folder, 'index');
      await writeIndex(shop, index, left);
      if (left.length > 0) await lock.replace(index);
    });
  } finally {
    lock.release();
  }
  shop.step('index brought after');
  await journal.write({ ...entry, phase: 'done', index: [] });
}

async function removeWorkFolders({ own }: Workshop): Promise<void> {
  const names = (await readdir(own.folder)).filter((name) => name.startsWith('work-'));
  await Promise.all(names.map((name) => rm(join(own.folder, name), { recursive: true, force: true })));
}
