import {
  undoable,
  type OpenSession,
  type Phase,
  type ProjectNews,
  type RestoreCheck,
} from '../core/session/index.ts';
import { changedBetween } from './changed-between.ts';
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
  const since = await checkpoints.overwritten(states);
  const between = way === 'undo' ? await overwrittenBetween(checkpoints, session, states.target) : [];
  const paths = [...new Set([...since, ...between])];
  if (paths.length === 0) return { kind: 'ready' };
  return { kind: 'moved', paths: paths.slice(0, SHOWN_PATHS), total: paths.length };
}

/** What somebody else did between two attempts of the task would go with them. */
async function overwrittenBetween(
  checkpoints: Checkpoints,
  session: OpenSession,
  target: TreeState,
): Promise<readonly string[]> {
  const record = session.tasks.find(({ number }) => number === taskOf(session));
  const overwritten: string[] = [];
  for (const { left, paths } of record ? await changedBetween(checkpoints, session.id, record) : []) {
    const others = new Set(paths);
    const differing = await checkpoints.overwritten({ target, expected: left });
    overwritten.push(...differing.filter((path) => others.has(path)));
  }
  return overwritten;
}

/** The task that undo takes back. */
const taskOf = (session: OpenSession): number | undefined =>
  session.phase.name === 'waiting' ? undoable(session, session.phase.gate)?.number : undefined;

const impossible = (sentence: string): RestoreCheck => ({ kind: 'impossible', sentence });
const NO_REPOSITORY = 'The project is no git repository, so nothing can be undone.';
const NO_CHECKPOINT =
  'What stood there before is not kept any more, so it cannot be brought back; or no attempt of the task was ever started, and there is nothing to bring back.';

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

export type RestoreEnd =
  | Extract<ProjectNews, { type: 'restored' }>
  /** Some files may be back and others not: it is to be done again until it is done. */
  | { readonly type: 'unfinished'; readonly sentence: string };

/**
 * Brings the working tree to where an undo was decided to bring it, also one that a crash interrupted, and says what came
 * of it. `force`: also over what somebody else changed since the decision.
 */
export async function restoreTree(
  checkpoints: Checkpoints | undefined,
  session: OpenSession,
  undoing: Undoing,
  force = false,
): Promise<RestoreEnd> {
  try {
    const failure = await perform(checkpoints, session, undoing, force);
    return { type: 'restored', session: session.id, failure };
  } catch (error) {
    const sentence = reasonOf(error);
    if (checkpoints && (await mayBeHalfDone(checkpoints, session.id, undoing.keepAs)))
      return { type: 'unfinished', sentence };
    return { type: 'restored', session: session.id, failure: sentence };
  }
}

/** No byte is touched before what stood there is kept. */
async function mayBeHalfDone(checkpoints: Checkpoints, session: string, keepAs: string): Promise<boolean> {
  try {
    return (await checkpoints.find(session, keepAs)) !== undefined;
  } catch {
    const ready = await checkpoints.check().catch(() => undefined);
    return ready === undefined || ready.ok || ready.kind === 'refused';
  }
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
