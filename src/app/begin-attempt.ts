import type { Attempt, Outcome } from '../core/attempt/index.ts';
import type { OpenSession, ProjectNews } from '../core/session/index.ts';
import { commitTasks } from './commit-tasks.ts';
import type { Checkpoints } from './ports/checkpoints.ts';
import { reasonOf } from './reason-of.ts';
import { checkpointNames, treeState } from './working-tree.ts';

export interface BeginDeps {
  readonly checkpoints: Checkpoints;
  /** Whether each task whose result was let pass becomes a commit. */
  readonly commit: boolean;
  readonly tell: (news: ProjectNews) => Promise<void>;
}

/**
 * Makes everything ready that an attempt's evidence and undo need; or says why the attempt is not to be started, because
 * what was approved is not what is there.
 */
export async function beginAttempt(
  deps: BeginDeps,
  session: OpenSession,
  attempt: Attempt,
): Promise<Outcome | undefined> {
  try {
    const ready = await deps.checkpoints.check();
    if (ready.ok) return await beginInRepository(deps, session, attempt);
    if (ready.kind === 'refused') return notStarted(ready.sentence);
    // It was approved with a repository, which is gone by now.
    return attempt.tree === undefined ? undefined : moved(attempt.task);
  } catch (error) {
    return notStarted(`The state of the files could not be kept, so nothing was started: ${reasonOf(error)}`);
  }
}

async function beginInRepository(
  deps: BeginDeps,
  session: OpenSession,
  attempt: Attempt,
): Promise<Outcome | undefined> {
  const { checkpoints } = deps;
  const { tree, head } = await checkpoints.look();
  const approved = attempt.tree === undefined ? { tree, head } : treeState(attempt.tree);
  if (tree !== approved.tree) return moved(attempt.task);
  const made = deps.commit ? await commitTasks(deps, session, attempt.task) : [];
  // A Greenlight that ended in between may have moved HEAD by such a commit already.
  const own = [...made, ...session.tasks.map((task) => task.committed)];
  if (head !== approved.head && (head === undefined || !own.includes(head))) return moved(attempt.task);
  const kept = await checkpoints.keep(session.id, checkpointNames(attempt.task, attempt.epoch).before);
  // A file that became ignored since the last attempt is looked at once more, and kept no more.
  const { files } = await checkpoints.changes({ tree }, kept);
  return files.every(({ change }) => change === 'deleted') ? undefined : moved(attempt.task);
}

const notStarted = (sentence: string): Outcome => ({
  kind: 'failed',
  failure: 'not-started',
  sentence,
  resumable: false,
});

const moved = (task: number): Outcome => ({
  kind: 'failed',
  failure: 'superseded',
  sentence: `Task ${task} was not started: files changed between your decision and the start. Look at them, then retry.`,
  resumable: false,
});
