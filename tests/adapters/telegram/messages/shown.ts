import type { Card } from '../../../../src/adapters/telegram/messages/card.ts';
import type { Rich } from '../../../../src/adapters/telegram/messages/rich-text.ts';

/** A text with its entities written into it, for a golden file. */
export function shownText({ text, entities }: Rich): string {
  const marks = entities.flatMap(({ type, offset, length }, index) => [
    { at: offset, order: index, mark: `<${type}>` },
    { at: offset + length, order: -1 - index, mark: `</${type}>` },
  ]);
  return marks
    .sort((a, b) => b.at - a.at || b.order - a.order)
    .reduce((shown, { at, mark }) => `${shown.slice(0, at)}${mark}${shown.slice(at)}`, text);
}

/** The same with its buttons. */
export const shownCard = ({ text, buttons }: Card): string =>
  [shownText(text), ...buttons.map((row) => row.map(({ label }) => `[${label}]`).join(' '))].join('\n');
