import {
  undoable,
  type OpenSession,
  type Phase,
  type ProjectNews,
  type RestoreCheck,
} from '../core/session/index.ts';
import type { Checkpoints, TreeState } from './ports/checkpoints.ts';
import { reasonOf } from './reason-of.ts';
import { stateAfter, stateBefore } from './working-tree.ts';

const SHOWN_PATHS = 20;

type Undoing = Extract<Phase, { name: 'undoing' }>;

/** Whether the working tree can be brought back to before the last task, or forth again; nothing is touched. */
export async function checkRestore(
  checkpoints: Checkpoints | undefined,
  session: OpenSession,
  way: Undoing['way'],
): Promise<RestoreCheck> {
  if (!checkpoints) return impossible(NO_REPOSITORY);
  const ready = await checkpoints.check();
  if (!ready.ok) return impossible(ready.sentence);
  const states = await statesOf(checkpoints, session, way);
  if (!states) return impossible(NO_CHECKPOINT);
  const paths = await checkpoints.overwritten(states);
  if (paths.length === 0) return { kind: 'ready' };
  return { kind: 'moved', paths: paths.slice(0, SHOWN_PATHS), total: paths.length };
}

/** The task that undo takes back. */
const taskOf = (session: OpenSession): number | undefined =>
  session.phase.name === 'waiting' ? undoable(session, session.phase.gate)?.number : undefined;

const impossible = (sentence: string): RestoreCheck => ({ kind: 'impossible', sentence });
const NO_REPOSITORY = 'The project is no git repository, so nothing can be undone.';
const NO_CHECKPOINT = 'What stood there before is not kept any more, so it cannot be brought back.';

interface States {
  readonly target: TreeState;
  /** What Greenlight left there: whatever differs was changed by somebody else. */
  readonly expected: TreeState;
}

async function statesOf(
  checkpoints: Checkpoints,
  session: OpenSession,
  way: Undoing['way'],
  task = taskOf(session),
): Promise<States | undefined> {
  if (way === 'redo') return statesAgain(checkpoints, session);
  const record = session.tasks.find(({ number }) => number === task);
  const before = record && (await stateBefore(checkpoints, session.id, record));
  // What an attempt left is not known when it could not be kept: then everything may be somebody else's.
  return (
    before && { target: before, expected: (await stateAfter(checkpoints, session.id, record)) ?? before }
  );
}

async function statesAgain(checkpoints: Checkpoints, session: OpenSession): Promise<States | undefined> {
  const undone = session.redo.at(-1);
  const record = undone?.tasks.find(({ number }) => number === undone.task);
  if (!undone || !record) return undefined;
  const expected = await stateBefore(checkpoints, session.id, record);
  const target = await checkpoints.find(session.id, undone.keptAs);
  return expected && target && { target, expected };
}

/**
 * Brings the working tree to where an undo was decided to bring it, also one that a crash interrupted, and says what came
 * of it. `force`: also over what somebody else changed since the decision.
 */
export async function restoreTree(
  checkpoints: Checkpoints | undefined,
  session: OpenSession,
  undoing: Undoing,
  force = false,
): Promise<Extract<ProjectNews, { type: 'restored' }>> {
  const failure = await perform(checkpoints, session, undoing, force).catch(reasonOf);
  return { type: 'restored', session: session.id, failure };
}

/** A sentence when it cannot be done. */
async function perform(
  checkpoints: Checkpoints | undefined,
  session: OpenSession,
  { way, task, keepAs }: Undoing,
  force: boolean,
): Promise<string | undefined> {
  if (!checkpoints) return NO_REPOSITORY;
  const states = await statesOf(checkpoints, session, way, task);
  if (!states) return NO_CHECKPOINT;
  // Once what stood there is kept, files may have been brought back already: half of it is worse than all of it.
  const isBegun = (await checkpoints.find(session.id, keepAs)) !== undefined;
  const done = await checkpoints.restore({
    ...{ ...states, keepAs },
    session: session.id,
    force: force || isBegun,
  });
  switch (done.kind) {
    case 'restored':
      return undefined;
    case 'refused':
      return done.sentence;
    case 'moved':
      return `Nothing was touched, because somebody else changed these files meanwhile: ${done.paths.slice(0, SHOWN_PATHS).join(', ')}.`;
  }
}
