import type { ClosedSession, OpenSession, ProjectNews, TaskRecord } from '../core/session/index.ts';
import type { Checkpoints } from './ports/checkpoints.ts';
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
      ? await checkpoints.commit({ from, to, message: messageOf(session, task) })
      : ({ kind: 'nothing' } as const);
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

const messageOf = (session: string, { number, title }: TaskRecord): string =>
  `${title}\n\nGreenlight-Session: ${session}\nGreenlight-Task: ${number}\n`;
