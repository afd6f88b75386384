import type { Instant } from '../../core/attempt/index.ts';
import { FormattedString } from '@grammyjs/parse-mode';
import { short } from './messages/cut.ts';
import type { Rich } from './messages/rich-text.ts';
import { split } from './messages/split.ts';
import { withoutSecrets, type Buttons, type Sender, type TextFile } from './sender.ts';
import type { Sent, SentMessages, Shown } from './sent-messages.ts';

/** What is to be said, however long it is. */
export interface Content {
  readonly text: Rich;
  /** Below its last message. */
  readonly buttons?: Buttons | undefined;
  /** The text without the line that says what can be done: a decision is written below it. */
  readonly body?: Rich | undefined;
  /** The name of the file it is sent as when it would fill too many messages. */
  readonly fileName?: string | undefined;
}

export interface PutOptions {
  /** With a sound, unless it is quiet hours. */
  readonly ring?: boolean | undefined;
  /** Names the delivery: what was sent of it before is not sent again. */
  readonly key?: string | undefined;
  readonly topic?: number | undefined;
  readonly replyTo?: number | undefined;
  /** What a person who answers this message means. */
  readonly shows?: Omit<Shown, 'message'> | undefined;
}

/** Where messages are put, found again, and changed. */
export interface Desk {
  put(content: Content, options?: PutOptions): Promise<void>;
  /** Sends a file as it is. */
  attach(file: TextFile, options?: Pick<PutOptions, 'topic' | 'key'>): Promise<void>;
  edit(message: number, render: () => Content): Promise<void>;
  /** Writes what was decided into every card of the gate, and takes their buttons away. */
  closeCards(gate: string, decided: (body: Rich) => Rich, except?: number): Promise<void>;
  /** Writes anew what stands in every card of the gate. */
  rewriteCards(gate: string, render: (message: number) => Content): Promise<void>;
  /** Makes a message that is there the card of a gate. */
  turnInto(message: number, content: Content, shows: Omit<Shown, 'message'>): Promise<void>;
  setButtons(message: number, render: () => Buttons): Promise<void>;
  removeButtons(message: number): Promise<void>;
  answerTap: Sender['answerTap'];
}

export interface DeskDeps {
  readonly sender: Sender;
  readonly sent: SentMessages;
  readonly isQuiet: (at: Instant) => boolean;
  /** Half of a secret is not known for one any more: so it is taken out before a text is split. */
  readonly redact: (text: string) => string;
  readonly now: () => Instant;
}

const MOST_PARTS = 4;
/** Telegram's limit. */
const LONGEST_CAPTION = 1_024;
/** With a mark that makes programs on a phone take it for UTF-8. */
const asFile = (text: string): string => `\uFEFF${text}\n`;

export function createDesk({ sender, sent, isQuiet, redact, now }: DeskDeps): Desk {
  async function put(content: Content, options: PutOptions = {}): Promise<void> {
    const text = withoutSecrets(content.text, redact);
    const parts = split(text);
    const { fileName } = content;
    if (fileName !== undefined && parts.length > MOST_PARTS) return putFile(fileName, text.text, options);
    const { ring = false, key, shows, ...where } = options;
    for (const [index, part] of parts.entries()) {
      const name = key === undefined ? undefined : `${key}/${index}`;
      const isLast = index === parts.length - 1;
      const { buttons } = isLast ? content : {};
      await once(
        name,
        () => sender.send({ text: part, buttons }, { silent: isSilent(ring && isLast), ...where }),
        isLast ? { shows, card: cardOf(content, shows) } : {},
      );
    }
  }

  function putFile(
    name: string,
    text: string,
    { ring = false, key, shows, ...where }: PutOptions,
  ): Promise<void> {
    const [firstLine = ''] = text.split('\n', 1);
    const file = { name, content: asFile(text), caption: short(firstLine, LONGEST_CAPTION) };
    return once(key, () => sender.sendDocument(file, { silent: isSilent(ring), ...where }), { shows });
  }

  const isSilent = (ring: boolean): boolean => !ring || isQuiet(now());

  function cardOf({ text, body = text, buttons }: Content, shows: PutOptions['shows']): Sent['card'] {
    if (shows?.gate === undefined || !buttons) return undefined;
    const kept = withoutSecrets(body, redact);
    return { text: kept.text, entities: [...kept.entities] };
  }

  async function once(
    part: string | undefined,
    send: () => Promise<number>,
    about: Pick<Sent, 'shows' | 'card'>,
  ): Promise<void> {
    if (part !== undefined && sent.wasSent(part)) return;
    await sent.remember({ part, message: await send(), ...about });
  }

  return {
    put,
    async attach({ caption, ...file }, { key, ...where } = {}) {
      const fits = { ...file, caption: short(redact(caption), LONGEST_CAPTION) };
      await once(key, () => sender.sendDocument(fits, { silent: true, ...where }), {});
    },
    edit: (message, render) => sender.edit(message, render),
    async closeCards(gate, decided, except) {
      for (const { message, text, entities } of sent.cardsOf(gate)) {
        if (message === except) continue;
        const body = new FormattedString(text, entities);
        await sender.edit(message, () => ({ text: decided(body) }));
      }
      await sent.forgetCards(gate);
    },
    async rewriteCards(gate, render) {
      for (const { message } of sent.cardsOf(gate)) {
        const content = render(message);
        await sender.edit(message, () => content);
        const card = cardOf(content, { gate });
        if (card) await sent.rewriteCard({ message, gate, ...card });
      }
    },
    async turnInto(message, content, shows) {
      await sender.edit(message, () => content);
      await sent.remember({ message, shows, card: cardOf(content, shows) });
    },
    setButtons: (message, render) => sender.setButtons(message, render),
    removeButtons: (message) => sender.setButtons(message, () => []),
    answerTap: (tap, toast) => sender.answerTap(tap, toast),
  };
}
