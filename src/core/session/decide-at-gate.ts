import { decisionsAt, type Gate, type GateDecision, type GateRules } from '../gate/index.ts';
import { advance, open, order } from './advance.ts';
import type { AtGate, CommandOf, Rejection, SessionCommand } from './command.ts';
import { decideBack } from './decide-back.ts';
import { andThen, no, yes, type Decision } from './decision.ts';
import type { SessionEvent } from './event.ts';
import { leashFrom } from './leash.ts';
import type { OpenSession } from './session.ts';
import { waitingGate } from './status.ts';
import { firstUnsettled, taskOf } from './tasks.ts';
import { movedSince } from './moved.ts';
import { stepBack, undoable } from './undo.ts';

type DecisionCommand = CommandOf<'approve' | 'skip' | 'retry' | 'undo' | 'redo' | 'reload'>;

/** A decision counts for the present gate only, when that gate takes it, and never while paused. */
export function decideAtGate(command: DecisionCommand, session: OpenSession, rules: GateRules): Decision {
  const gate = waitingGate(session);
  const stale = staleness(command, session);
  if (stale) return no(stale);
  if (session.pausedAt !== undefined) return no({ code: 'paused' });
  if (!gate) return no({ code: 'nothing_waiting' });
  const allowed = allowedAt(session, gate);
  if (!allowed.includes(command.type)) return no({ code: 'not_allowed_here', kind: gate.kind, allowed });
  switch (command.type) {
    case 'undo':
    case 'redo':
      return decideBack(command, session, gate);
    case 'reload':
      return reload(command, session, gate);
    case 'approve':
    case 'skip':
    case 'retry':
      return decideForward(command, session, gate, rules);
  }
}

function decideForward(
  command: CommandOf<'approve' | 'skip' | 'retry'>,
  session: OpenSession,
  gate: Gate,
  rules: GateRules,
): Decision {
  const moved = movedSince(gate, command.fresh);
  if (moved) return no({ code: 'tree_moved', ...moved });
  switch (command.type) {
    case 'approve':
      return approve(command, session, gate, rules);
    case 'skip':
      return skip(command, session, gate, rules);
    case 'retry':
      return retry(command, session, gate);
  }
}

/** What the operator may decide at this gate besides stop. */
export const allowedAt = (session: OpenSession, gate: Gate): readonly GateDecision[] =>
  decisionsAt(gate.kind, {
    retry: stepBack(session, gate) !== undefined,
    undo: undoable(session, gate) !== undefined,
    redo: session.redo.length > 0,
    reload: session.edited !== undefined,
  });

/** Why a decision that names a gate, or when it was sent, is not about the present gate. */
export function staleness(named: AtGate, session: OpenSession): Rejection | undefined {
  const gate = waitingGate(session);
  if (named.gate !== undefined && named.gate !== gate?.id) {
    const first = session.decided.find((decided) => decided.gate === named.gate);
    return first
      ? { code: 'already_decided', decision: first.decision, by: first.by, at: first.at }
      : { code: 'stale_gate' };
  }
  const tooEarly = gate && named.sentAt !== undefined && named.sentAt < gate.openedAt;
  return tooEarly ? { code: 'stale_gate' } : undefined;
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
  const accepted: SessionEvent = { type: 'task-accepted', task: gate.task, at: command.at };
  return yes(...andThen(session, [decided, accepted], (after) => advance(after, rules, command)));
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
  if (!back)
    return yes(decided, order(session, taskOf(session, gate.task), 'decision', command, command.words));
  const begun: SessionEvent = { type: 'rework-begun', at: command.at };
  return yes(decided, begun, order(session, back, 'decision', command, command.words));
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

export const decidedAt = (
  { type, by, at }: Pick<SessionCommand, 'by' | 'at'> & { readonly type: GateDecision },
  gate: Gate,
): SessionEvent => ({ type: 'gate-decided', gate: gate.id, decision: type, by, at });
