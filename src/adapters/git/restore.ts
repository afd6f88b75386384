import type { KeptState, Restoration, RestoreRequest } from '../../app/ports/checkpoints.ts';
import { GitTrouble } from './git-trouble.ts';
import { openJournal, type Journal } from './journal.ts';
import { findKept, keepBeside, refOf, stateOf, visibleOf } from './kept-states.ts';
import { findWayBack, type WayBack } from './way-back.ts';
import { putBack } from './put-back.ts';
import { named, readablePath, type RawPath } from './raw-path.ts';
import { whatRepositoriesForbid } from './repositories-inside.ts';
import { forget, see } from './scratch-index.ts';
import { differencesOf, LINK_TO_REPOSITORY } from './tree-differences.ts';
import type { Workshop } from './workshop.ts';

/** One restore, so that the next process can finish it and knows it again when it is asked for it once more. */
export interface RestoreEntry {
  readonly phase: 'begun' | 'done';
  /** The ref that was asked for; what stood there may be under another. */
  readonly asked: string;
  readonly target: string;
  readonly before: KeptState;
  /** The tree that was put back: `target`, but for paths that are not to be touched. */
  readonly wanted: string;
  readonly after?: string | undefined;
}

export const restoreJournal = (shop: Workshop): Journal<RestoreEntry> => openJournal(shop, 'restore');

export async function restore(shop: Workshop, request: RestoreRequest): Promise<Restoration> {
  const asked = refOf(request.session, request.keepAs);
  const again = await doneAlready(shop, request, asked);
  if (again !== undefined) return again;
  try {
    return await restoreNow(shop, request, asked);
  } catch (error) {
    const lost =
      error instanceof GitTrouble &&
      /bad object|not a tree|unable to read tree|not a valid/i.test(error.message);
    if (!lost) throw error;
    return refused('The state is no longer in the repository: it was removed, or cleaned up by git.');
  }
}

async function restoreNow(shop: Workshop, request: RestoreRequest, asked: string): Promise<Restoration> {
  const way = await findWayBack(shop, { target: request.target.tree, expected: request.expected.tree });
  const { seen, wanted } = way;
  const against = await whatForbids(shop, way);
  if (against !== undefined) return refused(against);
  if (!request.force && way.moved.length > 0) return { kind: 'moved', paths: way.moved };
  const before = await keepBeside(shop, asked, seen.tree, way.visible);
  const entry: RestoreEntry = { phase: 'begun', asked, target: request.target.tree, before, wanted };
  await restoreJournal(shop).write(entry);
  shop.step('restore begun');
  try {
    await putBack(shop, {
      index: way.index,
      now: seen.tree,
      target: wanted,
      differences: way.differences,
    });
  } catch (error) {
    const untouched = error instanceof GitTrouble && /not uptodate|would be overwritten/.test(error.message);
    if (!untouched) throw error;
    await restoreJournal(shop).remove();
    return refused(
      'Files changed in this very moment; nothing was touched. Try again when nothing writes there.',
    );
  }
  return finish(shop, entry);
}

/** Says that this restore is done. */
export async function finish(shop: Workshop, entry: RestoreEntry): Promise<Restoration> {
  const hidden = await hiddenIn(shop, entry.target);
  await forget(shop, hidden);
  const tree = hidden.length === 0 ? entry.wanted : (await shop.own.git(['write-tree'])).out.trim();
  const after = await stateOf(shop, tree);
  // Without waiting for the disk: what is done may well be done again.
  await restoreJournal(shop).write({ ...entry, phase: 'done', after: after.tree }, { durable: false });
  shop.step('restore done');
  return { kind: 'restored', before: entry.before, after };
}

/** What was kept though it was ignored: it is on the disk again, and as before in no state. */
async function hiddenIn(shop: Workshop, target: string): Promise<readonly RawPath[]> {
  const hidden = await differencesOf(shop, await visibleOf(shop, target), target);
  return hidden.filter(({ from }) => from === undefined).map(({ path }) => path);
}

/** The same request after a crash: nothing is to be done, and what stood there before is where it was. */
async function doneAlready(
  shop: Workshop,
  request: RestoreRequest,
  asked: string,
): Promise<Restoration | undefined> {
  const last = await restoreJournal(shop).read();
  if (last?.phase !== 'done' || last.asked !== asked || last.target !== request.target.tree) return undefined;
  if ((await findKept(shop, last.before.ref))?.commit !== last.before.commit) return undefined;
  const { tree } = await see(shop);
  if (tree !== last.after) return undefined;
  return { kind: 'restored', before: last.before, after: await stateOf(shop, tree) };
}

async function whatForbids(
  shop: Workshop,
  { seen, hidden, differences, never }: WayBack,
): Promise<string | undefined> {
  if (never.length > 0)
    return `${named(never)} is neither a file nor a link, and stands where a file is to be: remove it first.`;
  const links = differences.filter(({ from, to }) => [from?.mode, to?.mode].includes(LINK_TO_REPOSITORY));
  const inside = await whatRepositoriesForbid(shop, seen, hidden);
  if (inside !== undefined || links.length === 0) return inside;
  const paths = named(links.map(({ path }) => readablePath(path)));
  return `The submodule ${paths} was moved to another commit, which cannot be undone here: check out the one it had (git submodule update), then undo.`;
}

const refused = (sentence: string): Restoration => ({ kind: 'refused', sentence });
