import type { MessageEntity } from 'grammy/types';
import type { FormattedText } from './entities.ts';
import { badRequest } from './refusal.ts';

type PlainType = MessageEntity.CommonMessageEntity['type'];

const TYPES: Readonly<Record<string, PlainType | 'pre' | 'text_link' | 'spoiler'>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
};
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const TOKEN = /<(\/?)([a-z-]*)((?:\s[^<>]*)?)>|&(#x[0-9a-f]+|#\d+|lt|gt|amp|quot);|</giu;

interface OpenTag {
  readonly tag: string;
  readonly offset: number;
  readonly attributes: string;
}

/** parse_mode HTML, with Telegram's complaints. */
export function parseHtml(source: string): FormattedText {
  const open: OpenTag[] = [];
  const entities: MessageEntity[] = [];
  let text = '';
  let from = 0;
  for (const { index, 0: whole, 1: slash, 2: name = '', 3: attributes = '', 4: code } of source.matchAll(
    TOKEN,
  )) {
    text += source.slice(from, index);
    from = index + whole.length;
    const tag = name.toLowerCase();
    const at = `at byte offset ${Buffer.byteLength(source.slice(0, index))}`;
    if (code !== undefined) text += character(code);
    else if (slash === '/') entities.push(...closed(open.pop(), tag, text.length, at));
    else if (TYPES[tag] === undefined) throw unparsable(`Unsupported start tag "${tag}" ${at}`);
    else open.push({ tag, offset: text.length, attributes });
  }
  const left = open.at(-1);
  if (left !== undefined) throw unparsable(`Can't find end tag corresponding to start tag "${left.tag}"`);
  return { text: text + source.slice(from), entities: entities.filter(({ length }) => length > 0) };
}

export function unparsable(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`);
}

function closed(start: OpenTag | undefined, tag: string, end: number, at: string): readonly MessageEntity[] {
  if (start === undefined) throw unparsable(`Unexpected end tag ${at}`);
  if (start.tag !== tag)
    throw unparsable(`Unmatched end tag ${at}, expected "</${start.tag}>", found "</${tag}>"`);
  const { offset, attributes } = start;
  const place = { offset, length: end - offset };
  const type = TYPES[tag] ?? 'bold';
  if (type === 'pre') return [{ type, ...place }];
  if (type === 'blockquote' && attributes.includes('expandable'))
    return [{ type: 'expandable_blockquote', ...place }];
  if (type !== 'text_link') return [{ type, ...place }];
  const url = /href=["']?([^"'\s>]+)/i.exec(attributes)?.[1];
  return url === undefined ? [] : [{ type, ...place, url: parseHtml(url).text }];
}

function character(code: string): string {
  if (!code.startsWith('#')) return NAMED[code.toLowerCase()] ?? '';
  return String.fromCodePoint(code[1] === 'x' ? parseInt(code.slice(2), 16) : Number(code.slice(1)));
}
