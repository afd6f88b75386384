import type { Instant } from '../../core/attempt/index.ts';
import type { Buttons, Sender } from './sender.ts';
import { FormattedString } from '@grammyjs/parse-mode';
import type { Rich } from './messages/rich-text.ts';
import { split } from './messages/split.ts';
import type { SentMessages, Shown } from './sent-messages.ts';

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
  edit(message: number, render: () => Content): Promise<void>;
  /** Writes what was decided into every card of the gate, and takes their buttons away. */
  closeCards(gate: string, decided: (body: Rich) => Rich): Promise<void>;
  removeButtons(message: number): Promise<void>;
  answerTap: Sender['answerTap'];
}

export interface DeskDeps {
  readonly sender: Sender;
  readonly sent: SentMessages;
  readonly isQuiet: (at: Instant) => boolean;
  readonly now: () => Instant;
}

const MOST_PARTS = 4;
/** With a mark that makes programs on a phone take it for UTF-8. */
const asFile = (text: string): string => `\uFEFF${text}\n`;

export function createDesk({ sender, sent, isQuiet, now }: DeskDeps): Desk {
  async function put(
    content: Content,
    { ring = false, key, shows, ...where }: PutOptions = {},
  ): Promise<void> {
    const parts = split(content.text);
    const { fileName } = content;
    if (fileName !== undefined && parts.length > MOST_PARTS) {
      await once(key, shows, content, () => {
        const [caption = ''] = content.text.text.split('\n', 1);
        return sender.sendDocument(
          { name: fileName, content: asFile(content.text.text), caption },
          options(false),
        );
      });
      return;
    }
    for (const [index, text] of parts.entries()) {
      const last = index === parts.length - 1;
      const buttons = last ? content.buttons : undefined;
      const part = key === undefined ? undefined : `${key}/${index}`;
      await once(part, last ? shows : undefined, content, () =>
        sender.send({ text, buttons }, options(ring && last)),
      );
    }

    function options(loud: boolean): Parameters<Sender['send']>[1] {
      return { silent: !loud || isQuiet(now()), ...where };
    }
  }

  async function once(
    part: string | undefined,
    shows: Omit<Shown, 'message'> | undefined,
    { text, body, buttons }: Content,
    send: () => Promise<number>,
  ): Promise<void> {
    if (part !== undefined && sent.wasSent(part)) return;
    const message = await send();
    const kept = body ?? text;
    const card = shows?.gate !== undefined && buttons && { text: kept.text, entities: [...kept.entities] };
    await sent.remember({ part, message, shows, card: card || undefined });
  }

  return {
    put,
    edit: (message, render) => sender.edit(message, render),
    async closeCards(gate, decided) {
      for (const { message, text, entities } of sent.cardsOf(gate)) {
        const body = new FormattedString(text, entities);
        await sender.edit(message, () => ({ text: decided(body) }));
      }
      await sent.forgetCards(gate);
    },
    removeButtons: (message) => sender.removeButtons(message),
    answerTap: sender.answerTap,
  };
}
