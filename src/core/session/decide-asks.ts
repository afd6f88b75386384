import type { AskedCall, CallAnswer } from '../attempt/index.ts';
import type { AskGate, Gate } from '../gate/index.ts';
import { open, order } from './advance.ts';
import type { AnswerCommand, CommandOf } from './command.ts';
import { decidedAt } from './decided-at.ts';
import { no, yes, type Decision } from './decision.ts';
import type { SessionEvent } from './event.ts';
import { isSameCall } from './evolve-asks.ts';
import type { OpenSession, Phase } from './session.ts';
import { asksOf } from './status.ts';
import { taskOf } from './tasks.ts';

type Answer = CommandOf<AnswerCommand['type']>;

/** A running attempt takes the answer along by itself; where it has ended, the conversation goes on with it. */
export function answerCall(command: Answer, session: OpenSession, gate: Gate): Decision {
  if (gate.kind !== 'ask') throw new Error(`${command.type} was allowed at a gate that asks about no call`);
  const { tool } = gate.call;
  if (command.type === 'allow' && command.instead !== undefined && tool !== 'Bash') {
    return no({ code: 'instead_not_allowed', tool });
  }
  if (command.type === 'answer' && command.fault) return no(command.fault);
  const events = [decidedAt(command, gate), answered(command, gate)];
  if (gate.live === true) return yes(...events);
  const task = taskOf(session, gate.task);
  return yes(...events, order(session, task, 'decision', command, { answers: gate.id }));
}

function answered(command: Answer, { id, task, call }: AskGate): SessionEvent {
  // (Another command was not what the rest of the task was asked about.)
  const isGrant = command.type === 'allow' && command.forTask === true && command.instead === undefined;
  const { digest, folder } = call;
  const cover = isGrant ? call.cover : undefined;
  return {
    type: 'call-answered',
    call: { gate: id, task, id: call.id, digest, folder, answer: answerIn(command) },
    grant: cover === undefined ? undefined : { task, cover },
    at: command.at,
  };
}

function answerIn(command: Answer): CallAnswer {
  switch (command.type) {
    case 'allow':
      return { kind: 'allow', instead: command.instead };
    case 'deny':
      return { kind: 'deny', reason: command.words };
    case 'answer':
      return { kind: 'answer', answers: command.answers };
  }
}

type Running = Extract<Phase, { name: 'running' }>;

/** A call of the running attempt waits from now on. */
export function hearAsk(
  command: CommandOf<'ask'>,
  session: OpenSession,
  { attempt, asks }: Running,
): Decision {
  const { call } = command;
  // (It is asked already, or has its answer.)
  const isKnown = [...asks.map((ask) => ask.call), ...session.answered].some(({ id }) => id === call.id);
  if (isKnown) return no({ code: 'stale_report' });
  const { task, epoch } = attempt;
  return yes(open(session, { kind: 'ask', task, epoch, call, live: true }, command));
}

/** The answer is for one asking: whoever takes it along is written down before it is given. */
export function hearUse({ call, usedBy, at }: CommandOf<'use'>, session: OpenSession): Decision {
  const answer = session.answered.find(({ id }) => id === call);
  if (!answer || (answer.usedBy !== undefined && answer.usedBy !== usedBy)) return no({ code: 'no_answer' });
  return answer.usedBy === usedBy ? yes() : yes({ type: 'answer-used', call, usedBy, at });
}

/** Greenlight itself says no, because the call cannot wait any longer: also under a pause. */
export function hearRefuse({ gate, reason, by, at }: CommandOf<'refuse'>, { asks }: Running): Decision {
  const asked = asks.find(({ id }) => id === gate);
  if (!asked) return no({ code: 'stale_gate' });
  const { task, call } = asked;
  const answer = { kind: 'deny', reason, by: 'greenlight' } as const;
  return yes(decidedAt({ type: 'deny', by, at }, asked), {
    type: 'call-answered',
    call: { gate, task, id: call.id, digest: call.digest, answer },
    at,
  });
}

/** What the attempt asked, now that it ends; the call it ended in, if it did, waits on. */
export function withdrawAsks(phase: Phase, at: string, kept?: AskedCall): readonly SessionEvent[] {
  const gates = asksOf(phase).filter(({ call }) => !kept || !isSameCall(call, kept));
  return gates.length === 0 ? [] : [{ type: 'asks-withdrawn', gates: gates.map(({ id }) => id), at }];
}
