import { since, type LocalTime } from '../../app/local-time.ts';
import type { Attempt, Instant, Outcome } from '../../core/attempt/index.ts';
import { openGates, type ClosedSession, type Notice, type OpenSession } from '../../core/session/index.ts';
import type { GateDelivery, GateDeliveryDeps } from './deliver-gates.ts';
import type { Desk } from './desk.ts';
import type { LiveMessage } from './live-message.ts';
import type { LookUp } from './look-up.ts';
import { resultCard } from './messages/result-card.ts';
import { runningCard, runningEnded } from './messages/running-card.ts';
import type { SentMessages } from './sent-messages.ts';
import { holdName } from './shows-of.ts';

export interface AttemptDeliveryDeps extends Pick<GateDeliveryDeps, 'put'> {
  readonly desk: Desk;
  readonly sent: SentMessages;
  readonly live: LiveMessage;
  readonly lookUp: LookUp;
  readonly gates: Pick<GateDelivery, 'ask' | 'heldIn'>;
  readonly now: () => Instant;
  readonly local: LocalTime;
}

/** Keeps the message of the attempt that runs in the chat, and tells how attempts ended. */
export interface AttemptDelivery {
  began(session: OpenSession, attempt: Attempt, key: string): Promise<void>;
  ended(notice: Ended, session: OpenSession | ClosedSession, key: string): Promise<void>;
}

type Ended = Extract<Notice, { type: 'attempt-ended' }>;

export function createAttemptDelivery(deps: AttemptDeliveryDeps): AttemptDelivery {
  const { desk, sent, live, lookUp, gates, put, now, local } = deps;

  /** What goes on by itself shows in the message that tells what had held it up. */
  async function show(session: OpenSession, attempt: Attempt, key: string): Promise<void> {
    const { epoch, task, patience, orderedAt } = attempt;
    const card = runningCard({ session, attempt, elapsedMs: since(orderedAt, now()), now: now(), local });
    const shows = { session: session.id, epoch, live: true } as const;
    const hold = patience && holdName(task, patience.since);
    const held = hold === undefined ? undefined : sent.holdMessage(session.id, hold);
    await (held === undefined ? put(card, { key, shows }) : desk.turnInto(held, card, { ...shows, hold }));
  }

  async function over(message: number, session: OpenSession | ClosedSession, ended: Ended): Promise<void> {
    const text = runningEnded({ ...ended, session });
    await desk.edit(message, () => ({ text }));
  }

  /** What follows is told of in messages of its own. */
  async function leave(message: number, { session, epoch }: Ended): Promise<void> {
    if (sent.about(message)?.hold !== undefined) await sent.remember({ message, shows: { session, epoch } });
  }

  /** It was held up again, and has gone on since: what follows is told of in the same message. */
  const goesOn = (message: number, session: OpenSession | ClosedSession, { outcome }: Ended): boolean =>
    isHoldUp(outcome) && isGoing(session) && sent.about(message)?.hold !== undefined;

  return {
    async began(session, attempt, key) {
      const { epoch } = attempt;
      if (sent.runningMessage(session.id, epoch) === undefined) await show(session, attempt, key);
      const message = sent.runningMessage(session.id, epoch);
      if (message !== undefined && isRunning(session, epoch)) live.follow(message, session, attempt);
    },
    async ended(notice, session, key) {
      const { epoch, task, outcome } = notice;
      await live.end(session.id, epoch);
      const message = sent.runningMessage(session.id, epoch);
      const gate = openGates(session).find((each) => 'epoch' in each && each.epoch === epoch);
      // A failure is told by the card that asks what to do about it, if that is still to be asked.
      if (session.state === 'open' && gate) {
        if (message !== undefined && gates.heldIn(session, gate) !== message) {
          await over(message, session, notice);
          await leave(message, notice);
        }
        return gates.ask(session, gate, key, outcome);
      }
      if (message !== undefined) {
        await over(message, session, notice);
        if (goesOn(message, session, notice)) return;
        await leave(message, notice);
      }
      const facts = await lookUp.attempt(session, task, epoch);
      await put(resultCard({ ...facts, session, number: task, epoch, outcome, now: now(), local }), { key });
    },
  };
}

const isGoing = (session: OpenSession | ClosedSession): boolean =>
  session.state === 'open' && session.pausedAt === undefined;

const isHoldUp = ({ kind }: Outcome): boolean => kind === 'limited' || kind === 'unreachable';

const isRunning = (session: OpenSession, epoch: number): boolean =>
  'attempt' in session.phase && session.phase.attempt.epoch === epoch;
