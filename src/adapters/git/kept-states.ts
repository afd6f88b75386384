import { join } from 'node:path';
import type { KeptState, TreeState } from '../../app/ports/checkpoints.ts';
import { readIfThere, replaceFile } from './durable.ts';
import { rawPath } from './raw-path.ts';
import { readHead, type Head } from './read-head.ts';
import { lineOf } from './run-git.ts';
import { syncObjects } from './sync-objects.ts';
import type { Workshop } from './workshop.ts';

const REFS = 'refs/greenlight';
const SOMEBODY = { NAME: 'Greenlight', EMAIL: 'greenlight@localhost' };
const IDENTITY = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((role) =>
    Object.entries(SOMEBODY).map(([what, value]) => [`GIT_${role}_${what}`, value]),
  ),
);

export const refOf = (session: string, name: string): string => `${REFS}/${session}/${name}`;

/**
 * A commit on top of HEAD, so that whatever HEAD has stays as long as the state does. `visible` is the tree without
 * what is ignored, where `tree` holds that, too.
 */
export async function keepTree(
  shop: Workshop,
  ref: string,
  tree: string,
  visible = tree,
): Promise<KeptState> {
  const where = await readHead(shop.repository);
  const parents = where.head === undefined ? [] : [where.head];
  if (visible !== tree) {
    parents.push(await commitTree(shop, visible, [], 'Greenlight: without ignored files\n'));
    await replaceFile(visibleFile(shop.own.folder, tree), visible, true);
  }
  const commit = await commitTree(shop, tree, parents, messageOf(ref, where));
  await syncObjects(shop);
  shop.step('commit made');
  await shop.repository.git(['-c', 'core.logAllRefUpdates=false', 'update-ref', '--no-deref', ref, commit]);
  shop.step('ref written');
  return { ref, commit, tree, ...where };
}

async function commitTree(
  { own }: Workshop,
  tree: string,
  parents: readonly string[],
  message: string,
): Promise<string> {
  const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'];
  return lineOf(await own.git(args, { input: rawPath(message), env: IDENTITY }));
}

/** The tree without what is ignored, of a kept tree that may hold that, too. */
export const visibleOf = async ({ own }: Workshop, tree: string): Promise<string> =>
  (await readIfThere(visibleFile(own.folder, tree))) ?? tree;

const visibleFile = (folder: string, tree: string): string => join(folder, `visible-${tree}`);

export async function findKept({ repository }: Workshop, ref: string): Promise<KeptState | undefined> {
  const { out } = await repository.git(['cat-file', '--batch'], { input: `${ref}\n` });
  const text = Buffer.from(out, 'latin1').toString('utf8');
  const [, commit] = /^([0-9a-f]+) commit \d+\n/.exec(text) ?? [];
  const [, tree] = /\ntree ([0-9a-f]+)\n/.exec(text) ?? [];
  if (commit === undefined || tree === undefined) return undefined;
  const [, head] = /\nHead: ([0-9a-f]+)\n/.exec(text) ?? [];
  const [, branch] = /\nBranch: (.+)\n/.exec(text) ?? [];
  return { ref, commit, tree, head, branch };
}

/** `ref`, or that with a number when another state is kept there already: nothing that was kept before is lost. */
export async function keepBeside(
  shop: Workshop,
  ref: string,
  tree: string,
  visible = tree,
): Promise<KeptState> {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? ref : `${ref}-${number}`;
    const kept = await findKept(shop, free);
    if (kept === undefined) return keepTree(shop, free, tree, visible);
    if (kept.tree === tree) return kept;
  }
}

export async function stateOf({ repository }: Workshop, tree: string): Promise<TreeState> {
  return { tree, ...(await readHead(repository)) };
}

/** A session goes as a whole, when its newest state is older; resolves with how many were removed. */
export async function removeKeptBefore({ repository }: Workshop, instant: string): Promise<number> {
  const { out } = await repository.git([
    'for-each-ref',
    '--format=%(refname) %(committerdate:unix)',
    `${REFS}/`,
  ]);
  const refs = out.split('\n').flatMap((line) => {
    const [, ref = '', session = '', seconds] = /^(refs\/greenlight\/([^/]+)\/.+) (\d+)$/.exec(line) ?? [];
    return seconds === undefined ? [] : [{ ref, session, at: Number(seconds) * 1_000 }];
  });
  const limit = Date.parse(instant);
  const young = new Set(refs.filter(({ at }) => at >= limit).map(({ session }) => session));
  const old = refs.filter(({ session }) => !young.has(session));
  if (old.length === 0) return 0;
  const input = old.map(({ ref }) => `delete ${ref}\n`).join('');
  await repository.git(['update-ref', '--no-deref', '--stdin'], { input });
  return old.length;
}

const messageOf = (ref: string, { head, branch }: Head): string =>
  [
    `Greenlight: ${ref.slice(REFS.length + 1)}`,
    '',
    ...(head === undefined ? [] : [`Head: ${head}`]),
    ...(branch === undefined ? [] : [`Branch: ${branch}`]),
    '',
  ].join('\n');
