import type { LabelledButton } from '../buttons.ts';
import type { TextFile } from '../sender.ts';
import { lines, type Rich } from './rich-text.ts';

/** A message with buttons; the text always fits one message. */
export interface Card {
  readonly text: Rich;
  readonly buttons: readonly (readonly LabelledButton[])[];
  /** Of a card about a gate: the text without its last line, which says what can be done. */
  readonly body?: Rich | undefined;
}

/** A card that is edited once it was decided about. */
export interface GateCard extends Card {
  readonly body: Rich;
  /** What the card has no room for, to be sent before it. */
  readonly whole?: TextFile | undefined;
}

export const gateCardOf = (body: Rich, whatNow: Rich | string, buttons: Card['buttons']): GateCard => ({
  text: lines(body, whatNow),
  body,
  buttons: buttons.filter((row) => row.length > 0),
});
