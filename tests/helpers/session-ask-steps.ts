import fc from 'fast-check';
import type { AskedCall, Outcome } from '../../src/core/attempt/index.ts';
import type { Gate, LimitGate } from '../../src/core/gate/index.ts';
import { openGates, type OpenSession, type Session } from '../../src/core/session/index.ts';
import { allow, answer, call, deny, elapsed, question, wait } from './session-asks.ts';
import { approve, listed, retry, second, skip, type BareCommand } from './session-play.ts';
import { epochOf, openGate, type Step } from './session-step.ts';

const kinds = [
  call(),
  call(1, { tool: 'Edit', cover: undefined }),
  call(1, { cover: 'cover-2' }),
  question,
] as const;

/** A call that was never asked; now and then one with the name of an earlier call. */
export const asked = fc
  .tuple(fc.constantFrom(...kinds), fc.constantFrom(true, true, true, true, false))
  .map(([kind, isNew]) => (n: number): AskedCall => ({
    ...kind,
    id: `toolu_${isNew ? n : n % 4}`,
    digest: `call-${isNew ? n : n % 2}`,
  }));

/** The call that the running attempt would end in: one that waits, or has its answer already, or one nobody heard of. */
export function callToEndIn(session: Session, which: 'asked' | 'answered', other: AskedCall): AskedCall {
  if (session.state !== 'open') return other;
  const waiting = openGates(session).flatMap((gate) => (gate.kind === 'ask' ? [gate.call] : []));
  const answered = session.answered.map(({ id, digest }) => ({ ...call(), id, digest }));
  return (which === 'asked' ? waiting.at(-1) : answered.at(-1)) ?? waiting[0] ?? other;
}

const whichGate = fc.constantFrom('first', 'last', 'last', 'other', 'unnamed', 'unnamed');
function named(which: string, session: Session): { gate?: string } {
  const gates = openGates(session);
  if (which === 'unnamed') return {};
  const gate = which === 'first' ? gates[0] : which === 'last' ? gates.at(-1) : undefined;
  return { gate: gate?.id ?? 'g1' };
}

/** What a person may say to it; another command fits a shell command alone. */
export const answerTo = (gate: Gate | undefined, wish: number): BareCommand => {
  if (gate?.kind === 'ask' && gate.call.kind === 'question' && wish !== 0) return answer();
  const wishes = [deny('no'), allow(), allow({ forTask: true }), allow({ instead: 'npm ci' })] as const;
  return wishes[wish] ?? allow();
};

const hook = fc.constantFrom('a', 'a', 'b');
const newest = (session: Session): string =>
  (session.state === 'open' ? session.answered.at(-1)?.id : undefined) ?? 'toolu_0';

/** What attempts ask and people say to it, whether it fits or not. */
export const askSteps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: asked.map((make): Step => (session, n) => ({
      ...{ type: 'ask', session: 'S', epoch: epochOf(session), call: make(n) },
    })),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(whichGate, fc.nat(3)).map(([which, wish]): Step => (session) => ({
      ...answerTo(openGates(session).at(which === 'first' ? 0 : -1), wish),
      ...named(which, session),
    })),
  },
  {
    weight: 3,
    arbitrary: hook.map((usedBy): Step => (session) => ({
      ...{ type: 'use', session: 'S', epoch: epochOf(session), call: newest(session), usedBy },
    })),
  },
  {
    weight: 2,
    arbitrary: whichGate.map((which): Step => (session) => ({
      ...{ type: 'refuse', session: 'S', epoch: epochOf(session), reason: 'Ask again, alone.' },
      gate: named(which, session).gate ?? 'g2',
    })),
  },
  { weight: 2, arbitrary: fc.constant<Step>((session) => elapsed(openGate(session))) },
  {
    weight: 3,
    arbitrary: fc.integer({ min: -2, max: 3 }).map(
      (ahead): Step =>
        (_, n) =>
          wait(second(n + ahead)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Step>((session) => ({ type: 'interrupt', session: 'S', epoch: epochOf(session) })),
  },
);

/** What a running attempt does before it ends; undefined: it ends. */
export const goingOn = fc
  .tuple(
    fc.constantFrom('ask', 'ask', 'answer', 'answer', 'use', 'end', 'end', 'end', 'end'),
    asked,
    fc.nat(3),
    hook,
  )
  .map(([what, make, wish, usedBy]) => (session: OpenSession, n: number): BareCommand | undefined => {
    const { phase, lastEpoch: epoch } = session;
    if (phase.name !== 'running' || what === 'end') return undefined;
    const gate = phase.asks.at(-1);
    if (what === 'answer' && gate) return answerTo(gate, wish);
    const isUsed = what === 'use' && session.answered.length > 0;
    if (isUsed) return { type: 'use', session: 'S', epoch, call: newest(session), usedBy };
    return { type: 'ask', session: 'S', epoch, call: make(n) };
  });

/** What brings a waiting session on, near to what is wished. */
export function atGate(wish: BareCommand, session: OpenSession, gate: Gate, n: number): BareCommand {
  if (wish.type === 'redo' && session.redo.length === 0) {
    const tasks = session.tasks.map(({ number, planFirst }) => listed(number, { planFirst })).toReversed();
    return { type: 'reload', digest: session.edited ?? session.digest, tasks };
  }
  return wish.type === 'approve' ? onwards(gate, n) : wish;
}

function onwards(gate: Gate, n: number): BareCommand {
  switch (gate.kind) {
    case 'ask':
      return answerTo(gate, n % 4);
    case 'limit':
      return atLimit(gate, n);
    case 'plan':
      return n % 4 === 0 ? retry : approve;
    case 'start':
      return approve;
    case 'closing':
    case 'doubt':
    case 'failure':
      return n % 5 === 0 ? skip : retry;
  }
}

function atLimit({ id, resumeAt }: LimitGate, n: number): BareCommand {
  if (resumeAt === undefined && n % 2 === 0) return retry;
  return resumeAt !== undefined && resumeAt <= second(n) ? elapsed(id) : wait(second(n + 1));
}

/** In a plan nothing is done: it ends with a plan. */
export function fitting(outcome: Outcome, session: Session): Outcome {
  const phase = session.state === 'open' ? session.phase : undefined;
  const isPlan = phase?.name === 'running' && phase.attempt.mode === 'plan';
  const { sentence, resumable } = outcome;
  if (isPlan && outcome.kind === 'completed') return { kind: 'planned', sentence, resumable };
  return !isPlan && outcome.kind === 'planned' ? { kind: 'lost', sentence, resumable } : outcome;
}
