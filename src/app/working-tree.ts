import type { Moved } from '../core/gate/index.ts';
import { waitingGate, type Session, type TaskRecord } from '../core/session/index.ts';
import type { Checkpoints, KeptState, TreeState } from './ports/checkpoints.ts';

const SHOWN_PATHS = 10;

/** What the working tree holds, and how that differs from what the gate that waits is about. */
export interface TreeNow {
  readonly tree?: string | undefined;
  readonly moved?: Moved | undefined;
}

/** Looks at the working tree for a decision; nothing is known of one without a repository. */
export async function lookAtTree(checkpoints: Checkpoints | undefined, session: Session): Promise<TreeNow> {
  const shown = waitingGate(session)?.tree;
  const now = checkpoints && (await stateNow(checkpoints, shown !== undefined));
  if (!now) return {};
  const tree = treeText(now);
  if (shown === undefined || shown === tree) return { tree };
  return { tree, moved: await differences(checkpoints, treeState(shown), now) };
}

/** Also where nothing can be kept at present: most of what is against that leaves the files to be looked at. */
async function stateNow(checkpoints: Checkpoints, isNeeded: boolean): Promise<TreeState | undefined> {
  const ready = await checkpoints.check();
  if (ready.ok) return checkpoints.look();
  if (ready.kind === 'none') return undefined;
  return checkpoints.look().catch(() => {
    // Whether it is what was shown cannot be told.
    if (isNeeded) throw new Error(ready.sentence);
    return undefined;
  });
}

async function differences(checkpoints: Checkpoints, shown: TreeState, now: TreeState): Promise<Moved> {
  const head = shown.head !== now.head;
  try {
    const { files, total } = await checkpoints.changes(shown, now);
    return { paths: files.slice(0, SHOWN_PATHS).map(({ path }) => path), total, head };
  } catch {
    // What was shown is not in the repository any more (another one, or cleaned up): it moved all the same.
    return { paths: [], total: 0, head };
  }
}

const NO_COMMIT = '-';

/** As the state and the audit log name it: `<head>:<tree>`. */
const treeText = ({ head = NO_COMMIT, tree }: TreeState): string => `${head}:${tree}`;

export function treeState(text: string): TreeState {
  const end = text.indexOf(':');
  const head = text.slice(0, end);
  return { tree: text.slice(end + 1), head: head === NO_COMMIT ? undefined : head };
}

/** Under these names an attempt's checkpoints are kept. */
export const checkpointNames = (task: number, epoch: number) =>
  ({ before: `${task}-${epoch}`, after: `${task}-${epoch}-after` }) as const;

type Attempts = Pick<TaskRecord, 'number' | 'firstEpoch' | 'epoch'>;

/** What stood there before the first attempt of a task that was started. */
export const stateBefore = (
  checkpoints: Checkpoints,
  session: string,
  task: Attempts,
): Promise<KeptState | undefined> =>
  findFirst(
    checkpoints,
    session,
    epochsOf(task).map((epoch) => checkpointNames(task.number, epoch).before),
  );

/** What the newest attempt of a task that was started left. */
export const stateAfter = (
  checkpoints: Checkpoints,
  session: string,
  task: Attempts,
): Promise<KeptState | undefined> =>
  findFirst(
    checkpoints,
    session,
    epochsOf(task)
      .toReversed()
      .map((epoch) => checkpointNames(task.number, epoch).after),
  );

/** All that may be the task's: an attempt that was not started kept nothing. */
export const epochsOf = ({ firstEpoch = 1, epoch = 0 }: Omit<Attempts, 'number'>): readonly number[] =>
  Array.from({ length: epoch - firstEpoch + 1 }, (_, n) => firstEpoch + n);

async function findFirst(
  checkpoints: Checkpoints,
  session: string,
  names: readonly string[],
): Promise<KeptState | undefined> {
  for (const name of names) {
    const found = await checkpoints.find(session, name);
    if (found) return found;
  }
  return undefined;
}
