import type { Outcome } from '../../core/attempt/index.ts';
import type { Gate } from '../../core/gate/index.ts';
import { openGates, type ClosedSession, type Notice, type OpenSession } from '../../core/session/index.ts';
import type { LocalTime } from '../../app/local-time.ts';
import type { Content, Desk, PutOptions } from './desk.ts';
import type { LookUp } from './look-up.ts';
import type { GateCard } from './messages/card.ts';
import { decidedText, renewedText, withdrawnText, type DecidedFacts } from './messages/decided-text.ts';
import { gateCard } from './messages/gate-card.ts';
import { reminderCard } from './messages/reminder-card.ts';
import type { Picks } from './picks.ts';
import type { SentMessages } from './sent-messages.ts';
import { holdName, holdOf, showsOf } from './shows-of.ts';

export interface GateDeliveryDeps {
  readonly desk: Desk;
  readonly sent: SentMessages;
  readonly picks: Picks;
  readonly lookUp: LookUp;
  readonly local: LocalTime;
  /** In the topic that notices go to. */
  readonly put: (content: Content, options: PutOptions) => Promise<void>;
  readonly attach: (file: NonNullable<GateCard['whole']>, key: string) => Promise<void>;
}

/** Keeps the cards of what waits in the chat. */
export interface GateDelivery {
  /** Shows the gate's own card, unless it was shown before: several ways lead here. */
  ask(session: OpenSession, gate: Gate, key: string, outcome?: Outcome): Promise<void>;
  remind(session: OpenSession, gate: Gate, key: string): Promise<void>;
  tell(notice: GateNotice, session: Answered, key: string): Promise<void>;
  /** The message in which what goes on by itself is told of, if it was before. */
  heldIn(session: OpenSession, gate: Gate): number | undefined;
}

type Answered = OpenSession | ClosedSession;

type GateNotice = Extract<
  Notice,
  {
    readonly type:
      'gate-opened' | 'gate-decided' | 'gate-reminder' | 'asks-withdrawn' | 'ask-kept' | 'limit-postponed';
  }
>;

export function createGateDelivery(deps: GateDeliveryDeps): GateDelivery {
  const { desk, sent, picks, lookUp, local, put, attach } = deps;

  async function ask(session: OpenSession, gate: Gate, key: string, outcome?: Outcome): Promise<void> {
    await closeReplaced(gate);
    if (sent.hasAsked(gate.id)) return;
    const found = await lookUp.gate(session, gate);
    const facts = { ...found, outcome: outcome ?? found.outcome };
    const held = heldIn(session, gate);
    const shows = { ...showsOf(session, gate), asks: true, hold: holdOf(gate) } as const;
    if (held === undefined) await show(gateCard(facts), { key, ring: true, shows });
    else await desk.turnInto(held, gateCard(facts), shows);
  }

  /** What goes on by itself, and did so before, is told of where it was told of then. */
  function heldIn(session: OpenSession, gate: Gate): number | undefined {
    if (gate.kind !== 'limit' || gate.resumeAt === undefined || gate.renewed) return undefined;
    return sent.holdMessage(session.id, holdName(gate.task, gate.since));
  }

  async function show(
    { whole, ...card }: GateCard,
    options: PutOptions & { readonly key: string },
  ): Promise<void> {
    if (whole) await attach(whole, `${options.key}/whole`);
    await put(card, options);
  }

  /** Nobody decided at the gate that this one takes the place of, so no notice closes its cards. */
  async function closeReplaced({ id, renewed }: Gate): Promise<void> {
    if (!renewed) return;
    for (const gate of sent.gatesWithCards()) {
      if (gate !== id) await desk.closeCards(gate, renewedText);
    }
  }

  /** By whom, and for what else, an answer was given. */
  function callAnswered(gate: string, session: Answered): DecidedFacts['call'] {
    const call = sent.callOf(gate);
    if (!call || session.state !== 'open') return undefined;
    const answer = session.answered.find((each) => each.gate === gate)?.answer;
    const forTask = call.cover !== undefined && session.grants.some(({ cover }) => cover === call.cover);
    return { answer, question: call.question, forTask: answer?.kind === 'allow' && forTask };
  }

  async function remind(session: OpenSession, gate: Gate, key: string): Promise<void> {
    // Nobody is waited for.
    if (gate.kind === 'limit' && gate.resumeAt !== undefined) return;
    const card = reminderCard(await lookUp.gate(session, gate));
    await show(card, { key, ring: true, shows: showsOf(session, gate) });
  }

  /** What waited before goes on waiting in the same card, but what that says has changed. */
  async function rewrite(session: OpenSession, gate: Gate, key: string): Promise<void> {
    if (!sent.hasAsked(gate.id)) return ask(session, gate, key);
    const facts = await lookUp.gate(session, gate);
    await desk.rewriteCards(gate.id, (message) => gateCard({ ...facts, picks: picks.of(message) }));
  }

  async function decided(
    { gate, decision, by, at }: Extract<Notice, { type: 'gate-decided' }>,
    session: Answered,
  ): Promise<void> {
    const call = callAnswered(gate, session);
    // What goes on by itself is told of in the same message.
    const isGoing = by.channel === 'greenlight' && decision === 'retry';
    const held = isGoing ? heldBy(gate, session.id) : undefined;
    await desk.closeCards(gate, (body) => decidedText(body, { decision, by, at, local, call }), held);
  }

  function heldBy(gate: string, session: string): number | undefined {
    const hold = sent.holdOf(gate);
    return hold === undefined ? undefined : sent.holdMessage(session, hold);
  }

  return {
    ask,
    heldIn,
    remind,
    async tell(notice, session, key) {
      switch (notice.type) {
        case 'gate-decided':
          return decided(notice, session);
        case 'asks-withdrawn':
          for (const gate of notice.gates) await desk.closeCards(gate, withdrawnText);
          return;
        case 'gate-opened':
          return atPresent(session, notice.gate, (open, gate) => ask(open, gate, key));
        case 'gate-reminder':
          return atPresent(session, notice.gate, (open, gate) => remind(open, gate, key));
        case 'ask-kept':
        case 'limit-postponed':
          return atPresent(session, notice.gate, (open, gate) => rewrite(open, gate, key));
      }
    },
  };
}

/** A card that is delivered late is about a gate that may be decided already, or wait otherwise than it did. */
async function atPresent(
  session: Answered,
  { id }: Gate,
  act: (session: OpenSession, gate: Gate) => Promise<void>,
): Promise<void> {
  const gate = openGates(session).find((each) => each.id === id);
  if (session.state === 'open' && gate) await act(session, gate);
}
