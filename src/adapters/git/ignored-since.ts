import { recordsOf, type RawPath } from './raw-path.ts';
import { ignoredUnder, isRules } from './rules-of-tree.ts';
import type { Difference } from './tree-differences.ts';
import type { Workshop } from './workshop.ts';

export interface IgnoredSince {
  readonly files: readonly RawPath[];
  readonly repositories: readonly RawPath[];
}

/**
 * What is ignored now and would not be under the rules of `wanted`. It was not there when `wanted` was kept, or it
 * would be in it: it was made since, and ignored by rules that were made since.
 */
export async function findIgnoredSince(
  shop: Workshop,
  wanted: string,
  differences: readonly Difference[],
): Promise<IgnoredSince> {
  if (!differences.some(({ path }) => isRules(path))) return { files: [], repositories: [] };
  const { out } = await shop.own.git(['ls-files', '-z', '-o', '-i', '--exclude-standard']);
  const ignored = recordsOf(out).filter((path) => !shop.ownPaths.has(path.replace(/\/$/, '')));
  const still = await ignoredUnder(shop, wanted, ignored);
  const since = ignored.filter((path) => !still.has(path));
  return {
    files: since.filter((path) => !path.endsWith('/')),
    // Git lists a repository by its folder alone.
    repositories: since.filter((path) => path.endsWith('/')).map((path) => path.slice(0, -1)),
  };
}
