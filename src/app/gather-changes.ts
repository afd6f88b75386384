import type { Attempt, Evidence, Outcome, TreeChanges } from '../core/attempt/index.ts';
import type { TaskRecord } from '../core/session/index.ts';
import type { Checkpoints, KeptState, TreeState } from './ports/checkpoints.ts';
import type { EvidenceBook } from './ports/evidence.ts';
import type { Log } from './ports/log.ts';
import type { Runner } from './ports/runner.ts';
import { checkpointNames, epochsOf, stateAfter, treeState } from './working-tree.ts';

const LONGEST_DIFF = 5_000_000;

export interface GatherDeps {
  readonly runner: Pick<Runner, 'record'>;
  readonly log: Log;
  readonly evidence: EvidenceBook;
  readonly checkpoints: Checkpoints;
}

export interface Gathered {
  readonly session: string;
  readonly record: TaskRecord;
  readonly attempt: Attempt;
  readonly outcome: Outcome;
}

type Found = Pick<Evidence, 'changes' | 'sincePrevious' | 'unexpected' | 'trouble'>;

/** What an attempt changed, against what stood there before it, or before the one whose work it goes on with. */
export async function gatherChanges(deps: GatherDeps, ended: Gathered): Promise<Found> {
  try {
    return await compare(deps, ended);
  } catch {
    // The attempt may have removed what Greenlight needs there: that is made anew, where there is a repository.
    const ready = await deps.checkpoints.check();
    const isGone = !ready.ok && ready.kind === 'none' && ended.attempt.tree !== undefined;
    return isGone ? { unexpected: [], trouble: GONE } : compare(deps, ended);
  }
}

const GONE =
  'the checkpoint from before the attempt, or the whole repository, was removed meanwhile, so what it changed is not known.';
const REPLACED =
  'the checkpoint from before the attempt is not the one that was made, so what it changed is not known, and an undo would bring back something else.';

/** Whether this is why nothing is known of what an attempt changed that somebody did not want to be known. */
export const isIncomparable = (trouble: string | undefined): trouble is string =>
  trouble === GONE || trouble === REPLACED;

async function compare(deps: GatherDeps, { session, record, attempt, outcome }: Gathered): Promise<Found> {
  const { checkpoints, runner } = deps;
  const { task, epoch } = attempt;
  const since = record.sinceEpoch ?? epoch;
  if (attempt.tree === undefined && !(await checkpoints.check()).ok) return { unexpected: [] };
  const names = checkpointNames(task, epoch);
  const before = await checkpoints.find(session, names.before);
  if (!before) return { unexpected: [], ...(attempt.tree !== undefined && { trouble: GONE }) };
  const after =
    (await checkpoints.find(session, names.after)) ?? (await checkpoints.keep(session, names.after));
  if (await isReplaced(deps, before, attempt.tree)) return { unexpected: [], trouble: REPLACED };
  const from = await checkpoints.find(session, checkpointNames(task, since).before);
  if (!from) return { unexpected: [], trouble: GONE };
  const changes = await checkpoints.changes(from, after);
  await keepDiff(deps, { session, epoch, before: from, after });
  const earlier = await stateAfter(checkpoints, session, { ...record, epoch: since - 1 });
  const named = await filesNamed(runner, session, since, epoch);
  return {
    changes,
    sincePrevious: earlier && worthTelling(await checkpoints.changes(earlier, after), outcome),
    unexpected: unexpectedIn(changes, named),
    trouble: headMoved(from, after),
  };
}

/** Nobody expects of what is on the way only that it changed something. */
function worthTelling(changes: TreeChanges, { kind }: Outcome): TreeChanges | undefined {
  const isOnTheWay =
    kind === 'planned' || kind === 'limited' || kind === 'unreachable' || kind === 'deferred';
  return changes.total === 0 && isOnTheWay ? undefined : changes;
}

/** By its Edits and Writes, and those of the attempts it goes on with. */
async function filesNamed(
  runner: GatherDeps['runner'],
  session: string,
  since: number,
  epoch: number,
): Promise<readonly string[]> {
  const epochs = epochsOf({ firstEpoch: since, epoch });
  const records = await Promise.all(epochs.map((each) => runner.record(session, each)));
  return records.flatMap((record) => record?.filesTouched ?? []);
}

/** It was made of the files as they were approved, but for those that had become ignored. */
async function isReplaced(
  { checkpoints }: GatherDeps,
  before: KeptState,
  approved: string | undefined,
): Promise<boolean> {
  if (approved === undefined) return false;
  const shown = treeState(approved);
  if (before.tree === shown.tree) return false;
  const { files } = await checkpoints.changes(shown, before);
  return files.some(({ change }) => change !== 'deleted');
}

/** No file shows it, and no undo takes it back. */
function headMoved(before: TreeState, after: TreeState): string | undefined {
  if (before.head === after.head && before.branch === after.branch) return undefined;
  return `HEAD moved during the attempt, from ${headText(before)} to ${headText(after)}; an undo brings back files only.`;
}

const SHORT_ID = 10;

const headText = ({ head, branch }: TreeState): string =>
  `${branch ?? 'no branch'} at ${head?.slice(0, SHORT_ID) ?? 'no commit'}`;

interface Between {
  readonly session: string;
  readonly epoch: number;
  readonly before: TreeState;
  readonly after: TreeState;
}

/** What changed is known without it. */
async function keepDiff(
  { checkpoints, evidence, log }: GatherDeps,
  { session, epoch, before, after }: Between,
): Promise<void> {
  try {
    await checkpoints.diff(before, after, evidence.diffPath(session, epoch), LONGEST_DIFF);
  } catch (error) {
    log.warn('the diff of an attempt could not be written', { session, epoch, error });
  }
}

/** (Tools name files by absolute paths.) */
const unexpectedIn = ({ files }: TreeChanges, named: readonly string[]): readonly string[] =>
  files
    .filter(({ change, path }) => change === 'added' && !named.some((name) => isNamed(name, path)))
    .map(({ path }) => path);

const isNamed = (name: string, path: string): boolean => name === path || name.endsWith(`/${path}`);
