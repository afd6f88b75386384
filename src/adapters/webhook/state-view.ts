import type * as z from 'zod';
import type { SessionView } from '../../app/project-state.ts';
import type { Evidence } from '../../core/attempt/index.ts';
import {
  allowedAt,
  currentPosition,
  positionOf,
  spent,
  statusOf,
  taskOf,
  type OpenSession,
  type Session,
  type TaskRecord,
} from '../../core/session/index.ts';
import { reasonOf } from '../../core/wording/gate-reason.ts';
import type { placeSchema, stateSchema } from './answers.ts';
import { evidenceView } from './evidence-view.ts';

type Place = z.infer<typeof placeSchema>;
type State = z.infer<typeof stateSchema>;

/** Where the session stood when a decision was answered. */
export function placeOf({ session, status, position, total, gate, epoch }: SessionView): Place {
  return {
    session_id: session ?? null,
    status: status ?? 'idle',
    task: position ?? null,
    total: total ?? null,
    // (A session that waits is about its gate's task.)
    gate: gate ? { id: gate.id, kind: gate.kind as GateKind, task: position ?? gate.task } : null,
    epoch: epoch ?? null,
  };
}

type GateKind = NonNullable<Place['gate']>['kind'];

/** Everything about the session that may be asked. */
export function stateOf(session: Session, evidence: Evidence | undefined): State {
  if (session.state === 'idle') return NOTHING_YET;
  return {
    session_id: session.id,
    status: statusOf(session) ?? 'idle',
    task: currentPosition(session),
    total: session.tasks.length,
    ...(session.state === 'open' ? present(session, evidence) : OVER),
    file: session.file,
    started_at: session.startedAt,
    last_activity: session.lastActivity,
    cost_usd: spent(session),
    tasks: session.tasks.map(taskView),
  };
}

const OVER = { gate: null, epoch: null, paused: false, leash: null };

const NOTHING_YET: State = {
  ...placeOf({}),
  ...OVER,
  file: null,
  started_at: null,
  last_activity: null,
  cost_usd: 0,
  tasks: [],
};

const present = (session: OpenSession, evidence: Evidence | undefined): Pick<State, keyof typeof OVER> => ({
  gate: gateOf(session, evidence),
  epoch: 'attempt' in session.phase ? session.phase.attempt.epoch : null,
  paused: session.pausedAt !== undefined,
  leash: leashOf(session),
});

function leashOf(session: OpenSession): State['leash'] {
  if (!session.leash) return null;
  const { tasks, until, belowUsd, grantedAtUsd } = session.leash;
  const spentUsd = Math.max(0, spent(session) - grantedAtUsd);
  return { tasks, until: until ?? null, below_usd: belowUsd ?? null, spent_usd: spentUsd };
}

function gateOf(session: OpenSession, evidence: Evidence | undefined): State['gate'] {
  if (session.phase.name !== 'waiting') return null;
  const { gate } = session.phase;
  return {
    id: gate.id,
    kind: gate.kind,
    task: positionOf(session, gate.task),
    title: taskOf(session, gate.task).title,
    reason: reasonOf(session, gate),
    opened_at: gate.openedAt,
    allowed: [...allowedAt(session, gate), 'stop'],
    tree: gate.tree ?? null,
    evidence: evidence ? evidenceView(session, evidence) : null,
  };
}

const taskView = (task: TaskRecord): State['tasks'][number] => ({
  id: task.number,
  title: task.title,
  type: task.type ?? null,
  status: task.status,
  requires_approval: task.requiresApproval ?? null,
  started_at: task.startedAt ?? null,
  completed_at: task.completedAt ?? null,
  result: task.result ?? null,
  cost_usd: task.costUsd,
});
