import type { MessageEntity } from 'grammy/types';
import * as z from 'zod';
import type { Log } from '../../app/ports/log.ts';
import type { Memory } from '../../app/ports/memory.ts';

/** What is known of the messages that were sent, also after a restart. Losing it costs edits, nothing else. */
export interface SentMessages {
  /** Whether this part of a delivery was sent. */
  wasSent(part: string): boolean;
  /** Whether anything was ever said in this chat. */
  isEmpty(): boolean;
  remember(sent: Sent): Promise<void>;
  /** Whether the gate's own card, which says everything about it, was shown. */
  hasAsked(gate: string): boolean;
  /** What its card asks about, where that is a call. */
  callOf(gate: string): Shown['call'];
  /** What its own card tells of. */
  holdOf(gate: string): string | undefined;
  /** The message that tells of what holds a task up. */
  holdMessage(session: string, hold: string): number | undefined;
  /** Cards that still show buttons for this gate, oldest first. */
  cardsOf(gate: string): readonly KeptCard[];
  /** Gates that cards still show buttons for. */
  gatesWithCards(): readonly string[];
  /** This is what stands in the card now. */
  rewriteCard(card: KeptCard): Promise<void>;
  /** The cards of this gate are decided. */
  forgetCards(gate: string): Promise<void>;
  /** What this message asks about. */
  about(message: number): Shown | undefined;
  /** The newest session that messages above `message` showed, and its newest gate and attempt. */
  above(message: number): Omit<Shown, 'message'>;
  /** The message that shows how this attempt goes on. */
  runningMessage(session: string, epoch: number): number | undefined;
}

export interface Sent {
  /** Names the delivery and which of its messages it is; undefined for what is never sent again. */
  readonly part?: string | undefined;
  readonly message: number;
  readonly shows?: Omit<Shown, 'message'> | undefined;
  /** Kept so that the decision can be written into it. */
  readonly card?: Omit<KeptCard, 'message' | 'gate'> | undefined;
}

const entity = z.custom<MessageEntity>(
  (found) => typeof found === 'object' && found !== null && 'type' in found && 'offset' in found,
);

const shownSchema = z.object({
  message: z.number(),
  gate: z.string().optional(),
  session: z.string().optional(),
  epoch: z.number().optional(),
  /** It shows how that attempt goes on. */
  live: z.literal(true).optional(),
  /** It is the gate's own card. */
  asks: z.literal(true).optional(),
  /** It asks about a call. */
  call: z.object({ question: z.boolean(), cover: z.string().optional() }).optional(),
  /** It tells, all the time, of what holds a task up: a name for that. */
  hold: z.string().optional(),
});
export type Shown = Readonly<z.infer<typeof shownSchema>>;

const cardSchema = z.object({
  message: z.number(),
  gate: z.string(),
  text: z.string(),
  entities: z.array(entity),
});
export type KeptCard = Readonly<z.infer<typeof cardSchema>>;

const memorySchema = z.object({
  place: z.string(),
  sent: z.array(z.string()),
  shown: z.array(shownSchema),
  cards: z.array(cardSchema),
});
type Kept = z.infer<typeof memorySchema>;

/** Deliveries are repeated soon or never; a person answers an old message now and then. */
const MOST_SENT = 300;
const MOST_SHOWN = 300;
const MOST_CARDS = 20;

export interface SentMessagesDeps {
  readonly memory: Memory;
  /** Names the bot and the chat: in any other chat, and to any other bot, the same numbers are other messages. */
  readonly place: string;
  readonly log: Log;
}

export async function loadSentMessages({ memory, place, log }: SentMessagesDeps): Promise<SentMessages> {
  const read = memorySchema.safeParse(
    await memory
      .read()
      .catch((error: unknown) => log.warn('which messages were sent could not be read', { error })),
  );
  let kept: Kept =
    read.success && read.data.place === place ? read.data : { place, sent: [], shown: [], cards: [] };
  let writing = Promise.resolve();

  /** What was sent stays sent: a full disk is no reason to send it again. */
  async function keep(change: Partial<Kept>): Promise<void> {
    const next = { ...kept, ...change };
    kept = next;
    writing = writing
      .then(() => memory.write(next))
      .catch((error: unknown) => log.warn('which messages were sent could not be kept', { error }));
    await writing;
  }

  return {
    wasSent: (part) => kept.sent.includes(part),
    isEmpty: () => kept.sent.length === 0 && kept.shown.length === 0,
    async remember({ part, message, shows, card }) {
      if (part === undefined && !shows) return;
      const gate = shows?.gate;
      await keep({
        ...(part !== undefined && { sent: [...kept.sent, part].slice(-MOST_SENT) }),
        ...(shows && { shown: [...kept.shown, { message, ...shows }].slice(-MOST_SHOWN) }),
        ...(card &&
          gate !== undefined && { cards: [...kept.cards, { message, gate, ...card }].slice(-MOST_CARDS) }),
      });
    },
    hasAsked: (gate) => kept.shown.some((shown) => shown.gate === gate && shown.asks === true),
    callOf: (gate) => kept.shown.find((shown) => shown.gate === gate && shown.call !== undefined)?.call,
    holdOf: (gate) => kept.shown.find((shown) => shown.gate === gate && shown.hold !== undefined)?.hold,
    holdMessage(session, hold) {
      const named = kept.shown.findLast((shown) => shown.session === session && shown.hold === hold)?.message;
      const newest = kept.shown.findLast(({ message }) => message === named);
      return newest?.hold === hold ? named : undefined;
    },
    cardsOf: (gate) => kept.cards.filter((card) => card.gate === gate),
    gatesWithCards: () => [...new Set(kept.cards.map(({ gate }) => gate))],
    rewriteCard: (card) =>
      keep({ cards: kept.cards.map((each) => (each.message === card.message ? card : each)) }),
    forgetCards: (gate) => keep({ cards: kept.cards.filter((card) => card.gate !== gate) }),
    about: (message) => kept.shown.findLast((shown) => shown.message === message),
    above(message) {
      // (Of one message, too, the last is the newest.)
      const newestFirst = kept.shown
        .filter((shown) => shown.message < message)
        .reverse()
        .sort((a, b) => b.message - a.message);
      const session = newestFirst.find((shown) => shown.session !== undefined)?.session;
      const same = newestFirst.filter((shown) => shown.session === session);
      return {
        session,
        gate: same.find((shown) => shown.gate !== undefined)?.gate,
        epoch: same.find((shown) => shown.epoch !== undefined)?.epoch,
      };
    },
    runningMessage: (session, epoch) =>
      kept.shown.findLast(
        (shown) => shown.live === true && shown.session === session && shown.epoch === epoch,
      )?.message,
  };
}
