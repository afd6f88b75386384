import type { Recovered } from '../../app/session-service.ts';
import type { Instant } from '../../core/attempt/index.ts';
import type { GateRules } from '../../core/gate/index.ts';
import {
  openGates,
  waitingGate,
  type ClosedSession,
  type Notice,
  type OpenSession,
} from '../../core/session/index.ts';
import { isWithoutEvidence, NO_EVIDENCE } from '../../core/wording/project-news.ts';
import type { Sources } from './conversation.ts';
import { createAttemptDelivery } from './deliver-attempts.ts';
import { createGateDelivery, type GateDeliveryDeps } from './deliver-gates.ts';
import type { Content, Desk, PutOptions } from './desk.ts';
import type { LiveMessage } from './live-message.ts';
import { createLookUp } from './look-up.ts';
import { closingMessage } from './messages/closing-message.ts';
import { gateCard } from './messages/gate-card.ts';
import { listEditedCard } from './messages/list-edited-card.ts';
import { listMessage } from './messages/list-message.ts';
import { noticeText } from './messages/notice-text.ts';
import { pausedCard } from './messages/paused-card.ts';
import { recoveredText } from './messages/recovered-text.ts';
import { plain, type Rich } from './messages/rich-text.ts';
import type { Picks } from './picks.ts';
import type { SentMessages } from './sent-messages.ts';
import { showsOf } from './shows-of.ts';

export interface DeliveryDeps extends Sources {
  readonly desk: Desk;
  readonly sent: SentMessages;
  readonly picks: Picks;
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
  const { desk, sent, local, topic } = deps;
  const put = (content: Content, options: PutOptions): Promise<void> =>
    desk.put(content, { topic, ...options });
  const lookUp = createLookUp(deps);
  const attach: GateDeliveryDeps['attach'] = (file, key) => desk.attach(file, { topic, key });
  const gates = createGateDelivery({ ...deps, lookUp, put, attach });
  const attempts = createAttemptDelivery({ ...deps, lookUp, gates, put });

  async function deliver(notice: Notice, session: OpenSession | ClosedSession, key: string): Promise<void> {
    switch (notice.type) {
      case 'session-started':
        return session.state === 'open'
          ? put({ text: listMessage(session, deps.rules) }, { key, shows: { session: session.id } })
          : undefined;
      case 'gate-opened':
      case 'gate-decided':
      case 'asks-withdrawn':
      case 'ask-kept':
      case 'limit-postponed':
      case 'gate-reminder':
        return gates.tell(notice, session, key);
      case 'attempt-started':
      case 'attempt-adopted':
        if (notice.type === 'attempt-adopted')
          await put({ text: noticeText(notice, session, local) }, { key: `${key}/why` });
        if (session.state !== 'open') return;
        // Where no card asked before, this is the first that is seen of the session.
        if (isWithoutEvidence(notice, session))
          await put({ text: plain(`⚠️ ${NO_EVIDENCE}`) }, { key: `${key}/evidence` });
        return attempts.began(session, notice.attempt, key);
      case 'attempt-ended':
        return attempts.ended(notice, session, key);
      case 'session-paused':
        return session.state === 'open'
          ? put(pausedCard(notice, session, local), { key, shows: { session: session.id } })
          : undefined;
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
    const known = openGates(session).filter(({ id }) => sent.hasAsked(id));
    const [gate] = known;
    if (session.state !== 'open' || !gate) return put({ text }, { key });
    if (gate.kind !== 'ask') {
      const { buttons } = gateCard(await lookUp.gate(session, gate));
      return put({ text, buttons }, { key, shows: showsOf(session, gate) });
    }
    // Nothing is decided about a call that is not shown with it.
    await put({ text }, { key });
    for (const each of known) await gates.remind(session, each, `${key}/${each.id}`);
  }

  return {
    deliver,
    async tellRecovered(recovered, at) {
      const text = recoveredText(recovered);
      if (text) await put({ text }, { key: `recovered/${at}`, ring: true });
    },
    async takeUp(session) {
      const { phase } = session;
      if (phase.name === 'running' || phase.name === 'stopping') {
        await attempts.began(session, phase.attempt, `${session.id}/${phase.attempt.epoch}/taken-up`);
      }
      for (const gate of openGates(session)) await gates.ask(session, gate, `${gate.id}/taken-up`);
    },
  };
}
