import type { TaskRecord } from '../core/session/index.ts';
import type { Checkpoints, TreeState } from './ports/checkpoints.ts';
import { checkpointNames, epochsOf } from './working-tree.ts';

/** What somebody else changed after one attempt of a task and before the next one. */
export interface ChangedBetween {
  /** What the attempt left. */
  readonly left: TreeState;
  readonly paths: readonly string[];
}

export async function changedBetween(
  checkpoints: Checkpoints,
  session: string,
  task: Pick<TaskRecord, 'number' | 'firstEpoch' | 'epoch'>,
): Promise<readonly ChangedBetween[]> {
  const found: ChangedBetween[] = [];
  let left: TreeState | undefined;
  for (const epoch of epochsOf(task)) {
    const names = checkpointNames(task.number, epoch);
    const before = await checkpoints.find(session, names.before);
    if (left && before && left.tree !== before.tree) {
      const { files } = await checkpoints.changes(left, before);
      const paths = files.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from]));
      found.push({ left, paths });
    }
    left = (await checkpoints.find(session, names.after)) ?? left;
  }
  return found;
}
