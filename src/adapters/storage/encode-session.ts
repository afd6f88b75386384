import {
  currentPosition,
  positionOf,
  statusOf,
  type ClosedSession,
  type OpenSession,
  type TaskRecord,
  type Undone,
} from '../../core/session/index.ts';
import { encodeAnsweredCall } from './answered-call.ts';
import { snakeKeys } from './key-case.ts';
import type {
  ClosedDocument,
  OpenDocument,
  SessionDocument,
  TaskDocument,
  UndoneDocument,
} from './session-schema.ts';

/** The session as it is stored: with what readers of the file want to see, and every fact once. */
export const encodeSession = (
  session: OpenSession | ClosedSession,
  tasks = encodeTasks(session),
): SessionDocument => (session.state === 'open' ? encodeOpen(session, tasks) : encodeClosed(session, tasks));

export const encodeClosed = (session: ClosedSession, tasks = encodeTasks(session)): ClosedDocument => ({
  ...encodeFacts(session, tasks),
  paused_at: null,
  state: 'closed',
  how: session.how,
  closed_at: session.closedAt,
});

const encodeOpen = (session: OpenSession, tasks: readonly TaskDocument[]): OpenDocument => ({
  ...encodeFacts(session, tasks),
  paused_at: session.pausedAt ?? null,
  state: 'open',
  phase: snakeKeys(session.phase),
  leash: session.leash && snakeKeys(session.leash),
  rework: session.rework,
  repeated: session.repeated,
  edited: session.edited,
  redo: session.redo.map((undone) => encodeUndone(undone, session)),
  decided: session.decided,
  answered: session.answered.map(encodeAnsweredCall),
  grants: session.grants,
  warning: session.warning && snakeKeys(session.warning),
});

const encodeFacts = (session: OpenSession | ClosedSession, tasks: readonly TaskDocument[]) => ({
  session_id: session.id,
  task_file: session.file,
  status: statusOf(session) ?? '',
  current_task_index: currentPosition(session),
  started_at: session.startedAt,
  last_activity: session.lastActivity,
  digest: session.digest,
  list: session.list,
  last_epoch: session.lastEpoch,
  tasks,
});

const encodeUndone = (
  { task, gate, tasks, rework, keptAs }: Undone,
  session: OpenSession,
): UndoneDocument => ({
  task,
  gate: snakeKeys(gate),
  tasks: tasks.map((record) => encodeTask(record, session.id, positionOf(session, record.number))),
  rework,
  kept_as: keptAs,
});

const encodeTasks = (session: OpenSession | ClosedSession): readonly TaskDocument[] =>
  session.tasks.map((task, index) => encodeTask(task, session.id, index + 1));

/** `position` is that of the task in its list, from 1. */
export const encodeTask = (task: TaskRecord, session: string, position: number): TaskDocument => ({
  id: task.number,
  title: task.title,
  type: task.type ?? null,
  status: task.status,
  requires_approval: task.requiresApproval ?? null,
  plan_first: task.planFirst,
  started_at: task.startedAt ?? null,
  completed_at: task.completedAt ?? null,
  result: task.result ?? null,
  output_log: task.epoch === undefined ? null : `${session}/task-${position}-output.log`,
  depends_on: task.dependsOn,
  digest: task.digest,
  epoch: task.epoch,
  first_epoch: task.firstEpoch,
  since_epoch: task.sinceEpoch,
  evidence: task.evidence,
  committed: task.committed,
  planned: task.planned,
  conversation: task.conversation,
  cost_usd: task.costUsd,
  turns: task.turns,
  duration_ms: task.durationMs,
  waited_ms: task.waitedMs,
});
