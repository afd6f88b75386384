import type { TelegramStage } from '../../helpers/telegram-stage.ts';

/** Something that Ann did, and what she saw of it. */
export interface Deed {
  readonly kind: 'tap' | 'words';
  /** The label of the button, or what she wrote. */
  readonly what: string;
  /** The message she tapped on, or her own. */
  readonly message: number;
  /** The newest message of the chat at that time. */
  readonly newest: number;
  /** Names a tap in the update that brings it. */
  readonly query?: string;
  /** What popped up on her phone; stays undefined when nothing did. */
  readonly toast: () => string | undefined;
}

/** What Ann can do; each deed is taken down. */
export interface Hand {
  readonly deeds: readonly Deed[];
  readonly taps: (label: string, message: number) => void;
  /** A tap on what is on her screen, but not in the chat any more. */
  readonly tapsOld: (message: number, data: string) => void;
  readonly says: (text: string, replyTo?: number) => void;
  /** Her phone stops waiting for answers to the taps until now. */
  readonly losesPatience: () => void;
}

export function createHand({ ann, bots }: TelegramStage, onDeed: () => void): Hand {
  const deeds: Deed[] = [];
  const newest = (): number => bots.chat(ann.chat).at(-1)?.message_id ?? 0;
  const tapped = (
    what: string,
    message: number,
    { query_id: query, answered }: ReturnType<typeof ann.taps>,
  ): void => {
    let toast: string | undefined;
    answered.then(
      ({ text = '' }) => (toast = text),
      () => undefined,
    );
    deeds.push({ kind: 'tap', what, message, newest: newest(), query, toast: () => toast });
    onDeed();
  };
  return {
    deeds,
    taps: (label, message) => tapped(label, message, ann.taps(label, { message })),
    tapsOld: (message, data) => tapped('old button', message, ann.tapsData(message, data)),
    says: (text, reply_to) => {
      const before = newest();
      const { message_id } = ann.says(text, reply_to === undefined ? {} : { reply_to });
      deeds.push({ kind: 'words', what: text, message: message_id, newest: before, toast: () => undefined });
      onDeed();
    },
    losesPatience: () => bots.expireQueries(),
  };
}
