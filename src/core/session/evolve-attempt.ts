import type { Attempt, Outcome } from '../attempt/index.ts';
import type { SessionEvent } from './event.ts';
import type { OpenSession, TaskRecord, TaskStatus } from './session.ts';
import { taskOf, withTask } from './tasks.ts';

/** The attempt runs from the moment it is ordered: what the runner does about it only its report tells. */
export function ordered(session: OpenSession, attempt: Attempt): OpenSession {
  const task = session.tasks.find(({ number }) => number === attempt.task);
  if (!task) return session;
  return {
    ...session,
    lastEpoch: attempt.epoch,
    phase: { name: 'running', attempt },
    redo: [],
    tasks: withTask(session, attempt.task, {
      status: 'running',
      epoch: attempt.epoch,
      firstEpoch: task.firstEpoch ?? attempt.epoch,
      committed: undefined,
      startedAt: task.startedAt ?? attempt.orderedAt,
      completedAt: undefined,
    }),
  };
}

export function ended(
  session: OpenSession,
  { epoch, outcome, at }: Extract<SessionEvent, { type: 'attempt-ended' }>,
): OpenSession {
  const { phase } = session;
  if (phase.name !== 'running' && phase.name !== 'stopping') return session;
  const { attempt } = phase;
  if (attempt.epoch !== epoch) return session;
  const status = statusAfter(outcome);
  const task = taskOf(session, attempt.task);
  return {
    ...session,
    phase: { name: 'between', ended: { epoch, task: attempt.task, outcome } },
    tasks: withTask(session, attempt.task, {
      status,
      completedAt: status === 'completed' ? at : undefined,
      result: outcome.sentence,
      evidence: outcome.evidence,
      conversation: conversationAfter(task, attempt, outcome),
      costUsd: task.costUsd + (outcome.costUsd ?? 0),
      turns: task.turns + (outcome.turns ?? 0),
      durationMs: task.durationMs + (outcome.durationMs ?? 0),
    }),
  };
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
      return 'interrupted';
  }
}

function conversationAfter(task: TaskRecord, attempt: Attempt, outcome: Outcome): TaskRecord['conversation'] {
  if (outcome.resumable) return { id: attempt.conversation, epoch: attempt.epoch };
  const missing = outcome.kind === 'failed' && outcome.failure === 'conversation-missing';
  return missing ? undefined : task.conversation;
}
