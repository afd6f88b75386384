import type { MessageEntity } from 'grammy/types';
import type { FormattedText } from './entities.ts';
import { unparsable } from './parse-html.ts';

/** One of Telegram's two Markdown dialects. */
interface Dialect {
  /** Longest first. */
  readonly marks: Readonly<Record<string, MessageEntity.CommonMessageEntity['type'] | 'pre'>>;
  /** Characters that stand for themselves only after a backslash. */
  readonly reserved: string;
  readonly escapable: RegExp;
  readonly nests: boolean;
}

const CODE = { '```': 'pre', '`': 'code' } as const;
const V2: Dialect = {
  marks: { ...CODE, __: 'underline', '||': 'spoiler', '*': 'bold', _: 'italic', '~': 'strikethrough' },
  reserved: '>#+-=|{}.!()]',
  escapable: /^[!-/:-@[-`{-~]$/,
  nests: true,
};
const LEGACY: Dialect = {
  marks: { ...CODE, '*': 'bold', _: 'italic' },
  reserved: '',
  escapable: /^[_*`[]$/,
  nests: false,
};
/** After an opening fence; the language is not kept. */
const LANGUAGE_LINE = /^[\w+-]*\n/;
const LINK_END = /^\]\(((?:\\.|[^)\\])*)\)/;

export function parseMarkdown(source: string, version: 'MarkdownV2' | 'Markdown'): FormattedText {
  return createReader(source, version === 'MarkdownV2' ? V2 : LEGACY).read();
}

interface Open {
  readonly mark: string;
  readonly offset: number;
  readonly at: number;
}

function createReader(source: string, dialect: Dialect): { read: () => FormattedText } {
  const open: Open[] = [];
  const entities: MessageEntity[] = [];
  let text = '';
  let position = 0;

  const at = (index: number): string => `byte offset ${Buffer.byteLength(source.slice(0, index))}`;
  const take = (length: number): void => {
    text += source.slice(position, position + length);
    position += length;
  };
  const inCode = (): boolean => ['`', '```'].includes(open.at(-1)?.mark ?? '');

  const escaped = (): boolean => {
    if (source[position] !== '\\' || !dialect.escapable.test(source[position + 1] ?? '')) return false;
    position += 1;
    take(1);
    return true;
  };
  const mark = (): boolean => {
    const found = Object.keys(dialect.marks).find((key) => source.startsWith(key, position));
    const current = open.at(-1);
    if (found === undefined) return false;
    if (current?.mark === found) end(current);
    else if (current !== undefined && (inCode() || !dialect.nests)) return false;
    else begin(found);
    return true;
  };
  const begin = (found: string): void => {
    open.push({ mark: found, offset: text.length, at: position });
    position += found.length;
    if (found === '```') position += LANGUAGE_LINE.exec(source.slice(position))?.[0].length ?? 0;
  };
  const end = ({ mark: closing, offset }: Open): void => {
    open.pop();
    position += closing.length;
    const type = dialect.marks[closing] ?? 'bold';
    if (text.length > offset) entities.push({ type, offset, length: text.length - offset });
  };
  const link = (): boolean => {
    const current = open.at(-1);
    if (inCode()) return false;
    if (source[position] === '[') {
      open.push({ mark: '[', offset: text.length, at: position });
      position += 1;
      return true;
    }
    const found = LINK_END.exec(source.slice(position));
    if (current?.mark !== '[' || found === null) return false;
    open.pop();
    const url = (found[1] ?? '').replace(/\\(.)/g, '$1');
    entities.push({ type: 'text_link', offset: current.offset, length: text.length - current.offset, url });
    position += found[0].length;
    return true;
  };
  const plain = (): void => {
    const character = source[position] ?? '';
    if (!inCode() && dialect.reserved.includes(character) && !quoteStart(character))
      throw unparsable(`Character '${character}' is reserved and must be escaped with the preceding '\\'`);
    take(1);
  };
  const quoteStart = (character: string): boolean =>
    character === '>' && (position === 0 || source[position - 1] === '\n');

  return {
    read: () => {
      while (position < source.length) if (!escaped() && !mark() && !link()) plain();
      const left = open.at(-1);
      if (left !== undefined) {
        const kind = left.mark === '[' ? 'TextUrl' : titled(dialect.marks[left.mark] ?? '');
        throw unparsable(
          `Can't find end of ${dialect.nests ? kind : 'the'} entity ${dialect.nests ? 'at' : 'starting at'} ${at(left.at)}`,
        );
      }
      return { text, entities };
    },
  };
}

function titled(type: string): string {
  return `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
}
