import type { ProjectNews } from '../core/session/index.ts';
import type { Decisions } from './decisions.ts';
import { listChanges } from './list-changes.ts';
import { digestOfList, listedTask } from './load-list.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { Log } from './ports/log.ts';
import type { TaskFiles } from './ports/task-files.ts';
import { createRounds, type Rounds } from './rounds.ts';

export interface ListWatchDeps {
  readonly taskFiles: TaskFiles;
  readonly decisions: Pick<Decisions, 'state'>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The types of tasks that begin with a plan. */
  readonly planFirst: readonly string[];
  readonly log: Log;
  readonly tell: (news: ProjectNews) => Promise<void>;
}

const LOOK_EVERY_MS = 3_000;

/** Notices when the task file of the open session is edited; taking the edit over is the operator's decision. */
export function createListWatch(deps: ListWatchDeps): Rounds {
  const { taskFiles, decisions, clock, ids, log, tell } = deps;
  let seen: string | undefined;

  async function look(): Promise<void> {
    const { session } = decisions.state();
    if (session.state !== 'open') return;
    const stamp = await taskFiles.stamp(session.file);
    const mark = `${session.id}/${session.list}/${String(stamp)}`;
    if (stamp === undefined || mark === seen) return;
    const reading = await taskFiles.read(session.file);
    seen = mark;
    // A file in the middle of being edited is full of faults; who asks for a reload is told them.
    if (!reading.ok) return;
    const tasks = reading.file.tasks.map((task) => listedTask(task, deps));
    const digest = digestOfList(tasks, ids);
    if (digest === (session.edited ?? session.digest)) return;
    const changes = digest === session.digest ? [] : listChanges(session, tasks);
    await tell({ type: 'edited', session: session.id, digest, changes });
  }

  return createRounds({
    look: async () => {
      await look();
      return LOOK_EVERY_MS;
    },
    againMs: LOOK_EVERY_MS,
    wait: (ms, signal) => clock.wait(ms, signal),
    onFailure: (error) => log.warn('the task file could not be looked at', { error }),
    begin: (signal) => clock.wait(LOOK_EVERY_MS, signal),
  });
}
