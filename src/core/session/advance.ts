import type { AskedCall, Attempt, Instant } from '../attempt/index.ts';
import {
  budgetReached,
  closingGate,
  passageTo,
  type Gate,
  type GateRules,
  type GateSubject,
} from '../gate/index.ts';
import type { SessionCommand } from './command.ts';
import type { SessionEvent } from './event.ts';
import { isSameCall } from './evolve-asks.ts';
import { holdAfter } from './hold.ts';
import { endOf, spent } from './leash.ts';
import type { EndedAttempt, OpenSession, TaskRecord } from './session.ts';
import { firstUnsettled, taskBefore, taskOf, taskShown } from './tasks.ts';

/** The time and the fresh ids of the command that is being decided. */
export type Stamp = Pick<SessionCommand, 'at' | 'fresh'>;

/** What follows the attempt that has just ended. */
export function followEnded(session: OpenSession, rules: GateRules, stamp: Stamp): readonly SessionEvent[] {
  const ended = session.phase.name === 'between' ? session.phase.ended : undefined;
  return ended ? follow(session, ended, rules, stamp) : [];
}

/** What follows the end of an attempt: a gate about it, or whatever comes next in the list. */
function follow(
  session: OpenSession,
  ended: EndedAttempt,
  rules: GateRules,
  stamp: Stamp,
): readonly SessionEvent[] {
  const { outcome, task, epoch } = ended;
  const gateAbout = (kind: 'doubt' | 'failure' | 'plan'): readonly SessionEvent[] => [
    open(session, { kind, task, epoch }, stamp),
  ];
  switch (outcome.kind) {
    case 'completed':
      return outcome.asks || outcome.unchanged === true ? gateAbout('doubt') : advance(session, rules, stamp);
    case 'limited':
    case 'unreachable':
      return [
        open(session, { kind: 'limit', task, epoch, ...holdAfter(ended.patience, outcome, stamp.at) }, stamp),
      ];
    case 'deferred':
      return followDeferred(session, ended, outcome.call, stamp);
    case 'planned':
      return gateAbout('plan');
    case 'failed':
    case 'timed-out':
    case 'silent':
    case 'lost':
    case 'stopped':
      return gateAbout('failure');
  }
}

/** The call waits on, unless its answer came while the attempt was ending. */
function followDeferred(
  session: OpenSession,
  { task, epoch, ask }: EndedAttempt,
  call: AskedCall,
  stamp: Stamp,
): readonly SessionEvent[] {
  const answer = session.answered.find((each) => isSameCall(each, call));
  if (answer && answer.usedBy === undefined) {
    return [order(session, taskOf(session, task), 'decision', stamp, { answers: answer.gate })];
  }
  if (!ask) return [open(session, { kind: 'ask', task, epoch, call }, stamp)];
  const { tree } = stamp.fresh;
  const { evidence } = taskOf(session, task);
  return [{ type: 'ask-kept', gate: { ...ask, live: undefined, tree, evidence }, at: stamp.at }];
}

/** Goes on to the first unsettled task, or to the end. */
export function advance(session: OpenSession, rules: GateRules, stamp: Stamp): readonly SessionEvent[] {
  const task = firstUnsettled(session);
  if (!task) return close(session, rules, stamp);
  const budget = budgetReached(rules, { sessionUsd: spent(session), todayUsd: stamp.fresh.todayUsd ?? 0 });
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
      overBudget: budget !== undefined,
    },
    rules,
  );
  if (passage.gate) {
    const { why } = passage;
    // Where the leash would not have freed the task anyway, its end is not why.
    const missed = why === 'manual' || why === 'required' ? leashEnded : undefined;
    const subject = { kind: 'start', why, task: task.number, leashEnded: missed } as const;
    return [open(session, why === 'budget' ? { ...subject, budget } : subject, stamp)];
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

/** What an attempt takes along besides its task. */
export type OrderWith = Pick<Attempt, 'words' | 'answers' | 'patience' | 'carriesOut'>;

/** The order to run a task: in its conversation when there is one to continue, else in a fresh one. */
export function order(
  session: OpenSession,
  task: TaskRecord,
  by: Extract<SessionEvent, { type: 'attempt-ordered' }>['by'],
  { at, fresh }: Stamp,
  along: OrderWith = {},
): SessionEvent {
  const attempt: Attempt = {
    epoch: session.lastEpoch + 1,
    task: task.number,
    conversation: task.conversation?.id ?? fresh.conversation,
    continues: task.conversation?.epoch,
    previous: task.epoch,
    tree: fresh.tree,
    mode: task.planFirst === true && task.planned !== true ? 'plan' : undefined,
    ...along,
    orderedAt: at,
  };
  return { type: 'attempt-ordered', attempt, by, at };
}

type Subject = GateSubject & Pick<Gate, 'leashEnded' | 'renewed'>;

/** A gate about `subject`, over the working tree as it is now. */
export function open(session: OpenSession, subject: Subject, { at, fresh }: Stamp): SessionEvent {
  const gate: Gate = {
    ...untimed(subject),
    warning: subject.kind === 'start' ? warningAt(session, at) : undefined,
    id: fresh.gate,
    openedAt: at,
    digest: taskOf(session, subject.task).digest,
    // (A running attempt changes the tree while it asks.)
    tree: subject.kind === 'ask' && subject.live === true ? undefined : fresh.tree,
    evidence: taskShown(session, subject)?.evidence,
  };
  return { type: 'gate-opened', gate, at };
}

/** Over files that somebody touched nothing goes on by itself. */
const untimed = (subject: Subject): Subject =>
  subject.kind === 'limit' && subject.renewed?.why === 'moved'
    ? { ...subject, resumeAt: undefined }
    : subject;

/** Once the limit was reset, its warning is about what was. */
const warningAt = ({ warning }: OpenSession, at: Instant): OpenSession['warning'] =>
  warning?.resetsAt === undefined || warning.resetsAt > at ? warning : undefined;
