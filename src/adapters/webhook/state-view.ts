import type * as z from 'zod';
import type { SessionView } from '../../app/project-state.ts';
import type { LocalTime } from '../../app/local-time.ts';
import type { Evidence, Outcome } from '../../core/attempt/index.ts';
import type { Gate } from '../../core/gate/index.ts';
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
import { isOffered, subjectView, type SubjectFacts } from './subject-view.ts';

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

/** A gate that waits, with what is read elsewhere about it. */
export interface ShownGate extends SubjectFacts {
  readonly gate: Gate;
  readonly evidence: Evidence | undefined;
  readonly outcome: Outcome | undefined;
}

/** Everything about the session that may be asked; `waiting` is everything that waits for a person. */
export function stateOf(session: Session, waiting: readonly ShownGate[], local: LocalTime): State {
  if (session.state === 'idle') return NOTHING_YET;
  return {
    session_id: session.id,
    status: statusOf(session) ?? 'idle',
    task: currentPosition(session),
    total: session.tasks.length,
    ...(session.state === 'open' ? present(session, waiting, local) : OVER),
    file: session.file,
    started_at: session.startedAt,
    last_activity: session.lastActivity,
    cost_usd: spent(session),
    tasks: session.tasks.map(taskView),
  };
}

const OVER = { gate: null, also_waiting: [], epoch: null, paused: false, leash: null };

const NOTHING_YET: State = {
  ...placeOf({}),
  ...OVER,
  file: null,
  started_at: null,
  last_activity: null,
  cost_usd: 0,
  tasks: [],
};

function present(
  session: OpenSession,
  waiting: readonly ShownGate[],
  local: LocalTime,
): Pick<State, keyof typeof OVER> {
  const [gate = null, ...others] = waiting.map((each) => gateOf(session, each, local));
  return {
    gate,
    also_waiting: others,
    epoch: 'attempt' in session.phase ? session.phase.attempt.epoch : null,
    paused: session.pausedAt !== undefined,
    leash: leashOf(session),
  };
}

function leashOf(session: OpenSession): State['leash'] {
  if (!session.leash) return null;
  const { tasks, until, belowUsd, grantedAtUsd } = session.leash;
  const spentUsd = Math.max(0, spent(session) - grantedAtUsd);
  return { tasks, until: until ?? null, below_usd: belowUsd ?? null, spent_usd: spentUsd };
}

/** Enough for whatever a person reads before deciding. */
const LONGEST = 50_000;

function gateOf(session: OpenSession, shown: ShownGate, local: LocalTime): NonNullable<State['gate']> {
  const { gate, evidence, outcome } = shown;
  return {
    id: gate.id,
    kind: gate.kind,
    task: positionOf(session, gate.task),
    title: taskOf(session, gate.task).title,
    reason: shown.redact(reasonOf(session, gate, outcome, local)),
    opened_at: gate.openedAt,
    allowed: [...allowedAt(session, gate).filter((decision) => isOffered(decision, gate, shown)), 'stop'],
    ...subjectView(gate, shown, LONGEST),
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
