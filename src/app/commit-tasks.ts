import type { ClosedSession, OpenSession, ProjectNews, TaskRecord } from '../core/session/index.ts';
import { somePaths } from '../core/wording/paths.ts';
import { changedBetween } from './changed-between.ts';
import type { Checkpoints, Committed, TreeState } from './ports/checkpoints.ts';
import { stateAfter, stateBefore } from './working-tree.ts';

export interface CommitDeps {
  readonly checkpoints: Checkpoints;
  readonly tell: (news: ProjectNews) => Promise<unknown>;
}

/**
 * Makes a commit of each finished task whose result was let pass, tells what came of it, and resolves with the commits;
 * asked again it finds those that it had made and not told.
 */
export async function commitTasks(
  deps: CommitDeps,
  session: OpenSession | ClosedSession,
  /** The task that is begun now: its own result, when it has one, was sent back. */
  begun?: number,
): Promise<readonly string[]> {
  const commits: string[] = [];
  for (const task of session.tasks) {
    if (task.status !== 'completed' || task.committed !== undefined || task.number === begun) continue;
    const commit = await commitTask(deps, session.id, task);
    if (commit !== undefined) commits.push(commit);
  }
  return commits;
}

/** Tells that no commit will be made of what could have become one, and why. */
export async function refuseCommits(
  tell: CommitDeps['tell'],
  { id: session, tasks }: ClosedSession,
  failure: string,
): Promise<void> {
  for (const { status, committed, number } of tasks) {
    if (status !== 'completed' || committed !== undefined) continue;
    await tell({ type: 'committed', session, task: number, failure });
  }
}

async function commitTask(
  { checkpoints, tell }: CommitDeps,
  session: string,
  task: TaskRecord,
): Promise<string | undefined> {
  const { number, epoch } = task;
  const from = await stateBefore(checkpoints, session, task);
  const to = await stateAfter(checkpoints, session, { number, epoch, firstEpoch: epoch });
  const news = { type: 'committed', session, task: number } as const;
  const done =
    from && to
      ? ((await againstCommit(checkpoints, session, { task, from, to })) ??
        (await checkpoints.commit({ from, to, message: messageOf(session, task) })))
      : ({ kind: 'refused', sentence: NOT_KEPT } as const);
  switch (done.kind) {
    case 'committed':
      await tell({ ...news, commit: done.commit });
      return done.commit;
    case 'nothing':
      await tell(news);
      return undefined;
    case 'refused':
      await tell({ ...news, failure: done.sentence });
      return undefined;
  }
}

const NOT_KEPT =
  'What stood there before it, or after it, is not kept (any more), so nobody knows what is its own: commit it by hand.';

interface ToCommit {
  readonly task: TaskRecord;
  readonly from: TreeState;
  readonly to: TreeState;
}

/** What somebody else changed between the attempts of a task is not the task's own. */
async function againstCommit(
  checkpoints: Checkpoints,
  session: string,
  { task, from, to }: ToCommit,
): Promise<Committed | undefined> {
  const between = await changedBetween(checkpoints, session, task);
  if (between.length === 0) return undefined;
  const others = new Set(between.flatMap(({ paths }) => paths));
  const { files } = await checkpoints.changes(from, to);
  const mixed = files.filter(({ path }) => others.has(path)).map(({ path }) => path);
  if (mixed.length === 0) return undefined;
  const sentence = `Somebody else changed ${somePaths(mixed)} between its attempts, so its own changes cannot be told apart: commit it by hand.`;
  return { kind: 'refused', sentence };
}

const messageOf = (session: string, { number, title }: TaskRecord): string =>
  `${title}\n\nGreenlight-Session: ${session}\nGreenlight-Task: ${number}\n`;
