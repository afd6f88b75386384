import { FormattedString } from '@grammyjs/parse-mode';
import type { MessageEntity } from 'grammy/types';
import { cutBefore, isBoundary } from './cut.ts';
import type { Rich } from './rich-text.ts';

/** Telegram's limits for one message. */
const LONGEST_TEXT = 4_096;
const MOST_ENTITIES = 100;
/** Whether a character ends at the limit is seen from what follows. */
const LOOKAHEAD = 64;

/**
 * The messages a text is sent as: cut at line ends where possible, else between words; a quote or code block that is
 * cut is one in both parts. Only whitespace at the cuts is lost; a text of nothing else gives no message.
 */
export function split(rich: Rich, limit = LONGEST_TEXT): readonly Rich[] {
  const { text } = rich;
  const parts: Rich[] = [];
  let from = 0;
  while (from < text.length) {
    from += blankLinesAt(text.slice(from, from + limit));
    const window = text.slice(from, from + limit + LOOKAHEAD);
    const end = from + endOfPart(window, limit);
    const whole = text.slice(from, end).trimEnd();
    if (whole !== '') parts.push(part(rich, from, from + whole.length));
    from = end + spacesAt(text.slice(end, end + limit));
  }
  return parts;
}

/** `window` holds more than a part may, where there is more. */
function endOfPart(window: string, limit: number): number {
  if (window.length <= limit) return window.length;
  const line = window.lastIndexOf('\n', limit);
  if (line > 0 && hasText(window, line)) return line;
  const word = window.lastIndexOf(' ', limit);
  const fits = word > limit / 2 && isBoundary(window, word) && isBoundary(window, word + 1);
  return fits && hasText(window, word) ? word : cutBefore(window, limit);
}

const hasText = (window: string, end: number): boolean => window.slice(0, end).trim() !== '';

/** The indentation of a line that is not blank stays: it may be code. */
const blankLinesAt = (text: string): number => /^(?:[^\S\n]*\n)+/.exec(text)?.[0].length ?? 0;

/** After a cut in the middle of a line; a space with a mark on it is a character. */
const spacesAt = (text: string): number => /^[^\S\n]+(?![\p{M}\u200d])/u.exec(text)?.[0].length ?? 0;

function part(rich: Rich, from: number, to: number): Rich {
  const { text, entities } = rich.slice(from, to);
  const shown = entities.filter((entity) => textOf(text, entity).trim() !== '');
  return new FormattedString(text, shown.sort(byPlace).slice(0, MOST_ENTITIES));
}

const textOf = (text: string, { offset, length }: MessageEntity): string =>
  text.slice(offset, offset + length);

/** The outer one first. */
const byPlace = (a: MessageEntity, b: MessageEntity): number => a.offset - b.offset || b.length - a.length;
