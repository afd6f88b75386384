import { named, readablePath, recordsOf, type RawPath } from './raw-path.ts';
import { createGit } from './run-git.ts';
import { ignoredNow } from './rules-of-tree.ts';
import { forget, type Seen } from './scratch-index.ts';
import { LINK_TO_REPOSITORY } from './tree-differences.ts';
import type { Workshop } from './workshop.ts';

/**
 * Why repositories inside the working tree stand against keeping it or putting it back; undefined when they do not.
 * `hidden` are those that git does not list because they are ignored.
 */
export async function whatRepositoriesForbid(
  shop: Workshop,
  { unborn }: Pick<Seen, 'unborn'>,
  hidden: readonly RawPath[] = [],
): Promise<string | undefined> {
  const repositories = [...(await linksIn(shop)), ...unborn, ...hidden];
  if (repositories.length === 0) return undefined;
  const { repository } = shop;
  const submodules = await submodulesOf(repository.git, repositories);
  const strange = repositories.filter((path) => !submodules.has(path)).map(readablePath);
  if (strange.length > 0)
    return (
      `${named(strange)} in ${repository.top} is a git repository of its own, and what is in it cannot be kept: ` +
      `move it away, ignore it (.gitignore), or make it a submodule.`
    );
  const dirty: string[] = [];
  for (const path of submodules)
    if (await isDirty(repository.top, path, repository.env)) dirty.push(readablePath(path));
  if (dirty.length === 0) return undefined;
  return (
    `The submodule ${named(dirty)} has changes that are not committed, and what is in a submodule cannot be kept: ` +
    `commit them there, or take them back.`
  );
}

/** One that is ignored by now leaves the index: nothing of it was kept. */
async function linksIn(shop: Workshop): Promise<readonly RawPath[]> {
  const { out } = await shop.own.git(['ls-files', '-s', '-z']);
  // In many files the word is found sooner than the records are made.
  if (!out.includes(LINK_TO_REPOSITORY)) return [];
  const links = linksOf(out);
  if (links.length === 0) return [];
  const submodules = await submodulesOf(shop.repository.git, links);
  const unknown = new Set(links.filter((path) => !submodules.has(path)));
  const ignored = await ignoredNow(shop, shop.own.index, unknown);
  await forget(shop, [...ignored]);
  return links.filter((path) => !ignored.has(path));
}

const linksOf = (listed: string): readonly RawPath[] =>
  recordsOf(listed)
    .filter((record) => record.startsWith(`${LINK_TO_REPOSITORY} `))
    .map((record) => record.slice(record.indexOf('\t') + 1));

async function submodulesOf(
  git: Workshop['repository']['git'],
  paths: readonly RawPath[],
): Promise<ReadonlySet<RawPath>> {
  const asked = paths.map((path) => readablePath(path));
  const { out } = await git(['ls-files', '-s', '-z', '--', ...asked], {
    env: { GIT_LITERAL_PATHSPECS: '1' },
  });
  return new Set(linksOf(out));
}

async function isDirty(
  top: string,
  path: RawPath,
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const git = createGit({ cwd: `${top}/${readablePath(path)}`, env, config: ['core.fsmonitor=false'] });
  return (await git(['status', '--porcelain', '--ignore-submodules=none'])).out !== '';
}
