import {
  spent,
  type ClosedSession,
  type Leash,
  type OpenSession,
  type TaskRecord,
  type Undone,
} from '../../core/session/index.ts';
import { decodeAnsweredCall } from './answered-call.ts';
import { camelKeys } from './key-case.ts';
import type {
  ClosedDocument,
  OpenDocument,
  SessionDocument,
  TaskDocument,
  UndoneDocument,
} from './session-schema.ts';

/** The session of a stored record; what is derived in the record is derived again, not taken from it. */
export const decodeSession = (document: SessionDocument): OpenSession | ClosedSession =>
  document.state === 'open' ? decodeOpen(document) : decodeClosed(document);

export const decodeClosed = (document: ClosedDocument): ClosedSession => ({
  ...decodeFacts(document),
  state: 'closed',
  how: document.how,
  closedAt: document.closed_at,
});

const decodeOpen = (document: OpenDocument): OpenSession => ({
  ...decodeFacts(document),
  state: 'open',
  phase: camelKeys(document.phase),
  pausedAt: document.paused_at ?? undefined,
  leash: decodeLeash(document),
  rework: document.rework,
  repeated: document.repeated,
  edited: document.edited,
  redo: document.redo.map(decodeUndone),
  decided: document.decided,
  answered: document.answered.map(decodeAnsweredCall),
  grants: document.grants,
  warning: document.warning && camelKeys(document.warning),
});

const decodeFacts = (document: SessionDocument) => ({
  id: document.session_id,
  file: document.task_file,
  digest: document.digest,
  list: document.list,
  startedAt: document.started_at,
  lastActivity: document.last_activity,
  lastEpoch: document.last_epoch,
  tasks: document.tasks.map(decodeTask),
});

/** One of an older version begins now. */
function decodeLeash({ leash, tasks }: OpenDocument): Leash | undefined {
  if (leash === undefined) return undefined;
  if (typeof leash === 'object') return camelKeys(leash);
  return { tasks: leash, grantedAtUsd: spent({ tasks: tasks.map(decodeTask) }) };
}

const decodeUndone = ({ task, gate, tasks, rework, kept_as }: UndoneDocument): Undone => ({
  task,
  gate: camelKeys(gate),
  tasks: tasks.map(decodeTask),
  rework,
  keptAs: kept_as,
});

const decodeTask = (task: TaskDocument): TaskRecord => ({
  number: task.id,
  title: task.title,
  type: task.type ?? undefined,
  requiresApproval: task.requires_approval ?? undefined,
  planFirst: task.plan_first,
  dependsOn: task.depends_on,
  digest: task.digest,
  status: task.status,
  startedAt: task.started_at ?? undefined,
  completedAt: task.completed_at ?? undefined,
  result: task.result ?? undefined,
  epoch: task.epoch,
  firstEpoch: task.first_epoch ?? task.epoch,
  sinceEpoch: task.since_epoch ?? task.epoch,
  evidence: task.evidence,
  committed: task.committed,
  planned: task.planned,
  conversation: task.conversation,
  costUsd: task.cost_usd,
  turns: task.turns,
  durationMs: task.duration_ms,
  waitedMs: task.waited_ms,
});
