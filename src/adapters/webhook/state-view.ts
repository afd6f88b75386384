import type { SessionView } from '../../app/project-state.ts';
import { positionOf, statusOf, taskOf, currentPosition, type Session } from '../../core/session/index.ts';
import { reasonOf } from '../../core/wording/gate-reason.ts';

/** Where the session stood when a decision was answered. */
export const shortState = ({ session, status, position, total, gate, epoch }: SessionView): object => ({
  session_id: session ?? null,
  status: status ?? 'idle',
  task: position ?? null,
  total: total ?? null,
  gate: gate ?? null,
  epoch: epoch ?? null,
});

/** Everything about the session that may be asked. */
export function fullState(session: Session): object {
  if (session.state === 'idle') return shortState({});
  const phase = session.state === 'open' ? session.phase : undefined;
  const gate = phase?.name === 'waiting' ? phase.gate : undefined;
  return {
    session_id: session.id,
    status: statusOf(session),
    task: currentPosition(session),
    total: session.tasks.length,
    gate:
      gate && session.state === 'open'
        ? {
            id: gate.id,
            kind: gate.kind,
            task: positionOf(session, gate.task),
            title: taskOf(session, gate.task).title,
            reason: reasonOf(session, gate),
            opened_at: gate.openedAt,
          }
        : null,
    epoch: phase && 'attempt' in phase ? phase.attempt.epoch : null,
    paused: session.state === 'open' && session.pausedAt !== undefined,
    leash: (session.state === 'open' ? session.leash : undefined) ?? null,
    file: session.file,
    started_at: session.startedAt,
    last_activity: session.lastActivity,
    cost_usd: session.tasks.reduce((sum, task) => sum + task.costUsd, 0),
    tasks: session.tasks.map((task) => ({
      id: task.number,
      title: task.title,
      type: task.type ?? null,
      status: task.status,
      started_at: task.startedAt ?? null,
      completed_at: task.completedAt ?? null,
      result: task.result ?? null,
      cost_usd: task.costUsd,
    })),
  };
}
