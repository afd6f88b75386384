import type { ClosedSession, OpenSession, TaskRecord } from '../../core/session/index.ts';
import { camelKeys } from './key-case.ts';
import type { ClosedDocument, OpenDocument, SessionDocument, TaskDocument } from './session-schema.ts';

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
  leash: document.leash,
  rework: document.rework,
  repeated: document.repeated,
  decided: document.decided,
});

const decodeFacts = (document: SessionDocument) => ({
  id: document.session_id,
  file: document.task_file,
  digest: document.digest,
  startedAt: document.started_at,
  lastActivity: document.last_activity,
  lastEpoch: document.last_epoch,
  tasks: document.tasks.map(decodeTask),
});

const decodeTask = (task: TaskDocument): TaskRecord => ({
  number: task.id,
  title: task.title,
  type: task.type ?? undefined,
  requiresApproval: task.requires_approval ?? undefined,
  dependsOn: task.depends_on,
  digest: task.digest,
  status: task.status,
  startedAt: task.started_at ?? undefined,
  completedAt: task.completed_at ?? undefined,
  result: task.result ?? undefined,
  epoch: task.epoch,
  conversation: task.conversation,
  costUsd: task.cost_usd,
  turns: task.turns,
  durationMs: task.duration_ms,
});
