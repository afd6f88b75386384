import { copyIndex } from './copy-index.ts';
import { editTree } from './edit-tree.ts';
import { findIgnoredSince } from './ignored-since.ts';
import { findInTheWay } from './in-the-way.ts';
import { readablePath, type RawPath } from './raw-path.ts';
import { addThese, see, type Seen } from './scratch-index.ts';
import { differencesOf, type Difference } from './tree-differences.ts';
import type { Workshop } from './workshop.ts';

/** How the working tree is to become another one. */
export interface WayBack {
  /** With everything that would be overwritten or removed, ignored or not: it has to be kept. */
  readonly seen: Seen;
  /** Repositories that are ignored, and not any more afterwards. */
  readonly hidden: readonly RawPath[];
  /** The tree without what is ignored. */
  readonly visible: string;
  /** An index of what is seen; the scratch index does not have what is ignored. */
  readonly index: string;
  /** The target without what is Greenlight's own: a state may be older than that. */
  readonly wanted: string;
  readonly differences: readonly Difference[];
  /** What somebody else changed and would be overwritten. */
  readonly moved: readonly string[];
  /** What is in the way and cannot be kept. */
  readonly never: readonly string[];
}

export async function findWayBack(
  shop: Workshop,
  { target, expected }: { readonly target: string; readonly expected: string },
): Promise<WayBack> {
  const seen = await see(shop);
  const [to, left] = await Promise.all([
    withoutOwn(shop, seen.tree, target),
    withoutOwn(shop, seen.tree, expected),
  ]);
  const since = await findIgnoredSince(shop, to.tree, to.differences);
  const { files, never } = findInTheWay(shop.repository.top, [...to.differences, ...left.differences]);
  const index = shop.own.wayBack;
  await copyIndex(shop.own.index, index);
  const besides = [...since.files, ...files];
  const tree = besides.length === 0 ? seen.tree : await addTo(shop, index, besides);
  const differences = tree === seen.tree ? to.differences : await differencesOf(shop, tree, to.tree);
  const changed = tree === seen.tree ? left.differences : await differencesOf(shop, tree, left.tree);
  const overwritten = new Set(differences.map(({ path }) => path));
  // Nobody knows who made what was ignored all the time by rules that are to go.
  for (const path of since.files) overwritten.delete(path);
  return {
    ...{ index, differences, wanted: to.tree, visible: seen.tree, never: never.map(readablePath) },
    ...{ seen: { ...seen, tree }, hidden: since.repositories },
    moved: changed.filter(({ path }) => overwritten.has(path)).map(({ path }) => readablePath(path)),
  };
}

async function addTo(shop: Workshop, index: string, paths: readonly string[]): Promise<string> {
  const env = { GIT_INDEX_FILE: index };
  await addThese(shop, paths, env);
  return (await shop.own.git(['write-tree'], { env })).out.trim();
}

async function withoutOwn(
  shop: Workshop,
  now: string,
  tree: string,
): Promise<{ readonly tree: string; readonly differences: readonly Difference[] }> {
  const differences = await differencesOf(shop, now, tree);
  const own = differences.filter(({ path }) => shop.ownPaths.has(path));
  if (own.length === 0) return { tree, differences };
  const edits = own.map(({ path }) => ({ path, entry: undefined }));
  return {
    tree: await editTree(shop, tree, edits),
    differences: differences.filter((each) => !own.includes(each)),
  };
}
