import type { MessageEntity } from 'grammy/types';
import { badRequest } from './refusal.ts';

export interface FormattedText {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

const COMMAND = /(?<![\w/])\/[a-z0-9_]{1,32}(@\w{3,32})?(?!\w)/giu;
const MENTION = /(?<!\w)@[a-z]\w{3,31}(?!\w)/giu;
const URL_TEXT = /https?:\/\/[^\s<>]+[^\s<>.,;:!?)]/giu;

/** What Telegram finds by itself in a text. */
export function foundEntities(text: string): readonly MessageEntity[] {
  const all = (pattern: RegExp, type: 'bot_command' | 'mention' | 'url'): MessageEntity[] =>
    [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ type, offset: index, length: found.length }));
  const urls = all(URL_TEXT, 'url');
  const rest = [...all(COMMAND, 'bot_command'), ...all(MENTION, 'mention')];
  return ordered([...urls, ...rest.filter((entity) => !urls.some((url) => overlap(entity, url)))]);
}

/** Offsets and lengths count UTF-16 code units and may not cut a character in two. */
export function checkEntities({ text, entities }: FormattedText): void {
  for (const { offset, length } of entities) {
    const end = offset + length;
    if (offset < 0 || length < 0) throw badRequest('ENTITY_BOUNDS_INVALID');
    if (end > text.length)
      throw badRequest(
        `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${text.length}`,
      );
    if (insideCharacter(text, offset) || insideCharacter(text, end))
      throw badRequest(`entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol`);
  }
  const list = ordered(entities);
  const crossing = list.some((one, index) => list.slice(index + 1).some((other) => cross(one, other)));
  // Telegram would split one of them; the bot meant something else than a reader would see.
  if (crossing) throw badRequest('ENTITY_BOUNDS_INVALID');
}

/** Cuts the blanks around a text off as Telegram does, and moves the entities along. */
export function trimmed({ text, entities }: FormattedText): FormattedText {
  const end = text.trimEnd().length;
  const blanks = end === 0 ? 0 : text.length - text.trimStart().length;
  const start = Math.min(blanks, ...entities.map(({ offset }) => offset));
  const moved = entities.map((entity) => ({
    ...entity,
    offset: entity.offset - start,
    length: Math.min(entity.offset + entity.length, end) - entity.offset,
  }));
  return {
    text: text.slice(start, Math.max(end, start)),
    entities: ordered(moved.filter(({ length }) => length > 0)),
  };
}

function ordered(entities: readonly MessageEntity[]): readonly MessageEntity[] {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
}

function overlap(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}

function cross(outer: MessageEntity, inner: MessageEntity): boolean {
  return overlap(outer, inner) && inner.offset + inner.length > outer.offset + outer.length;
}

function insideCharacter(text: string, index: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(index - 1, 0), index + 1));
}
