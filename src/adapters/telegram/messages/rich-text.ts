import { FormattedString } from '@grammyjs/parse-mode';
import type { MessageEntity } from 'grammy/types';
import { oneLine, plainText } from '../../../core/text/plain-text.ts';
import { spelledOut } from '../../../core/text/spelled-out.ts';
import { short } from './cut.ts';

/** A text and how it looks: never markup, so nothing has to be escaped. */
export type Rich = FormattedString;

export const plain = (text: string): Rich => new FormattedString(text);
export const bold = (text: string): Rich => FormattedString.bold(text);
/** A tap copies it, where a tap on a command would send the command without its arguments. */
export const code = (text: string): Rich => FormattedString.code(text);
export const codeBlock = (text: string, language?: string): Rich => FormattedString.pre(text, language);
export const quote = (text: Rich): Rich => FormattedString.blockquote(text);
/** A quote of which a few lines show until it is tapped. */
export const folded = (text: Rich): Rich => FormattedString.expandableBlockquote(text);

/** One below the other, leaving out what is empty. */
export function lines(...parts: readonly (Rich | string)[]): Rich {
  const entities: MessageEntity[] = [];
  let text = '';
  for (const part of parts) {
    const rich = typeof part === 'string' ? plain(part) : part;
    if (rich.text === '') continue;
    if (text !== '') text += '\n';
    const offset = text.length;
    entities.push(...rich.entities.map((entity) => ({ ...entity, offset: entity.offset + offset })));
    text += rich.text;
  }
  return new FormattedString(text, entities);
}

/** Half of a surrogate pair: Telegram refuses the whole message. */
const HALVES = /\p{Surrogate}/gu;

/** Text from outside as it may be sent. */
export const cleaned = (text: string): string => plainText(text).replace(HALVES, '\ufffd');

/** Text from outside with nothing left out: what cannot be seen is named, `⟨U+202E⟩`. */
export const explicit = (text: string): string => spelledOut(text).replaceAll('\t', '  ');

/** Text from outside on one line, at most `units` UTF-16 units long. */
export const cleanedLine = (text: string, units: number): string =>
  short(oneLine(text).replace(HALVES, '\ufffd'), units);
