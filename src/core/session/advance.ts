import type { Attempt } from '../attempt/index.ts';
import { closingGate, passageTo, type Gate, type GateRules, type GateSubject } from '../gate/index.ts';
import type { SessionCommand } from './command.ts';
import type { SessionEvent } from './event.ts';
import { endOf } from './leash.ts';
import type { EndedAttempt, OpenSession, TaskRecord } from './session.ts';
import { firstUnsettled, taskBefore, taskOf, taskShown } from './tasks.ts';

/** The time and the fresh ids of the command that is being decided. */
export type Stamp = Pick<SessionCommand, 'at' | 'fresh'>;

/** What follows the end of an attempt: a gate about it, or whatever comes next in the list. */
export function follow(
  session: OpenSession,
  ended: EndedAttempt,
  rules: GateRules,
  stamp: Stamp,
): readonly SessionEvent[] {
  const { outcome, task, epoch } = ended;
  const gateAbout = (kind: 'doubt' | 'failure' | 'limit'): readonly SessionEvent[] => [
    open(session, { kind, task, epoch }, stamp),
  ];
  switch (outcome.kind) {
    case 'completed':
      return outcome.asks || outcome.unchanged === true ? gateAbout('doubt') : advance(session, rules, stamp);
    case 'limited':
      return gateAbout('limit');
    case 'failed':
    case 'timed-out':
    case 'silent':
    case 'lost':
    case 'stopped':
      return gateAbout('failure');
  }
}

/** Goes on to the first unsettled task, or to the end. */
export function advance(session: OpenSession, rules: GateRules, stamp: Stamp): readonly SessionEvent[] {
  const task = firstUnsettled(session);
  if (!task) return close(session, rules, stamp);
  const leashEnded = session.leash && endOf(session.leash, session, stamp.at);
  const passage = passageTo(
    {
      type: task.type,
      requiresApproval: task.requiresApproval,
      blocked: task.dependsOn.some((number) => taskOf(session, number).status !== 'completed'),
      first: session.lastEpoch === 0,
      repeated: session.repeated,
      rework: session.rework,
      previousType: attemptedType(taskBefore(session, task.number)),
      leashed: session.leash !== undefined && leashEnded === undefined,
    },
    rules,
  );
  if (passage.gate) {
    const { why } = passage;
    // Where the leash would not have freed the task anyway, its end is not why.
    const missed = why === 'manual' || why === 'required' ? leashEnded : undefined;
    return [open(session, { kind: 'start', why, task: task.number, leashEnded: missed }, stamp)];
  }
  return [order(session, task, passage.by, stamp)];
}

function close(session: OpenSession, rules: GateRules, stamp: Stamp): readonly SessionEvent[] {
  const last = session.tasks[session.tasks.length - 1];
  const why = closingGate({ rework: session.rework, lastType: attemptedType(last) }, rules);
  if (why !== undefined && last) return [open(session, { kind: 'closing', why, task: last.number }, stamp)];
  return [{ type: 'session-closed', how: 'completed', at: stamp.at }];
}

const attemptedType = (task: TaskRecord | undefined): string | undefined =>
  task?.epoch === undefined ? undefined : task.type;

/** The order to run a task: in its conversation when there is one to continue, else in a fresh one. */
export function order(
  session: OpenSession,
  task: TaskRecord,
  by: Extract<SessionEvent, { type: 'attempt-ordered' }>['by'],
  { at, fresh }: Stamp,
  words?: string,
): SessionEvent {
  const attempt: Attempt = {
    epoch: session.lastEpoch + 1,
    task: task.number,
    conversation: task.conversation?.id ?? fresh.conversation,
    continues: task.conversation?.epoch,
    previous: task.epoch,
    tree: fresh.tree,
    words,
    orderedAt: at,
  };
  return { type: 'attempt-ordered', attempt, by, at };
}

/** A gate about `subject`, over the working tree as it is now. */
export function open(
  session: OpenSession,
  subject: GateSubject & Pick<Gate, 'leashEnded' | 'renewed'>,
  { at, fresh }: Stamp,
): SessionEvent {
  const gate: Gate = {
    ...subject,
    id: fresh.gate,
    openedAt: at,
    digest: taskOf(session, subject.task).digest,
    tree: fresh.tree,
    evidence: taskShown(session, subject)?.evidence,
  };
  return { type: 'gate-opened', gate, at };
}
