import type { AskedCall, Attempt, Outcome } from '../attempt/index.ts';
import type { AskGate } from '../gate/index.ts';
import type { SessionEvent } from './event.ts';
import { forgotten, inVain, isSameCall } from './evolve-asks.ts';
import type { OpenSession, TaskRecord, TaskStatus } from './session.ts';
import { taskOf, withTask } from './tasks.ts';

/** The attempt runs from the moment it is ordered: what the runner does about it only its report tells. */
export function ordered(session: OpenSession, attempt: Attempt): OpenSession {
  const task = session.tasks.find(({ number }) => number === attempt.task);
  if (!task) return session;
  return {
    ...session,
    lastEpoch: attempt.epoch,
    phase: { name: 'running', attempt, asks: [], waits: [] },
    redo: [],
    tasks: withTask(session, attempt.task, {
      status: 'running',
      epoch: attempt.epoch,
      firstEpoch: task.firstEpoch ?? attempt.epoch,
      sinceEpoch: goesOn(attempt) ? (task.sinceEpoch ?? attempt.epoch) : attempt.epoch,
      committed: undefined,
      startedAt: task.startedAt ?? attempt.orderedAt,
      completedAt: undefined,
    }),
  };
}

/** Nobody asked for it to be done anew. */
const goesOn = ({ answers, patience }: Attempt): boolean => answers !== undefined || patience !== undefined;

export function ended(
  session: OpenSession,
  { epoch, outcome, at }: Extract<SessionEvent, { type: 'attempt-ended' }>,
): OpenSession {
  const { phase } = session;
  if (phase.name !== 'running' && phase.name !== 'stopping') return session;
  const { attempt } = phase;
  const { patience } = attempt;
  if (attempt.epoch !== epoch) return session;
  const status = statusAfter(outcome);
  const task = taskOf(session, attempt.task);
  const ask = outcome.kind === 'deferred' ? askAbout(phase, outcome.call) : undefined;
  return {
    ...answersAfter(session, attempt, outcome, status),
    warning: outcome.warning,
    phase: { name: 'between', ended: { epoch, task: attempt.task, outcome, ask, patience } },
    tasks: withTask(session, attempt.task, {
      status,
      completedAt: status === 'completed' ? at : undefined,
      result: outcome.sentence,
      evidence: outcome.evidence,
      conversation: conversationAfter(task, attempt, outcome),
      ...sumsAfter(task, outcome),
    }),
  };
}

const sumsAfter = (task: TaskRecord, outcome: Outcome): Partial<TaskRecord> => ({
  costUsd: task.costUsd + (outcome.costUsd ?? 0),
  turns: task.turns + (outcome.turns ?? 0),
  durationMs: task.durationMs + (outcome.durationMs ?? 0),
  waitedMs: outcome.waitedMs === undefined ? task.waitedMs : (task.waitedMs ?? 0) + outcome.waitedMs,
});

/** What was said to the calls of the task still counts, unless it is done, or the answer was carried in vain. */
function answersAfter(
  session: OpenSession,
  { task, answers }: Attempt,
  { kind }: Outcome,
  status: TaskStatus,
): OpenSession {
  if (status === 'completed') return forgotten(session, task);
  return kind === 'deferred' && answers !== undefined ? inVain(session, answers) : session;
}

function statusAfter(outcome: Outcome): TaskStatus {
  switch (outcome.kind) {
    case 'completed':
      // An open question is not done until somebody says so, and neither is what changed nothing.
      return outcome.asks || outcome.unchanged === true ? 'interrupted' : 'completed';
    case 'failed':
    case 'timed-out':
    case 'silent':
      return 'failed';
    case 'lost':
    case 'stopped':
    case 'limited':
    case 'unreachable':
    case 'deferred':
    case 'planned':
      return 'interrupted';
  }
}

function askAbout(phase: OpenSession['phase'], call: AskedCall): AskGate | undefined {
  const asks = phase.name === 'running' ? phase.asks : [];
  return asks.find((ask) => isSameCall(ask.call, call));
}

function conversationAfter(task: TaskRecord, attempt: Attempt, outcome: Outcome): TaskRecord['conversation'] {
  if (outcome.resumable) return { id: attempt.conversation, epoch: attempt.epoch };
  const missing = outcome.kind === 'failed' && outcome.failure === 'conversation-missing';
  return missing ? undefined : task.conversation;
}
