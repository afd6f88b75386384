import type { Actor, OpenSession, Phase } from '../core/session/index.ts';
import type { AttemptFollower } from './attempt-follower.ts';
import type { Decisions } from './decisions.ts';
import type { AuditLog } from './ports/audit-log.ts';
import type { Checkpoints } from './ports/checkpoints.ts';
import type { Ids } from './ports/ids.ts';
import type { Log } from './ports/log.ts';
import type { KnownAttempt, Runner } from './ports/runner.ts';
import type { LoadedState, Restored, StateStore } from './ports/store.ts';
import { restoreTree } from './undo.ts';
import type { UndoFinisher } from './undo-finisher.ts';

/** What was found when the state was loaded. */
export interface Recovered {
  /** The state file could not be used. */
  readonly restored?: Restored | undefined;
  /** After lost state: attempts that run although the state does not know them. */
  readonly unknown: readonly KnownAttempt[];
}

export interface RecoveryDeps {
  readonly store: StateStore;
  readonly runner: Runner;
  readonly auditLog: AuditLog;
  readonly ids: Ids;
  readonly decisions: Decisions;
  readonly follower: AttemptFollower;
  readonly checkpoints: Checkpoints | undefined;
  readonly undoFinisher: UndoFinisher;
  readonly log: Log;
  /** In whose name lost state is dealt with. */
  readonly by: Actor;
}

/** Loads the state and takes up what was left running, undone or untold. */
export async function recoverProject(deps: RecoveryDeps): Promise<Recovered> {
  const { decisions, follower } = deps;
  const loaded = await deps.store.load();
  const { restored } = loaded;
  decisions.begin({ ...loaded.state, auditCount: await auditCount(deps.auditLog, loaded) });
  const unknown = restored ? await restore(deps) : [];
  decisions.takeUp();
  const { session } = decisions.state();
  if (session.state === 'open' && session.phase.name === 'undoing')
    await finishUndo(deps, session, session.phase, restored);
  if (session.state === 'open' && (session.phase.name === 'running' || session.phase.name === 'stopping')) {
    const { phase } = session;
    follower.follow(session.id, phase.attempt);
    if (phase.name === 'stopping') follower.cancel(session.id, phase.attempt.epoch, phase.cause);
  }
  return { restored, unknown };
}

/** An older copy of the state may tell of an undo that is long over: files are not touched on its word. */
async function finishUndo(
  deps: RecoveryDeps,
  session: OpenSession,
  undoing: Extract<Phase, { name: 'undoing' }>,
  restored: Restored | undefined,
): Promise<void> {
  const { decisions, checkpoints, by, ids } = deps;
  const news = restored
    ? ({ type: 'restored', session: session.id, failure: UNKNOWN } as const)
    : await restoreTree(checkpoints, session, undoing);
  if (news.type === 'unfinished') {
    deps.log.error(
      `an undo that was interrupted cannot be finished yet, and is tried again: ${news.sentence}`,
    );
    deps.undoFinisher.begin();
    return;
  }
  await decisions.commit(news, { by, request: ids.uuid(), repeatable: false });
}

const UNKNOWN =
  'The state was lost while files were being brought back, so it is not known whether that was done. Look at them first.';

/** An older copy of the state, or none, does not know the newest entries; their numbers are not given out again. */
async function auditCount(auditLog: AuditLog, { state, restored }: LoadedState): Promise<number> {
  if (!restored && state.auditCount > 0) return state.auditCount;
  return Math.max(state.auditCount, await auditLog.last());
}

/** The ledgers know more than a copy of the state: nothing goes on before a person has looked. */
async function restore({ runner, decisions, ids, by }: RecoveryDeps): Promise<readonly KnownAttempt[]> {
  const known = await runner.list();
  const { session } = decisions.state();
  const open = session.state === 'open' ? session.id : undefined;
  if (open !== undefined) {
    const attempts = known.filter((each) => each.session === open).map((each) => each.attempt);
    await decisions.commit({ type: 'restore', attempts }, { by, request: ids.uuid(), repeatable: false });
  }
  return known.filter((each) => each.state === 'running' && each.session !== open);
}
