import type { Evidence, Outcome, OutcomeFacts, Verification } from '../core/attempt/index.ts';
import { UNCHANGED, unverified } from '../core/wording/result-sentence.ts';
import { gatherChanges, isIncomparable, type Gathered, type GatherDeps } from './gather-changes.ts';
import type { SessionArchive } from './ports/archive.ts';
import type { Ids } from './ports/ids.ts';
import type { Verifier, VerifyOrder } from './ports/verifier.ts';
import { reasonOf } from './reason-of.ts';
import { digestOf } from './task-digest.ts';

export interface ConcludeDeps extends GatherDeps {
  readonly archive: SessionArchive;
  readonly ids: Ids;
  readonly verifier: Verifier;
}

export interface Ended extends Gathered {
  /** Which of the kept lists the attempt's task stands in. */
  readonly list: number;
  readonly outcome: Outcome;
}

/**
 * Verifies what an attempt did and gathers the evidence of it; done again for the same attempt it finds what is there
 * already. Undefined when `signal` fired before it was verified: nothing is concluded then.
 */
export async function concludeAttempt(
  deps: ConcludeDeps,
  ended: Ended,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const { session, attempt, outcome } = ended;
  if (isUnstarted(outcome)) return outcome;
  const toRun = await commandsOf(deps, ended);
  const known = await deps.evidence.read(session, attempt.epoch);
  // (An attempt whose verifying was stopped has evidence without it.)
  const isKnown = known && known.verifications.length >= toRun.commands.length;
  const found = isKnown ? known : await gather(deps, ended, toRun, signal);
  if (!found) return undefined;
  const evidence = await deps.evidence.keep(session, found);
  return toRun === LOST ? failed(outcome, UNREADABLE, evidence) : judged(outcome, found, evidence);
}

const isUnstarted = (outcome: Outcome): boolean =>
  outcome.kind === 'failed' && (outcome.failure === 'not-started' || outcome.failure === 'superseded');

type Commands = Pick<VerifyOrder, 'commands' | 'workingDirectory'>;

const NONE: Commands = { commands: [] };
/** They are not the ones that were approved. */
const LOST: Commands = { commands: [] };

/** Only what claims to be done is verified. */
async function commandsOf(
  { archive, ids }: ConcludeDeps,
  { session, list, record, outcome }: Ended,
): Promise<Commands> {
  if (outcome.kind !== 'completed') return NONE;
  const tasks = await archive.readTasks(session, list);
  const task = tasks?.find(({ number }) => number === record.number);
  if (!task || digestOf(task, ids) !== record.digest) return LOST;
  return { commands: task.verify, workingDirectory: task.workingDirectory };
}

async function gather(
  deps: ConcludeDeps,
  ended: Ended,
  toRun: Commands,
  signal: AbortSignal,
): Promise<Evidence | undefined> {
  const { session } = ended;
  const { task, epoch } = ended.attempt;
  let verifications: readonly Verification[] = [];
  if (toRun.commands.length > 0) {
    if (!signal.aborted) verifications = await deps.verifier.verify({ session, epoch, ...toRun }, signal);
    if (signal.aborted) return undefined;
  }
  const evidence: Evidence = { task, epoch, verifications, unexpected: [] };
  try {
    return { ...evidence, ...(await gatherChanges(deps, ended)) };
  } catch (error) {
    deps.log.error('what an attempt changed could not be found out', { session, epoch, error });
    return { ...evidence, trouble: `What it changed could not be found out: ${reasonOf(error)}` };
  }
}

/** A result that did not pass, or that changed nothing, is not simply done. */
function judged(outcome: Outcome, found: Evidence, evidence: string): Outcome {
  const { verifications, changes, trouble } = found;
  if (outcome.kind !== 'completed') return { ...outcome, evidence };
  if (isIncomparable(trouble)) return failed(outcome, `Verification failed: ${trouble}`, evidence);
  if (verifications.some(({ passed }) => !passed)) {
    return failed(outcome, unverified(verifications), evidence);
  }
  if (changes?.total !== 0 || outcome.asks) return { ...outcome, evidence };
  return { ...outcome, unchanged: true, sentence: UNCHANGED, evidence };
}

function failed(outcome: OutcomeFacts, sentence: string, evidence: string): Outcome {
  const { costUsd, turns, durationMs, waitedMs, resumable } = outcome;
  const facts = { costUsd, turns, durationMs, waitedMs, resumable };
  return { ...facts, kind: 'failed', failure: 'verification', sentence, evidence };
}

const UNREADABLE =
  'Verification failed: the text of the task as kept at the start is missing or was changed, so it is not known what to run.';
