import { nearestName } from '../text/nearest.ts';
import { quote } from './quote.ts';

/** What a line that looks like a heading is to the grammar. */
export type HeadingReading =
  | { readonly kind: 'task'; readonly number: number; readonly title: string }
  /** Nearly a task; `number` if it names a usable one. */
  | { readonly kind: 'near'; readonly number: number | undefined; readonly message: string }
  | { readonly kind: 'other' };

export interface HeadingLine {
  /** What follows the `#`s. */
  readonly content: string;
  /** How many `#`s. */
  readonly depth: number;
  /** Whether a space follows them, without which it is no heading. */
  readonly spaced: boolean;
}

const EXACT = /^Task[ \t]+([1-9]\d{0,8})[ \t]*:[ \t]*(\S.*)$/s;
const OTHER: HeadingReading = { kind: 'other' };

export function readHeading({ content, depth, spaced }: HeadingLine): HeadingReading {
  const match = EXACT.exec(content);
  if (!match) return depth === 2 ? readNearly(content, spaced) : OTHER;
  const [number, title] = [Number(match[1]), String(match[2])];
  if (depth === 2 && spaced) return { kind: 'task', number, title };
  const found = quote('#'.repeat(depth) + (spaced ? ' ' : '') + content);
  const wanted = quote(`## Task ${number}: ${title}`);
  const reason = depth === 2 ? 'a space is missing after `##`' : 'a task heading has exactly two `#`';
  return {
    kind: 'near',
    number,
    message: `${found}: ${reason}. Write ${wanted}${depth === 2 ? '' : ELSE_TEXT}.`,
  };
}

const ELSE_TEXT = ', or word it differently if it is only text';

function readNearly(content: string, spaced: boolean): HeadingReading {
  const parts = readParts(content);
  if (!parts) return OTHER;
  const found = quote(`##${spaced ? ' ' : ''}${content}`);
  const wanted = quote(`## Task ${parts.number ?? 'N'}: ${parts.title || 'title'}`);
  const reason = reasonFor(parts);
  const message = reason ? `${found}: ${reason}. Write ${wanted}.` : `${found}: did you mean ${wanted}?`;
  return { kind: 'near', number: parts.number, message };
}

interface Parts {
  readonly word: string;
  readonly numeral: string;
  readonly number: number | undefined;
  readonly title: string;
}

/** Whatever stands before the first word (emphasis, an emoji, a checkbox) does not matter. */
function readParts(content: string): Parts | undefined {
  const words = content.slice(0, 300).replace(/^(?:\[[ xX]\]|[^\p{L}\p{N}])+/u, '');
  const [, word = '', digits = '', rest = ''] = /^(\p{L}+)[\s#._–—-]*(\d[\d.,]*)?(.*)$/su.exec(words) ?? [];
  if (!isNearTask(word, digits, rest)) return undefined;
  const numeral = digits.replace(/[.,]+$/, '');
  return {
    word,
    numeral,
    number: /^[1-9]\d{0,8}$/.test(numeral) ? Number(numeral) : undefined,
    title: (digits ? rest : rest.replace(/^\p{L}+\s*[:：]/u, ''))
      .replace(/^[\s:：.,)*_–—-]+/, '')
      .replace(/[*_\s]+$/, ''),
  };
}

function reasonFor({ word, numeral, number, title }: Parts): string | undefined {
  if (word.toLowerCase() !== 'task') return undefined;
  if (numeral === '') return 'a task heading needs a number';
  if (number === undefined)
    return `a task number is a whole number from 1 to 999999999, not ${quote(numeral)}`;
  return title === '' ? `task ${number} has no title` : 'this is not quite how a task begins';
}

/** A misspelt word needs the whole shape behind it: `## Ask 2 people` and `## Tasks` are just headings. */
function isNearTask(word: string, digits: string, rest: string): boolean {
  const lower = word.toLowerCase();
  if (lower === 'task') return digits !== '' || /^\s*(?:$|[:：#]|\S+\s*[:：])/.test(rest);
  const letters = Array.from(lower).sort().join('');
  return (
    digits !== '' &&
    /^\s*[:：]/.test(rest) &&
    (letters === 'akst' || nearestName(lower, ['task']) !== undefined)
  );
}
