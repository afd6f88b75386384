import type { MessageEntity } from 'grammy/types';

/** A message as it was when it was sent. */
export interface ChatMessage {
  readonly kind: 'message';
  readonly id: number;
  readonly by: string;
  readonly isBot: boolean;
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  readonly buttons: readonly (readonly string[])[];
  readonly rings: boolean;
  readonly replyTo?: number | undefined;
  /** Lines that it has at the end of the day and had not when it was sent. */
  readonly became: readonly string[];
}

export interface ChatTap {
  readonly kind: 'tap';
  readonly by: string;
  readonly label: string;
  /** What the phone shows for a moment; empty when it shows nothing. */
  readonly toast: string;
}

/** Something that happened outside of the chat. */
export interface ChatNote {
  readonly kind: 'note';
  readonly text: string;
}

export interface ChatHeading {
  readonly kind: 'heading';
  readonly text: string;
}

export type ChatEntry = ChatMessage | ChatTap | ChatNote | ChatHeading;
