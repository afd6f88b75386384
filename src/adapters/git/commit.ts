import { join } from 'node:path';
import type { CommitRequest, Committed } from '../../app/ports/checkpoints.ts';
import { whatForbidsCommit } from './commit-forbidden.ts';
import { copyIndex } from './copy-index.ts';
import { editIndex, editTree, withFolder } from './edit-tree.ts';
import { GitTrouble } from './git-trouble.ts';
import { openJournal, type Journal } from './journal.ts';
import { lockIndex, type IndexLock } from './operator-index.ts';
import { planCommit, type IndexEdit, type Plan } from './plan-commit.ts';
import { named, rawPath, readablePath } from './raw-path.ts';
import { readHead } from './read-head.ts';
import { lineOf } from './run-git.ts';
import { syncObjects } from './sync-objects.ts';
import { differencesOf } from './tree-differences.ts';
import type { Workshop } from './workshop.ts';

/** One commit, so that the next process can bring the operator's index after it. */
export interface CommitEntry {
  readonly phase: 'begun' | 'done';
  readonly from: string;
  readonly to: string;
  readonly message: string;
  readonly branch: string;
  readonly commit: string;
  readonly index: readonly IndexEdit[];
}

export const commitJournal = (shop: Workshop): Journal<CommitEntry> => openJournal(shop, 'commit');

/**
 * One commit by the operator's configured name on the current branch. It is not signed, whatever `commit.gpgsign`
 * says: nobody is there to unlock a key. No hook runs.
 */
export async function commit(shop: Workshop, request: CommitRequest): Promise<Committed> {
  const again = await doneAlready(shop, request);
  if (again !== undefined) return again;
  const differences = (await differencesOf(shop, request.from.tree, request.to.tree)).filter(
    ({ path }) => !shop.ownPaths.has(path),
  );
  if (differences.length === 0) return { kind: 'nothing' };
  const against = await whatForbidsCommit(shop.repository);
  if (against !== undefined) return refused(against);
  const lock = await lockIndex(shop);
  if (lock === undefined)
    return refused(
      `Another program is changing the index (${shop.repository.index}.lock): end it, or remove the file if none is.`,
    );
  try {
    shop.step('index locked');
    return await commitLocked(shop, { request, lock, paths: differences.map(({ path }) => path) });
  } finally {
    lock.release();
  }
}

interface Locked {
  readonly request: CommitRequest;
  readonly lock: IndexLock;
  readonly paths: readonly string[];
}

async function commitLocked(shop: Workshop, { request, lock, paths }: Locked): Promise<Committed> {
  const { head, branch } = await readHead(shop.repository);
  if (branch === undefined) return refused('HEAD is on no branch (detached): check out a branch first.');
  const plan = await planCommit(shop, { from: request.from.tree, to: request.to.tree, head, paths });
  if (plan.kind === 'conflict') return refused(conflictIn(plan.paths.map(readablePath)));
  if (plan.edits.length === 0) return { kind: 'nothing' };
  const tree = await editTree(shop, head, plan.edits);
  const parents = head === undefined ? [] : ['-p', head];
  const args = [
    '-c',
    'user.useConfigOnly=true',
    '-c',
    'i18n.commitEncoding=UTF-8',
    'commit-tree',
    tree,
    ...parents,
  ];
  const made = await shop.repository.git([...args, '-F', '-'], { input: rawPath(request.message) });
  await syncObjects(shop);
  return moveBranch(shop, { request, lock, plan, head, branch, commit: lineOf(made) });
}

interface Move {
  readonly request: CommitRequest;
  readonly lock: IndexLock;
  readonly plan: Extract<Plan, { kind: 'plan' }>;
  readonly head: string | undefined;
  readonly branch: string;
  readonly commit: string;
}

const moveBranch = (
  shop: Workshop,
  { request, lock, plan, head, branch, commit }: Move,
): Promise<Committed> =>
  withFolder(shop.own, async (folder) => {
    const index = join(folder, 'index');
    await writeIndex(shop, index, plan.index);
    const { from, to, message } = request;
    const entry: CommitEntry = {
      phase: 'begun',
      ...{ from: from.tree, to: to.tree, message, branch, commit, index: plan.index },
    };
    await commitJournal(shop).write(entry);
    shop.step('commit begun');
    const reason = `commit: ${message.split('\n')[0] ?? ''}`;
    const old = head ?? '0'.repeat(commit.length);
    try {
      await shop.repository.git(['update-ref', '-m', reason, `refs/heads/${branch}`, commit, old]);
    } catch (error) {
      if (!(error instanceof GitTrouble)) throw error;
      await commitJournal(shop).remove();
      return refused(`The branch ${branch} could not be moved to the new commit: ${error.message}`);
    }
    shop.step('branch moved');
    await lock.replace(index);
    shop.step('index replaced');
    await commitJournal(shop).write({ ...entry, phase: 'done', index: [] });
    shop.step('commit done');
    return { kind: 'committed', commit };
  });

/** The operator's index with the new entries, in another file. */
export async function writeIndex(
  { repository }: Workshop,
  path: string,
  edits: readonly IndexEdit[],
): Promise<void> {
  await copyIndex(repository.index, path);
  const git: typeof repository.git = (args, options) =>
    repository.git(['-c', 'core.splitIndex=false', ...args], options);
  const env = { GIT_INDEX_FILE: path };
  await editIndex(
    { git, hash: repository.hash },
    edits.map(({ path: at, to }) => ({ path: at, entry: to })),
    env,
  );
}

/** The same request after a crash: the commit is there, and is not made twice. */
async function doneAlready(shop: Workshop, request: CommitRequest): Promise<Committed | undefined> {
  const last = await commitJournal(shop).read();
  if (last?.phase !== 'done' || last.message !== request.message) return undefined;
  if (last.from !== request.from.tree || last.to !== request.to.tree) return undefined;
  return (await isInHead(shop, last.commit)) ? { kind: 'committed', commit: last.commit } : undefined;
}

export async function isInHead({ repository }: Workshop, commit: string): Promise<boolean> {
  return (
    (await repository.git(['merge-base', '--is-ancestor', commit, 'HEAD'], { allow: [1, 128] })).code === 0
  );
}

const conflictIn = (paths: readonly string[]): string =>
  `The task changed ${named(paths)} where you have changes of your own that are not committed: commit yours first, ` +
  `or commit this task by hand.`;

const refused = (sentence: string): Committed => ({ kind: 'refused', sentence });
