import { decisionsAt, type Gate, type GateDecision, type GateRules } from '../gate/index.ts';
import { advance, order } from './advance.ts';
import type { AtGate, CommandOf, Rejection, SessionCommand } from './command.ts';
import { andThen, no, yes, type Decision } from './decision.ts';
import type { SessionEvent } from './event.ts';
import type { OpenSession, TaskRecord } from './session.ts';
import { taskBefore, taskOf } from './tasks.ts';

type DecisionCommand = CommandOf<'approve'> | CommandOf<'skip'> | CommandOf<'retry'>;

/** A decision counts for the present gate only, when that gate takes it, and never while paused. */
export function decideAtGate(command: DecisionCommand, session: OpenSession, rules: GateRules): Decision {
  const { phase } = session;
  const gate = phase.name === 'waiting' ? phase.gate : undefined;
  const stale = staleness(command, session);
  if (stale) return no(stale);
  if (session.pausedAt !== undefined) return no({ code: 'paused' });
  if (!gate) return no({ code: 'nothing_waiting' });
  const allowed = allowedAt(session, gate);
  if (!allowed.includes(command.type)) return no({ code: 'not_allowed_here', kind: gate.kind, allowed });
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
  decisionsAt(gate.kind, stepBack(session, gate) !== undefined);

/** Why a decision that names a gate, or when it was sent, is not about the present gate. */
export function staleness(named: AtGate, session: OpenSession): Rejection | undefined {
  const gate = session.phase.name === 'waiting' ? session.phase.gate : undefined;
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
  if (gate.kind === 'start') {
    const task = taskOf(session, gate.task);
    return yes(decided, ...leash(command), order(session, task, 'decision', command));
  }
  if (command.count !== undefined) return no({ code: 'count_not_allowed', kind: gate.kind });
  if (gate.kind === 'closing') {
    return yes(decided, { type: 'session-closed', how: 'completed', at: command.at });
  }
  const accepted: SessionEvent = { type: 'task-accepted', task: gate.task, at: command.at };
  return yes(...andThen(session, [decided, accepted], (after) => advance(after, rules, command)));
}

/** `approve 3` frees this task and the next two. */
function leash({ count, at }: CommandOf<'approve'>): readonly SessionEvent[] {
  if (count === undefined || count === 1) return [];
  return [{ type: 'leash-granted', leash: count === 'all' ? 'all' : count - 1, at }];
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

/** At a start or closing gate, the completed task that retry goes back to. */
function stepBack(session: OpenSession, gate: Gate): TaskRecord | undefined {
  if (gate.kind !== 'start' && gate.kind !== 'closing') return undefined;
  const previous = gate.kind === 'start' ? taskBefore(session, gate.task) : taskOf(session, gate.task);
  return previous?.status === 'completed' ? previous : undefined;
}

export const decidedAt = (
  { type, by, at }: Pick<SessionCommand, 'by' | 'at'> & { readonly type: GateDecision },
  gate: Gate,
): SessionEvent => ({ type: 'gate-decided', gate: gate.id, decision: type, by, at });
