import { chmodSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { pathBelow, recordsOf, upwards, type RawPath } from './raw-path.ts';
import { ignoredNow, ignoredUnder, isRules } from './rules-of-tree.ts';
import { forget } from './scratch-index.ts';
import type { Difference } from './tree-differences.ts';
import { statsOf } from './what-stands.ts';
import type { Workshop } from './workshop.ts';

const PERMISSIONS = 0o777;

export interface Turn {
  /** Holds `now`; it is the scratch index afterwards. */
  readonly index: string;
  readonly now: string;
  readonly target: string;
  readonly differences: readonly Difference[];
}

/**
 * Turns the working tree from `now` into `target`. Git touches nothing when a file was changed since the index was
 * brought up to date. Files that were made and that the rules of `target` ignore stay.
 */
export async function putBack(shop: Workshop, turn: Turn): Promise<void> {
  const { index, now, target, differences } = turn;
  const env = { GIT_INDEX_FILE: index };
  const staying = await stayingOf(shop, turn);
  await forget(shop, staying, env);
  shop.step('rules asked');
  const start = staying.length === 0 ? now : (await shop.own.git(['write-tree'], { env })).out.trim();
  const permissions = permissionsOf(shop.repository.top, differences);
  await shop.own.git(['read-tree', '-m', '-u', start, target], { env });
  shop.step('files written');
  for (const { path, mode } of permissions) chmodSync(pathBelow(shop.repository.top, path), mode);
  await rename(index, shop.own.index);
  shop.step('index taken over');
}

async function stayingOf(shop: Workshop, { index, target, differences }: Turn): Promise<readonly RawPath[]> {
  const made = differences.filter(({ to }) => to === undefined).map(({ path }) => path);
  if (made.length === 0) return [];
  const ignored = differences.some(({ path }) => isRules(path))
    ? await ignoredUnder(shop, target, made)
    : await ignoredNow(shop, index, new Set(made));
  if (ignored.size === 0) return [];
  // What the operator tracks is not ignored, whatever the rules say.
  const tracked = new Set(recordsOf((await shop.repository.git(['ls-files', '-z'])).out));
  const back = differences.filter(({ to }) => to !== undefined).map(({ path }) => path);
  const places = new Set(back.flatMap((path) => [...upwards(path)]));
  const files = new Set(back);
  // None may stay where a file of the target, or a folder of one, is to be.
  return [...ignored].filter(
    (path) => !tracked.has(path) && !places.has(path) && ![...upwards(path)].some((up) => files.has(up)),
  );
}

/** Git knows of the permissions only whether a file is a program; a private file stays private. */
function permissionsOf(
  top: string,
  differences: readonly Difference[],
): readonly { readonly path: RawPath; readonly mode: number }[] {
  return differences.flatMap(({ path, from, to }) => {
    if (from?.mode.startsWith('100') !== true || to?.mode.startsWith('100') !== true) return [];
    const mode = (statsOf(top, path)?.mode ?? 0o600) & PERMISSIONS;
    return [{ path, mode: to.mode === '100755' ? mode | ((mode & 0o444) >> 2) : mode & ~0o111 }];
  });
}
