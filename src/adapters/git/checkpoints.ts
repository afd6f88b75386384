import type { Checkpoints, Keepability } from '../../app/ports/checkpoints.ts';
import { checkKeepability } from './check-keepability.ts';
import { commit } from './commit.ts';
import { isCode } from './durable.ts';
import { finishCommit } from './finish-commit.ts';
import { finishRestore } from './finish-restore.ts';
import { GitTrouble } from './git-trouble.ts';
import { findKept, keepTree, refOf, removeKeptBefore, stateOf } from './kept-states.ts';
import { locateRepository, type Located } from './locate-repository.ts';
import { findWayBack } from './way-back.ts';
import { restore } from './restore.ts';
import { forgetIgnored, see } from './scratch-index.ts';
import { changesBetween } from './tree-changes.ts';
import { openWorkshop, type Workshop } from './workshop.ts';
import { writeDiff } from './write-diff.ts';

export interface CheckpointsOptions {
  /** The project's directory: the top of a working tree or a folder in it. */
  readonly directory: string;
  /** PATH and HOME. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Files and folders, absolute, that belong to no state, wherever they lie and whether tracked or not; one that
   * ends with `*` is each path that begins so.
   */
  readonly ownPaths: readonly string[];
  /** Told what an operator should know besides: what became of a restore or a commit that was interrupted. */
  readonly tell?: (sentence: string) => void;
  /** Called between every two steps that change something. */
  readonly step?: (name: string) => void;
}

/**
 * Keeps states in the repository of `directory`. One call is at work at a time; the first one finishes what a killed
 * process left half done. What git cannot do is thrown as a GitTrouble, whose message is a sentence.
 */
export function createCheckpoints(options: CheckpointsOptions): Checkpoints {
  let last: Promise<unknown> = Promise.resolve();
  let shop: Workshop | undefined;

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const enter = <T>(work: (shop: Workshop) => Promise<T>): Promise<T> =>
    inTurn(async () => {
      if (shop === undefined) {
        const located = await locateRepository(options.directory, options.env);
        if (located.kind !== 'repository') throw new GitTrouble(located.sentence);
        shop = await open(located, options);
      }
      return work(shop);
    });

  // These only read objects, which never change.
  const beside = <T>(work: (shop: Workshop) => Promise<T>): Promise<T> =>
    shop === undefined ? enter(work) : work(shop);

  return {
    // The repository may have been made, moved or changed since.
    check: () =>
      inTurn(async () => {
        shop = undefined;
        const located = await locateRepository(options.directory, options.env);
        if (located.kind !== 'repository') return { ok: false, ...located };
        return inWords(async () => checkKeepability((shop = await open(located, options))));
      }),
    look: () => enter(async (here) => stateOf(here, (await see(here)).tree)),
    keep: (session, name) =>
      enter(async (here) => {
        const seen = await see(here);
        here.step('seen');
        const { tree } = (await forgetIgnored(here, seen)) ? await see(here) : seen;
        return keepTree(here, refOf(session, name), tree);
      }),
    find: (session, name) => enter((here) => findKept(here, refOf(session, name))),
    changes: (from, to) => beside((here) => changesBetween(here, from.tree, to.tree)),
    diff: (from, to, path, maxBytes) =>
      beside((here) => writeDiff(here, { from: from.tree, to: to.tree }, path, maxBytes)),
    overwritten: ({ target, expected }) =>
      enter(
        async (here) => (await findWayBack(here, { target: target.tree, expected: expected.tree })).moved,
      ),
    restore: (request) => enter((here) => restore(here, request)),
    commit: (request) => enter((here) => commit(here, request)),
    removeOlderThan: (instant) => enter((here) => removeKeptBefore(here, instant)),
  };
}

async function open(
  { repository }: Extract<Located, { kind: 'repository' }>,
  { ownPaths, step = () => undefined, tell = () => undefined }: CheckpointsOptions,
): Promise<Workshop> {
  const shop = await openWorkshop(repository, { ownPaths, step, tell });
  await finishRestore(shop);
  await finishCommit(shop);
  return shop;
}

/** A repository that cannot be read or written is an answer here. */
async function inWords(work: () => Promise<Keepability>): Promise<Keepability> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GitTrouble) && !isCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'))
      throw error;
    return { ok: false, kind: 'refused', sentence: (error as Error).message };
  }
}
