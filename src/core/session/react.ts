import type { Effect, Notice } from './effect.ts';
import type { SessionEvent } from './event.ts';
import type { Session } from './session.ts';
import { waitingGate } from './status.ts';

/** What is to be done about `event`; `after` is the state it led to. */
export function react(event: SessionEvent, after: Session): readonly Effect[] {
  if (after.state === 'idle') return [];
  const tell = (notice: NoticeBody): Effect => ({
    type: 'notify',
    notice: { ...notice, session: after.id, at: event.at },
  });
  switch (event.type) {
    case 'session-started':
      return [tell({ type: 'session-started', by: event.by })];
    case 'gate-opened':
      return [tell({ type: 'gate-opened', gate: event.gate })];
    case 'gate-decided':
      return [tell({ type: 'gate-decided', gate: event.gate, decision: event.decision, by: event.by })];
    case 'asks-withdrawn':
      return [tell({ type: 'asks-withdrawn', gates: event.gates })];
    case 'ask-kept':
      return [tell({ type: 'ask-kept', gate: event.gate })];
    case 'limit-postponed': {
      const gate = waitingGate(after);
      return gate?.kind === 'limit' ? [tell({ type: 'limit-postponed', gate })] : [];
    }
    case 'attempt-ordered':
      return [
        { type: 'run', session: after.id, attempt: event.attempt },
        tell({ type: 'attempt-started', attempt: event.attempt }),
      ];
    case 'attempt-adopted':
      return [
        { type: 'run', session: after.id, attempt: event.attempt },
        tell({ type: 'attempt-adopted', attempt: event.attempt }),
      ];
    case 'stopping-begun':
      return [
        { type: 'cancel', session: after.id, epoch: event.epoch, cause: event.cause },
        tell({ type: 'stopping', epoch: event.epoch, cause: event.cause }),
      ];
    case 'attempt-ended':
      return [tell({ type: 'attempt-ended', epoch: event.epoch, task: event.task, outcome: event.outcome })];
    case 'task-skipped':
      return [tell({ type: 'task-skipped', task: event.task })];
    case 'session-paused':
      return [tell({ type: 'session-paused', by: event.by })];
    case 'session-resumed':
      return [tell({ type: 'session-resumed', by: event.by })];
    case 'session-closed':
      return [
        ...(after.state === 'closed' ? [{ type: 'archive', session: after } as const] : []),
        tell({ type: 'session-closed', how: event.how }),
      ];
    case 'task-undone':
      return [tell({ type: 'task-undone', task: event.task, keptAs: event.keptAs })];
    case 'task-redone':
      return [tell({ type: 'task-redone', task: event.task })];
    case 'list-edited':
      return event.changes.length === 0 ? [] : [tell({ type: 'list-edited', changes: event.changes })];
    case 'task-committed':
      return event.failure === undefined
        ? []
        : [tell({ type: 'not-committed', task: event.task, reason: event.failure })];
    case 'call-answered':
    case 'answer-used':
    case 'plan-approved':
    case 'leash-granted':
    case 'leash-taken-in':
    case 'rework-begun':
    case 'undo-begun':
    case 'list-reloaded':
    case 'task-accepted':
      return [];
  }
}

type NoticeBody = Notice extends infer N ? (N extends Notice ? Omit<N, 'session' | 'at'> : never) : never;
