import type { Attempt, Outcome } from '../core/attempt/index.ts';
import type { GateRules } from '../core/gate/index.ts';
import { firstPrompt, nextPrompt, type Frame, type LeftOpen } from '../core/prompt/index.ts';
import { positionOf, taskOf, type OpenSession, type Session } from '../core/session/index.ts';
import type { Task } from '../core/task/index.ts';
import { attemptBudget } from './budget.ts';
import type { SessionArchive } from './ports/archive.ts';
import type { Ids } from './ports/ids.ts';
import type { Preparation, Runner } from './ports/runner.ts';
import { digestOf } from './task-digest.ts';

export interface PrepareAttemptDeps {
  readonly archive: SessionArchive;
  readonly runner: Runner;
  readonly ids: Ids;
  readonly rules: Pick<GateRules, 'sessionUsd' | 'dayUsd'>;
  /** What was spent today, in US dollars. */
  readonly todayUsd: () => number;
  /** Whether a person is asked about calls, so that the project's own settings are not loaded. */
  readonly asks: boolean;
  /** What the project says to Claude, for attempts whose CLI does not read it. */
  readonly instructions: (workingDirectory: string | undefined) => Promise<string | undefined>;
  /** Makes ready what evidence and undo need; an outcome says why nothing is to be started. */
  readonly begin?: ((session: OpenSession, attempt: Attempt) => Promise<Outcome | undefined>) | undefined;
}

/** What to start, or why nothing: the attempt must still be wanted, its task read as it did when it was approved. */
export async function prepareAttempt(
  deps: PrepareAttemptDeps,
  present: Session,
  ordered: { readonly session: string; readonly attempt: Attempt },
): Promise<Preparation> {
  const { attempt } = ordered;
  const session = isWanted(present, ordered.session, attempt) ? present : undefined;
  if (!session) return { ok: false, outcome: withdrawn(attempt) };
  const tasks = await deps.archive.readTasks(session.id, session.list);
  const task = tasks?.find((candidate) => candidate.number === attempt.task);
  if (!task || digestOf(task, deps.ids) !== taskOf(session, attempt.task).digest) {
    return { ok: false, outcome: superseded(attempt.task) };
  }
  const obstacle = await deps.begin?.(session, attempt);
  if (obstacle) return { ok: false, outcome: obstacle };
  const prompt = await promptFor(deps, session, task, attempt);
  const { title, model, timeoutMs, workingDirectory } = task;
  const position = positionOf(session, attempt.task);
  const left = attemptBudget(task, session, deps.todayUsd(), deps.rules);
  const given = left && { maxBudgetUsd: left.usd, budget: { of: left.of, limitUsd: left.limitUsd } };
  return {
    ok: true,
    launch: { position, title, prompt, model, timeoutMs, workingDirectory, ...given },
  };
}

async function promptFor(
  deps: PrepareAttemptDeps,
  session: OpenSession,
  task: Task,
  attempt: Attempt,
): Promise<string> {
  // The answer is all that it waits for.
  if (attempt.answers !== undefined) return '';
  const plans = attempt.mode === 'plan';
  const frame: Frame = { words: attempt.words, plans };
  if (attempt.continues !== undefined) {
    return nextPrompt(await leftOpen(deps.runner, session.id, attempt.continues, plans), frame);
  }
  const place = { position: positionOf(session, task.number), total: session.tasks.length };
  if (!deps.asks && !plans) return firstPrompt(task, place, frame);
  const project = await deps.instructions(task.workingDirectory);
  return firstPrompt(task, place, { ...frame, project, asks: deps.asks });
}

/** It may have been stopped before it started, also by a Greenlight that ended in between. */
const isWanted = (present: Session, session: string, { epoch }: Attempt): present is OpenSession =>
  present.state === 'open' &&
  present.id === session &&
  present.phase.name === 'running' &&
  present.phase.attempt.epoch === epoch;

async function leftOpen(runner: Runner, session: string, epoch: number, plans: boolean): Promise<LeftOpen> {
  const record = await runner.record(session, epoch);
  const call = record?.pendingTool;
  return {
    sentence: record?.outcome?.sentence ?? 'how it ended is not known.',
    pendingCall: call && `${call.name} ${call.detail}`,
    planApproved: !plans && record?.outcome?.kind === 'planned',
  };
}

const superseded = (task: number): Outcome => ({
  kind: 'failed',
  failure: 'superseded',
  sentence: `Task ${task} was not started: its text as kept at the start of the session is missing or was changed. Stop and start the file again.`,
  resumable: false,
});

const withdrawn = ({ continues }: Attempt): Outcome => ({
  kind: 'stopped',
  sentence: 'The attempt was stopped before it started.',
  resumable: continues !== undefined,
});
