import type { Gate, GateRules } from '../gate/index.ts';
import { advance, open, order } from './advance.ts';
import type { AnswerCommand, CommandOf } from './command.ts';
import { answerCall } from './decide-asks.ts';
import { decideBack } from './decide-back.ts';
import { decidedAt } from './decided-at.ts';
import { andThen, no, yes, type Decision } from './decision.ts';
import type { SessionEvent } from './event.ts';
import { isToCall, type GateCommand } from './gate-command.ts';
import { leashFrom } from './leash.ts';
import type { OpenSession } from './session.ts';
import { firstUnsettled, taskOf } from './tasks.ts';
import { meantGate, staleness } from './meant-gate.ts';
import { movedSince } from './moved.ts';
import { stepBack } from './undo.ts';

/** A decision counts for the present gate only, when that gate takes it, and never while paused. */
export function decideAtGate(command: GateCommand, session: OpenSession, rules: GateRules): Decision {
  const stale = staleness(command, session);
  if (stale) return no(stale);
  if (session.pausedAt !== undefined) return no({ code: 'paused' });
  const gate = meantGate(command, session);
  if ('code' in gate) return no(gate);
  switch (command.type) {
    case 'undo':
    case 'redo':
      return decideBack(command, session, gate);
    case 'reload':
      return reload(command, session, gate);
    case 'wait':
      return postpone(command, gate);
    case 'approve':
    case 'skip':
    case 'retry':
    case 'allow':
    case 'deny':
    case 'answer':
      return decideForward(command, session, gate, rules);
  }
}

function decideForward(
  command: CommandOf<'approve' | 'skip' | 'retry' | AnswerCommand['type']>,
  session: OpenSession,
  gate: Gate,
  rules: GateRules,
): Decision {
  const moved = movedSince(gate, command.fresh);
  if (moved) return no({ code: 'tree_moved', ...moved });
  if (isToCall(command)) return answerCall(command, session, gate);
  switch (command.type) {
    case 'approve':
      return approve(command, session, gate, rules);
    case 'skip':
      return skip(command, session, gate, rules);
    case 'retry':
      return retry(command, session, gate);
  }
}

function approve(
  command: CommandOf<'approve'>,
  session: OpenSession,
  gate: Gate,
  rules: GateRules,
): Decision {
  const decided = decidedAt(command, gate);
  const { count, until, belowUsd } = command;
  if (gate.kind === 'start') {
    if (until !== undefined && until <= command.at) return no({ code: 'time_passed', until });
    const task = taskOf(session, gate.task);
    return yes(decided, ...granted(command, session), order(session, task, 'decision', command));
  }
  if (count !== undefined || until !== undefined || belowUsd !== undefined) {
    return no({ code: 'count_not_allowed', kind: gate.kind });
  }
  if (gate.kind === 'closing') {
    return yes(decided, { type: 'session-closed', how: 'completed', at: command.at });
  }
  if (gate.kind === 'plan') return approvePlan(command, session, gate.task, decided);
  const accepted: SessionEvent = { type: 'task-accepted', task: gate.task, at: command.at };
  return yes(...andThen(session, [decided, accepted], (after) => advance(after, rules, command)));
}

/** The same conversation goes on, and does what it planned. */
function approvePlan(
  command: CommandOf<'approve'>,
  session: OpenSession,
  task: number,
  decided: SessionEvent,
): Decision {
  const approved: SessionEvent = { type: 'plan-approved', task, at: command.at };
  return yes(
    ...andThen(session, [decided, approved], (after) => [
      order(after, taskOf(after, task), 'decision', command, { carriesOut: true }),
    ]),
  );
}

function granted(command: CommandOf<'approve'>, session: OpenSession): readonly SessionEvent[] {
  const leash = leashFrom(command, session);
  return leash ? [{ type: 'leash-granted', leash, at: command.at }] : [];
}

function skip(command: CommandOf<'skip'>, session: OpenSession, gate: Gate, rules: GateRules): Decision {
  const skipped: SessionEvent = { type: 'task-skipped', task: gate.task, at: command.at };
  const events = [decidedAt(command, gate), skipped];
  return yes(...andThen(session, events, (after) => advance(after, rules, command)));
}

function retry(command: CommandOf<'retry'>, session: OpenSession, gate: Gate): Decision {
  const decided = decidedAt(command, gate);
  const back = stepBack(session, gate);
  const along = { words: command.words };
  if (!back) return yes(decided, order(session, taskOf(session, gate.task), 'decision', command, along));
  const begun: SessionEvent = { type: 'rework-begun', at: command.at };
  return yes(decided, begun, order(session, back, 'decision', command, along));
}

/** The limit's gate waits on, until then. */
function postpone({ until, at }: CommandOf<'wait'>, gate: Gate): Decision {
  if (until <= at) return no({ code: 'time_passed', until });
  return yes({ type: 'limit-postponed', gate: gate.id, resumeAt: until, at });
}

/** Takes an edited list over; the gate opens again, about the same or about what is next now, and says what moved. */
function reload(command: CommandOf<'reload'>, session: OpenSession, gate: Gate): Decision {
  const { digest, tasks, at } = command;
  if (digest === session.digest) return no({ code: 'list_unchanged' });
  const events: readonly SessionEvent[] = [
    decidedAt(command, gate),
    { type: 'list-reloaded', digest, tasks, at },
  ];
  const moved = movedSince(gate, command.fresh);
  const renewed = moved && ({ why: 'moved', ...moved } as const);
  return yes(
    ...andThen(session, events, (after) => [open(after, { ...afterReload(after, gate), renewed }, command)]),
  );
}

function afterReload(session: OpenSession, gate: Gate): Parameters<typeof open>[1] {
  if (gate.kind !== 'start' && gate.kind !== 'closing') return gate;
  const next = firstUnsettled(session);
  const last = session.tasks.at(-1)?.number ?? gate.task;
  return next
    ? { kind: 'start', why: 'reloaded', task: next.number }
    : { kind: 'closing', why: 'reloaded', task: last };
}
