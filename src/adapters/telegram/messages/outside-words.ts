import { FormattedString } from '@grammyjs/parse-mode';
import { folded, quote, type Rich } from './rich-text.ts';

/** More than this many lines or UTF-16 units are folded. */
const SHORT = { lines: 6, units: 400 };

/** What Telegram makes a tappable command of (`match_bot_commands` in its library); a path of two parts is none. */
const COMMAND = /(?<![\p{L}\p{N}_/<>])\/\w{1,64}(?:@\w{3,32})?(?![\p{L}\p{N}_/<>])/gu;
/** A card has several such texts, and a message a hundred entities at most. */
const MOST_COMMANDS = 20;
/** In a text that is split, so that work and memory stay small. */
export const WHOLE = 2_000;

/**
 * Words of others, cleaned already: what Telegram would take for a command is shown as code and cannot be tapped;
 * `most` of them.
 */
export function outsideWords(text: string, most = MOST_COMMANDS): Rich {
  const commands = Array.from(text.matchAll(COMMAND)).slice(0, most);
  return new FormattedString(
    text,
    commands.map(({ index, 0: { length } }) => ({ type: 'code', offset: index, length })),
  );
}

/** A quote; a long one is folded. */
export const quoted = (words: Rich): Rich => (isLong(words.text) ? folded(words) : quote(words));

export const isLong = (text: string): boolean =>
  text.length > SHORT.units || text.split('\n').length > SHORT.lines;
