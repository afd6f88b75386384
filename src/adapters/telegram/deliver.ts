import type { Recovered } from '../../app/session-service.ts';
import { since } from '../../app/local-time.ts';
import type { Attempt, Instant, Outcome } from '../../core/attempt/index.ts';
import type { Gate, GateRules } from '../../core/gate/index.ts';
import { waitingGate, type ClosedSession, type Notice, type OpenSession } from '../../core/session/index.ts';
import { isWithoutEvidence, NO_EVIDENCE } from '../../core/wording/project-news.ts';
import type { Sources } from './conversation.ts';
import type { Content, Desk, PutOptions } from './desk.ts';
import type { LiveMessage } from './live-message.ts';
import { createLookUp } from './look-up.ts';
import { closingMessage } from './messages/closing-message.ts';
import { decidedText, renewedText } from './messages/decided-text.ts';
import { gateCard } from './messages/gate-card.ts';
import { listEditedCard } from './messages/list-edited-card.ts';
import { listMessage } from './messages/list-message.ts';
import { noticeText } from './messages/notice-text.ts';
import { pausedCard } from './messages/paused-card.ts';
import { recoveredText } from './messages/recovered-text.ts';
import { reminderCard } from './messages/reminder-card.ts';
import { plain, type Rich } from './messages/rich-text.ts';
import { resultCard } from './messages/result-card.ts';
import { runningCard, runningEnded } from './messages/running-card.ts';
import type { SentMessages } from './sent-messages.ts';

export interface DeliveryDeps extends Sources {
  readonly desk: Desk;
  readonly sent: SentMessages;
  readonly live: LiveMessage;
  readonly rules: GateRules;
  readonly now: () => Instant;
  /** The forum topic that notices go to. */
  readonly topic: number | undefined;
}

/** Brings notices into the chat, each as the messages it needs. */
export interface Delivery {
  deliver(notice: Notice, session: OpenSession | ClosedSession, key: string): Promise<void>;
  /** What happened to the state before this process took it up, at `at`. */
  tellRecovered(recovered: Recovered, at: Instant): Promise<void>;
  /** Shows what waits or runs already, unless the chat knows it. */
  takeUp(session: OpenSession): Promise<void>;
}

export function createDelivery(deps: DeliveryDeps): Delivery {
  const { desk, sent, live, local, topic } = deps;
  const put = (content: Content, options: PutOptions): Promise<void> =>
    desk.put(content, { topic, ...options });
  const lookUp = createLookUp(deps);

  /** Shows the gate's own card, unless it was shown before: several ways lead here. */
  async function ask(session: OpenSession, gate: Gate, key: string, outcome?: Outcome): Promise<void> {
    await closeReplaced(gate);
    if (sent.hasAsked(gate.id)) return;
    const shows = { gate: gate.id, session: session.id, asks: true } as const;
    const facts = await lookUp.gate(session, gate);
    await put(gateCard({ ...facts, outcome: outcome ?? facts.outcome }), { key, ring: true, shows });
  }

  /** Nobody decided at the gate that this one takes the place of, so no notice closes its cards. */
  async function closeReplaced({ id, renewed }: Gate): Promise<void> {
    if (!renewed) return;
    for (const gate of sent.gatesWithCards()) {
      if (gate !== id) await desk.closeCards(gate, renewedText);
    }
  }

  async function showRunning(session: OpenSession, attempt: Attempt, key: string): Promise<void> {
    const { epoch } = attempt;
    if (sent.runningMessage(session.id, epoch) === undefined) {
      const now = deps.now();
      const elapsedMs = since(attempt.orderedAt, now);
      await put(runningCard({ session, attempt, elapsedMs, now, local }), {
        key,
        shows: { session: session.id, epoch, live: true },
      });
    }
    const message = sent.runningMessage(session.id, epoch);
    if (message !== undefined && isRunning(session, epoch)) live.follow(message, session, attempt);
  }

  /** A failure is told by the card that asks what to do about it, if that is still to be asked. */
  async function tellEnd(
    { epoch, task, outcome }: Extract<Notice, { type: 'attempt-ended' }>,
    session: OpenSession | ClosedSession,
    key: string,
  ): Promise<void> {
    await live.end(session.id, epoch);
    const message = sent.runningMessage(session.id, epoch);
    if (message !== undefined) {
      await desk.edit(message, () => ({ text: runningEnded({ session, task, epoch }) }));
    }
    const gate = waitingGate(session);
    if (session.state === 'open' && gate && 'epoch' in gate && gate.epoch === epoch) {
      return ask(session, gate, key, outcome);
    }
    const facts = await lookUp.attempt(session, task, epoch);
    const card = resultCard({ ...facts, session, number: task, epoch, outcome, now: deps.now(), local });
    return put(card, { key });
  }

  async function deliver(notice: Notice, session: OpenSession | ClosedSession, key: string): Promise<void> {
    switch (notice.type) {
      case 'session-started':
        return session.state === 'open'
          ? put({ text: listMessage(session, deps.rules) }, { key, shows: { session: session.id } })
          : undefined;
      case 'gate-opened':
        return isWaitingAt(session, notice.gate) ? ask(session, notice.gate, key) : undefined;
      case 'gate-decided':
        return desk.closeCards(notice.gate, (body) => decidedText(body, { ...notice, local }));
      case 'attempt-started':
      case 'attempt-adopted':
        if (notice.type === 'attempt-adopted')
          await put({ text: noticeText(notice, session, local) }, { key: `${key}/why` });
        if (session.state !== 'open') return;
        // Where no card asked before, this is the first that is seen of the session.
        if (isWithoutEvidence(notice, session))
          await put({ text: plain(`⚠️ ${NO_EVIDENCE}`) }, { key: `${key}/evidence` });
        return showRunning(session, notice.attempt, key);
      case 'attempt-ended':
        return tellEnd(notice, session, key);
      case 'session-paused':
        return session.state === 'open'
          ? put(pausedCard(notice, session, local), { key, shows: { session: session.id } })
          : undefined;
      case 'gate-reminder':
        return isWaitingAt(session, notice.gate) ? remind(session, notice.gate, key) : undefined;
      case 'session-closed':
        return session.state === 'closed'
          ? put(
              { text: closingMessage(session, deps.logsFolder(session.id)), fileName: 'session.txt' },
              { key, ring: true, shows: { session: session.id } },
            )
          : undefined;
      case 'session-resumed':
        return tellResumed(noticeText(notice, session, local), session, key);
      case 'list-edited':
        return tellEdited(notice, session, key);
      case 'task-skipped':
      case 'stopping':
      case 'task-undone':
      case 'task-redone':
      case 'not-committed':
        return put({ text: noticeText(notice, session, local) }, { key });
      case 'channel-refused':
        return put({ text: noticeText(notice, session, local) }, { key, ring: true });
    }
  }

  /** An edit is taken over at the gate that waits now, and at no other. */
  async function tellEdited(
    { changes }: Extract<Notice, { type: 'list-edited' }>,
    session: OpenSession | ClosedSession,
    key: string,
  ): Promise<void> {
    if (session.state !== 'open') return;
    const shows = { session: session.id, gate: waitingGate(session)?.id };
    await put(listEditedCard(changes, session), { key, shows });
  }

  /** What waited before the pause waits again, with its buttons at hand; what begins to wait now gets its own card. */
  async function tellResumed(text: Rich, session: OpenSession | ClosedSession, key: string): Promise<void> {
    const gate = waitingGate(session);
    if (session.state !== 'open' || !gate || !sent.hasAsked(gate.id)) return put({ text }, { key });
    const { buttons } = gateCard(await lookUp.gate(session, gate));
    return put({ text, buttons }, { key, shows: { gate: gate.id, session: session.id } });
  }

  async function remind(session: OpenSession, gate: Gate, key: string): Promise<void> {
    const shows = { gate: gate.id, session: session.id };
    const card = reminderCard(await lookUp.gate(session, gate));
    await put(card, { key, ring: true, shows });
  }

  return {
    deliver,
    async tellRecovered(recovered, at) {
      const text = recoveredText(recovered);
      if (text) await put({ text }, { key: `recovered/${at}`, ring: true });
    },
    async takeUp(session) {
      const { phase } = session;
      if (phase.name === 'waiting') await ask(session, phase.gate, `${phase.gate.id}/taken-up`);
      if (phase.name === 'running' || phase.name === 'stopping') {
        await showRunning(session, phase.attempt, `${session.id}/${phase.attempt.epoch}/taken-up`);
      }
    },
  };
}

/** A card that is delivered late is about a gate that may be decided already. */
const isWaitingAt = (session: OpenSession | ClosedSession, gate: Gate): session is OpenSession =>
  waitingGate(session)?.id === gate.id;

const isRunning = (session: OpenSession, epoch: number): boolean =>
  'attempt' in session.phase && session.phase.attempt.epoch === epoch;
