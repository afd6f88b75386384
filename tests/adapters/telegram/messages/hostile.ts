import { expect } from '@jest/globals';
import { encodeButton } from '../../../../src/adapters/telegram/buttons.ts';
import type { Card } from '../../../../src/adapters/telegram/messages/card.ts';
import type { Rich } from '../../../../src/adapters/telegram/messages/rich-text.ts';
import { split } from '../../../../src/adapters/telegram/messages/split.ts';

const LONG = 20_000;
/** What may come from outside. */
export const texts = [
  '*bold* _it_ [a](http://b.example) <b>x</b> & `code` ``` ~~ ||',
  'safe\u202egnp.exe\u200f\u2066x\u2069 \u001b[2J\u0000',
  '👨‍👩‍👧‍👦🇩🇪👍🏽'.repeat(LONG / 20),
  'x'.repeat(LONG),
  `a${'\u0301'.repeat(LONG)}`,
  'line\n'.repeat(LONG / 5),
  '/approve all /etc/hosts '.repeat(LONG / 24),
  'half \ud800 a pair \udc00',
] as const;

/** Telegram takes it as one message, and it deceives nobody. */
export function expectFit({ text, entities }: Rich): void {
  expect(text.length).toBeLessThanOrEqual(4_096);
  expect(text.trim()).not.toBe('');
  expect(entities.length).toBeLessThanOrEqual(100);
  for (const { offset, length } of entities) expect(offset + length).toBeLessThanOrEqual(text.length);
  // eslint-disable-next-line no-control-regex -- what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u001b\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u);
}

/** The same of a card with its buttons. */
export function expectCardFits(card: Card): void {
  expectFit(card.text);
  expect(split(card.text)).toHaveLength(1);
  for (const { label, button } of card.buttons.flat()) {
    expect(label.length).toBeLessThanOrEqual(40);
    expect(label.trim()).not.toBe('');
    expect(encodeButton(button)).toBeTruthy();
  }
}
