import { InputFile, type Api } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import { DeliveryRefused } from '../../app/ports/channel.ts';
import type { Clock } from '../../app/ports/clock.ts';
import { encodeButton, type LabelledButton } from './buttons.ts';
import { plain as unformatted, type Rich } from './messages/rich-text.ts';
import { troubleOf, type SendTrouble } from './send-trouble.ts';

/** A message as it is to stand in the chat; at most what Telegram takes at once. */
export interface Outgoing {
  readonly text: Rich;
  readonly buttons?: Buttons | undefined;
}

export type Buttons = readonly (readonly LabelledButton[])[];

export interface SendOptions {
  readonly silent: boolean;
  /** The forum topic; undefined outside of topics. */
  readonly topic?: number | undefined;
  readonly replyTo?: number | undefined;
}

/** Calls to Telegram in one chat; what Telegram asks to wait for holds back all of them. */
export interface Sender {
  /** Resolves with the message's id. Rejects with `DeliveryRefused`, or when the network or Telegram fails. */
  send(message: Outgoing, options: SendOptions): Promise<number>;
  sendDocument(file: TextFile, options: SendOptions): Promise<number>;
  /** `render` is asked right before each try; a message that is gone or stands so already is no failure. */
  edit(message: number, render: () => Outgoing): Promise<void>;
  /** `render` is asked as in `edit`. */
  setButtons(message: number, render: () => Buttons): Promise<void>;
  /** Answers a tap; false when Telegram takes no answer to it any more. */
  answerTap(tap: string, toast: { readonly text: string; readonly alert: boolean }): Promise<boolean>;
}

export interface TextFile {
  readonly name: string;
  readonly content: string;
  readonly caption: string;
}

export interface SenderDeps {
  readonly api: Api;
  readonly chatId: number;
  readonly clock: Clock;
  /** Takes secrets out of what is about to leave. */
  readonly redact: (text: string) => string;
  /** Ends every wait. */
  readonly signal: AbortSignal;
}

const NO_PREVIEW = { is_disabled: true } as const;

export function createSender({ api, chatId, clock, redact, signal }: SenderDeps): Sender {
  let pause: Promise<void> | undefined;

  async function call<T>(attempt: (plain: boolean) => Promise<T>): Promise<T | 'moot'> {
    let plain = false;
    for (;;) {
      while (pause !== undefined) await pause;
      try {
        return await attempt(plain);
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.kind === 'moot') return 'moot';
        if (trouble.kind === 'markup' && !plain) plain = true;
        else if (trouble.kind === 'pause' && !signal.aborted) hold(trouble.ms);
        else throw refusalOf(trouble) ?? error;
      }
    }
  }

  /** A shorter wait that is asked for meanwhile does not end a longer one. */
  function hold(ms: number): void {
    const mine = Promise.all([pause, clock.wait(ms, signal)]).then(() => {
      if (pause === mine) pause = undefined;
    });
    pause = mine;
  }

  const body = ({ text }: Outgoing, plain: boolean): Rich => {
    const clean = withoutSecrets(text, redact);
    return plain ? unformatted(clean.text) : clean;
  };

  const placed = ({ silent, topic, replyTo }: SendOptions): object => ({
    disable_notification: silent,
    ...(topic !== undefined && { message_thread_id: topic }),
    ...(replyTo !== undefined && {
      reply_parameters: { message_id: replyTo, allow_sending_without_reply: true },
    }),
  });

  return {
    async send(message, options) {
      const sent = await call((plain) => {
        const { text, entities } = body(message, plain);
        return api.sendMessage(chatId, text, {
          entities,
          ...(message.buttons && { reply_markup: keyboard(message.buttons) }),
          link_preview_options: NO_PREVIEW,
          ...placed(options),
        });
      });
      return idOf(sent);
    },
    async sendDocument({ name, content, caption }, options) {
      const sent = await call(() =>
        api.sendDocument(chatId, new InputFile(Buffer.from(redact(content)), name), {
          caption: redact(caption),
          ...placed(options),
        }),
      );
      return idOf(sent);
    },
    async edit(message, render) {
      await call((plain) => {
        const outgoing = render();
        const { text, entities } = body(outgoing, plain);
        return api.editMessageText(chatId, message, text, {
          entities,
          reply_markup: keyboard(outgoing.buttons ?? []),
          link_preview_options: NO_PREVIEW,
        });
      });
    },
    async setButtons(message, render) {
      await call(() => api.editMessageReplyMarkup(chatId, message, { reply_markup: keyboard(render()) }));
    },
    async answerTap(tap, { text, alert }) {
      const answered = await call(() =>
        api.answerCallbackQuery(tap, { text: redact(text), show_alert: alert }),
      );
      return answered !== 'moot';
    },
  };
}

/** A secret costs a text its formatting, whose places would no longer fit. */
export function withoutSecrets(text: Rich, redact: SenderDeps['redact']): Rich {
  const clean = redact(text.text);
  return clean === text.text ? text : unformatted(clean);
}

const keyboard = (rows: Buttons): InlineKeyboardMarkup => ({
  inline_keyboard: rows.map((row) =>
    row.map(({ label, button }) => ({ text: label, callback_data: encodeButton(button) })),
  ),
});

function refusalOf(trouble: SendTrouble): Error | undefined {
  if (trouble.kind === 'refused') return new DeliveryRefused(trouble.sentence, false);
  if (trouble.kind === 'final' || trouble.kind === 'markup')
    return new DeliveryRefused(trouble.sentence, true);
  return undefined;
}

function idOf(sent: { readonly message_id: number } | 'moot'): number {
  if (sent === 'moot') throw new DeliveryRefused('Telegram does not take this message.', true);
  return sent.message_id;
}
