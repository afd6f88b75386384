import { editTree } from './edit-tree.ts';
import { keepBeside } from './kept-states.ts';
import { findWayBack } from './way-back.ts';
import { putBack } from './put-back.ts';
import { named, readablePath } from './raw-path.ts';
import { finish, restoreJournal } from './restore.ts';
import { differencesOf, LINK_TO_REPOSITORY, type Difference, type Entry } from './tree-differences.ts';
import type { Workshop } from './workshop.ts';

/**
 * Finishes a restore that a killed process began. A file that is neither as it was nor as it is to be was changed
 * by somebody else in the meantime: it is kept under a ref beside the other, and left alone.
 */
export async function finishRestore(shop: Workshop): Promise<void> {
  const entry = await restoreJournal(shop).read();
  if (entry?.phase !== 'begun') return;
  const states = { target: entry.wanted, expected: entry.wanted };
  const { seen, index, differences: toWanted } = await findWayBack(shop, states);
  const toBefore = await differencesOf(shop, seen.tree, entry.before.tree);
  const strange = await strangeOf(shop, toWanted, toBefore);
  const wanted =
    strange.length === 0
      ? entry.wanted
      : await editTree(
          shop,
          entry.wanted,
          strange.map(({ path, from }) => ({ path, entry: from })),
        );
  if (strange.length > 0) {
    const kept = await keepBeside(shop, `${entry.before.ref}-interrupted`, seen.tree);
    shop.tell(
      `An undo was interrupted and is finished now. ${named(strange.map(({ path }) => readablePath(path)))} was ` +
        `changed in between and stays as it is; what stood there is kept as ${kept.ref}.`,
    );
  }
  shop.step('strange files kept');
  const differences = strange.length === 0 ? toWanted : await differencesOf(shop, seen.tree, wanted);
  await putBack(shop, { index, now: seen.tree, target: wanted, differences });
  await finish(shop, { ...entry, wanted });
}

async function strangeOf(
  shop: Workshop,
  toWanted: readonly Difference[],
  toBefore: readonly Difference[],
): Promise<readonly Difference[]> {
  const other = new Set(toBefore.map(({ path }) => path));
  const found: Difference[] = [];
  for (const difference of toWanted)
    if (other.has(difference.path) && !(await isHalfWritten(shop, difference.from, difference.to)))
      found.push(difference);
  return found;
}

/** Git removes a file and writes it anew: killed in between, it leaves nothing or the beginning. */
async function isHalfWritten(
  shop: Workshop,
  now: Entry | undefined,
  wanted: Entry | undefined,
): Promise<boolean> {
  if (now === undefined) return true;
  if (wanted === undefined || [now.mode, wanted.mode].includes(LINK_TO_REPOSITORY)) return false;
  const [half, whole] = await Promise.all(
    [now, wanted].map(({ id }) => shop.own.git(['cat-file', 'blob', id])),
  );
  return half !== undefined && whole?.out.startsWith(half.out) === true;
}
