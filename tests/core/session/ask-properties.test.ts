import { describe, expect, it } from '@jest/globals';
import type { AskedCall } from '../../../src/core/attempt/index.ts';
import type { Gate } from '../../../src/core/gate/index.ts';
import {
  evolve,
  isSettled,
  openGates,
  waitingGate,
  type Session,
  type SessionEvent,
} from '../../../src/core/session/index.ts';
import type { Taken } from '../../helpers/session-stories.ts';
import { always, eventsOf, opened, orders, upTo } from './always.ts';

/** What attempt `epoch` ended in, if that was a call. */
function callEnding(epoch: number | undefined, steps: readonly Taken[]): AskedCall | undefined {
  const end = eventsOf('attempt-ended', ...steps).find((each) => each.epoch === epoch);
  return end?.outcome.kind === 'deferred' ? end.outcome.call : undefined;
}

/** What was said at a gate, and by what sort of command. */
function saidAt(gate: string, steps: readonly Taken[]): { by: string; kind: string | undefined } | undefined {
  const step = steps.find((each) => eventsOf('gate-decided', each).some((event) => event.gate === gate));
  return step && { by: step.command.type, kind: eventsOf('call-answered', step)[0]?.call.answer.kind };
}

const ANSWERS = ['allow', 'deny', 'answer'];
/** A person said it, or Greenlight said no. */
const isSaid = (said: ReturnType<typeof saidAt>): boolean =>
  said !== undefined && (ANSWERS.includes(said.by) || (said.by === 'refuse' && said.kind === 'deny'));

const NEWS = ['report', 'ask', 'use', 'overdue', 'interrupt', 'edited', 'committed', 'restored'];

function mayClose(gate: Gate, taken: Taken): boolean {
  const { command } = taken;
  const isDecided = eventsOf('gate-decided', taken).some((event) => event.gate === gate.id);
  const isWithdrawn = eventsOf('asks-withdrawn', taken).some(({ gates }) => gates.includes(gate.id));
  if (command.type === 'elapsed') return isDue(gate, command.at);
  if (command.type === 'refuse') return isDecided && gate.kind === 'ask' && gate.live === true;
  if (command.type === 'renew') return gate.id === command.gate;
  // (The copy is older than what was found: its gate is none any more.)
  if (command.type === 'restore') return true;
  return isWithdrawn || (isDecided && !NEWS.includes(command.type));
}

const isDue = (gate: Gate, at: string): boolean =>
  gate.kind === 'limit' && gate.resumeAt !== undefined && gate.resumeAt <= at;

/** What is to come up, by names. */
function namesOf(event: SessionEvent): readonly string[] {
  if (event.type === 'attempt-ordered') {
    return [`ordered by ${event.by}`, ...(event.attempt.answers === undefined ? [] : ['goes on with it'])];
  }
  if (event.type === 'attempt-ended') return [`ended ${event.outcome.kind}`];
  if (event.type === 'gate-opened') {
    const { gate } = event;
    return [`${gate.kind} ${gate.renewed?.why ?? ''}`, ...(gate.kind === 'start' ? [gate.why] : [])];
  }
  return event.type === 'call-answered' && event.grant ? [event.type, 'granted'] : [event.type];
}

function circumstances(taken: Taken): readonly string[] {
  const { command, why, after } = taken;
  const went = command.type === 'report' && orders(taken)[0]?.attempt.answers !== undefined;
  return [
    ...(why === undefined ? [] : [why, `${command.type} ${why}`]),
    ...(openGates(after).length > 1 ? ['several at once'] : []),
    ...(why === 'tree_moved' && ANSWERS.includes(command.type) ? ['answered over a moved tree'] : []),
    ...(went ? ['answered while it ended'] : []),
  ];
}

describe('whatever attempts ask and people answer, in whatever order', () => {
  it('all of what follows comes up', () => {
    const seen = new Set<string>();
    always((taken) => {
      for (const name of [...taken.events.flatMap(namesOf), ...circumstances(taken)]) seen.add(name);
      return true;
    }, 2_000);
    const names = [
      ...['asks-withdrawn', 'ask-kept', 'call-answered', 'answer-used', 'limit-postponed', 'plan-approved'],
      ...['ordered by hold-over', 'goes on with it', 'answered while it ended', 'granted', 'several at once'],
      ...['ended deferred', 'ended planned', 'ended limited', 'ended unreachable', 'budget'],
      ...[
        'ask moved',
        'limit moved',
        'plan moved',
        'which_gate',
        'answered over a moved tree',
        'use no_answer',
      ],
      ...['already_decided', 'instead_not_allowed', 'wait time_passed', 'elapsed stale_gate'],
    ];
    expect(names.filter((name) => !seen.has(name))).toEqual([]);
  });

  it('no attempt goes on in the middle of a call without an answer to it', () => {
    always((taken, _, steps) =>
      orders(taken).every(({ attempt }) => {
        const before = upTo(taken, steps);
        const call = callEnding(attempt.continues, before);
        if (!call) return true;
        const { state } = taken.before;
        const known = taken.events.reduce(evolve, taken.before);
        const answer = opened(known)?.answered.find(
          ({ id, digest }) => id === call.id && digest === call.digest,
        );
        return state === 'open' && answer !== undefined && isSaid(saidAt(answer.gate, before));
      }),
    );
  });

  it('what an attempt takes along is what was said at that gate', () => {
    always((taken, _, steps) =>
      orders(taken).every(({ attempt }) => {
        if (attempt.answers === undefined) return true;
        const call = callEnding(attempt.continues, upTo(taken, steps));
        const answer = opened(taken.after)?.answered.find(({ gate }) => gate === attempt.answers);
        return answer !== undefined && answer.id === call?.id && answer.usedBy === undefined;
      }),
    );
  });

  it('an answer is used by one asking at most', () => {
    always((taken, _, steps) => {
      const { command, before, after, refused } = taken;
      const users = (session: Session) => opened(session)?.answered ?? [];
      const kept = users(before).every(({ gate, usedBy }) => {
        const now = users(after).find((each) => each.gate === gate);
        return !now || usedBy === undefined || now.usedBy === usedBy;
      });
      if (command.type !== 'use' || refused) return kept;
      const answer = users(after).find(({ id }) => id === command.call);
      // What was used stays forgotten once it is: it is said anew.
      const said = eventsOf('call-answered', ...upTo(taken, steps)).filter(
        (each) => each.call.gate === answer?.gate,
      );
      return kept && answer?.usedBy === command.usedBy && said.length === 1;
    });
  });

  it('a call has one answer at most, and it is to what was asked at its gate', () => {
    always(({ before, after, events }) => {
      const answered = opened(after)?.answered ?? [];
      const isNamedOnce = new Set(answered.map(({ id }) => id)).size === answered.length;
      const given = events.flatMap((event) => (event.type === 'call-answered' ? [event.call] : []));
      const gates = openGates(before);
      return (
        isNamedOnce &&
        given.every(({ gate, id, digest }) =>
          gates.some(
            (g) => g.kind === 'ask' && g.id === gate && g.call.id === id && g.call.digest === digest,
          ),
        )
      );
    });
  });

  it('no gate closes by itself but a limit at its time, or a request whose attempt ends or that Greenlight refuses', () => {
    always((taken) => {
      const stillOpen = openGates(taken.after).map(({ id }) => id);
      return openGates(taken.before)
        .filter(({ id }) => !stillOpen.includes(id))
        .every((gate) => mayClose(gate, taken));
    });
  });

  it('what is withdrawn is never asked again under that name', () => {
    always((taken, _, steps) => {
      const gone = eventsOf('asks-withdrawn', taken).flatMap(({ gates }) => gates);
      const later = steps.slice(steps.indexOf(taken)).flatMap(({ after }) => openGates(after));
      return later.every(({ id }) => !gone.includes(id));
    });
  });

  it('a request waits at one gate, and nothing is asked of an attempt that is being ended', () => {
    always(({ after }) => {
      const gates = openGates(after);
      const calls = gates.flatMap((gate) => (gate.kind === 'ask' ? [gate.call.id] : []));
      const phase = opened(after)?.phase.name;
      const isRunning = gates.every(
        (gate) => gate.kind !== 'ask' || gate.live !== true || phase !== 'waiting',
      );
      return (
        new Set(calls).size === calls.length && isRunning && (phase !== 'stopping' || calls.length === 0)
      );
    });
  });

  it('neither a grant nor an answer outlives its task', () => {
    always(({ after }) => {
      const session = opened(after);
      if (!session) return true;
      const going = session.tasks.filter((task) => task.epoch !== undefined && !isSettled(task));
      const numbers = going.map(({ number }) => number);
      return [...session.grants, ...session.answered].every(({ task }) => numbers.includes(task));
    });
  });

  it('a grant is given by allowing for the task alone', () => {
    always(({ before, after, command }) => {
      const more = (opened(after)?.grants.length ?? 0) > (opened(before)?.grants.length ?? 0);
      return !more || (command.type === 'allow' && command.forTask === true && command.instead === undefined);
    });
  });

  it('nothing goes on over a tree that moved', () => {
    always((taken) => {
      const tree = waitingGate(taken.before)?.tree;
      return orders(taken).every(({ attempt }) => tree === undefined || attempt.tree === tree);
    });
  });

  it('what opens anew over files that somebody touched waits for a person', () => {
    always((taken) =>
      eventsOf('gate-opened', taken).every(
        ({ gate }) => gate.kind !== 'limit' || gate.renewed?.why !== 'moved' || gate.resumeAt === undefined,
      ),
    );
  });
});
