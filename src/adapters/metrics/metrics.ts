import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { since } from '../../app/local-time.ts';
import type { Instant, Outcome } from '../../core/attempt/index.ts';
import type { SessionService } from '../../app/session-service.ts';
import type { Session, SessionEvent } from '../../core/session/index.ts';

export interface Metrics {
  /** Counts what happened; called once for each event, in order. */
  observe(event: SessionEvent): void;
  /** The session as the process found it: a gate may have been waiting since before. */
  takeUp(session: Session): void;
  request(call: { readonly path: string; readonly status: number; readonly ms: number }): void;
  /** In the text format of Prometheus. */
  read(): Promise<{ readonly contentType: string; readonly text: string }>;
}

const SECOND_MS = 1_000;
/** A person answers within seconds, or the next morning. */
const APPROVAL_BUCKETS_S = [5, 15, 60, 300, 900, 3_600, 14_400, 43_200, 86_400];
const ATTEMPT_BUCKETS_S = [10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200];

/** What leaves a task failed; any other end leaves it interrupted. */
const FAILED: ReadonlySet<Outcome['kind']> = new Set(['failed', 'timed-out', 'silent']);

const UNVERIFIED = 'verification-failed';

const isUnverified = (outcome: Outcome): boolean =>
  outcome.kind === 'failed' && outcome.failure === 'verification';

/** Counted since the process began, as Prometheus expects it. */
export function createMetrics(deps: {
  readonly now: () => Instant;
  /** The service, at the moment of reading. */
  readonly read: () => Pick<SessionService, 'read' | 'untold'>;
}): Metrics {
  const { now, read } = deps;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const tasks = new Counter({
    name: 'greenlight_tasks_total',
    help: 'How often tasks were completed, failed, failed their verification or were skipped.',
    labelNames: ['outcome'],
    registers,
  });
  const attempts = new Counter({
    name: 'greenlight_attempts_total',
    help: 'Attempts that ended, by how.',
    labelNames: ['outcome'],
    registers,
  });
  const undos = new Counter({
    name: 'greenlight_undos_total',
    help: 'How often a task was taken back, and how often that was.',
    labelNames: ['way'],
    registers,
  });
  const cost = new Counter({
    name: 'greenlight_cost_usd_total',
    help: 'What attempts cost, in US dollars.',
    registers,
  });
  const duration = new Histogram({
    name: 'greenlight_attempt_duration_seconds',
    help: 'How long attempts took.',
    buckets: ATTEMPT_BUCKETS_S,
    registers,
  });
  const approval = new Histogram({
    name: 'greenlight_approval_seconds',
    help: 'How long a gate waited for a person.',
    buckets: APPROVAL_BUCKETS_S,
    registers,
  });
  const requests = new Counter({
    name: 'greenlight_http_requests_total',
    help: 'Calls over HTTP.',
    labelNames: ['path', 'status'],
    registers,
  });
  new Gauge({
    name: 'greenlight_gates_waiting',
    help: 'Whether a gate waits for a person.',
    registers,
    collect() {
      this.set(isWaiting(read().read()) ? 1 : 0);
    },
  });
  new Gauge({
    name: 'greenlight_outbox_depth',
    help: 'Notifications that are still to be delivered.',
    registers,
    collect() {
      this.set(read().untold().depth);
    },
  });
  new Gauge({
    name: 'greenlight_outbox_age_seconds',
    help: 'How long the oldest of them has been waiting.',
    registers,
    collect() {
      const { oldestAt } = read().untold();
      this.set(oldestAt === undefined ? 0 : since(oldestAt, now()) / SECOND_MS);
    },
  });
  const opened = new Map<string, Instant>();

  function ended({ outcome }: Extract<SessionEvent, { type: 'attempt-ended' }>): void {
    attempts.inc({ outcome: isUnverified(outcome) ? UNVERIFIED : outcome.kind });
    // (A counter throws at what would make it smaller.)
    cost.inc(Math.max(0, outcome.costUsd ?? 0));
    if (outcome.durationMs !== undefined) duration.observe(outcome.durationMs / SECOND_MS);
    if (outcome.kind === 'completed') {
      if (!outcome.asks && outcome.unchanged !== true) tasks.inc({ outcome: 'completed' });
    } else if (isUnverified(outcome)) tasks.inc({ outcome: UNVERIFIED });
    else if (FAILED.has(outcome.kind)) tasks.inc({ outcome: 'failed' });
  }

  return {
    takeUp(session) {
      if (session.state !== 'open' || session.phase.name !== 'waiting') return;
      const { id, openedAt } = session.phase.gate;
      opened.set(id, openedAt);
    },
    observe(event) {
      if (event.type === 'gate-opened') opened.set(event.gate.id, event.at);
      if (event.type === 'gate-decided') {
        const openedAt = opened.get(event.gate);
        opened.delete(event.gate);
        if (openedAt !== undefined) approval.observe(since(openedAt, event.at) / SECOND_MS);
      }
      if (event.type === 'session-closed') opened.clear();
      if (event.type === 'attempt-ended') ended(event);
      if (event.type === 'task-undone') undos.inc({ way: 'undo' });
      if (event.type === 'task-redone') undos.inc({ way: 'redo' });
      if (event.type === 'task-skipped') tasks.inc({ outcome: 'skipped' });
      if (event.type === 'task-accepted') tasks.inc({ outcome: 'completed' });
    },
    request: ({ path, status }) => requests.inc({ path, status }),
    read: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

const isWaiting = (session: Session): boolean =>
  session.state === 'open' && session.pausedAt === undefined && session.phase.name === 'waiting';
