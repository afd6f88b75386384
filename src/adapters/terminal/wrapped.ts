import { stripVTControlCharacters } from 'node:util';

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/* eslint-disable no-control-regex -- the range is what makes a text one column a character */
const PLAIN = /^[\u0000-\u02ff]*$/;
/* eslint-enable no-control-regex */
/** What a terminal shows two columns wide. */
const WIDE =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|\ufe0f|[\u3000-\u303f\uff01-\uff60]/u;

const charactersOf = (text: string): readonly string[] =>
  PLAIN.test(text) ? Array.from(text) : Array.from(characters.segment(text), ({ segment }) => segment);

const widthOf = (text: string): number => {
  const shown = stripVTControlCharacters(text);
  return PLAIN.test(shown)
    ? shown.length
    : charactersOf(shown).reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
};

/** The lines that a longer one fills, broken between words; a word wider than a line stays whole. */
export function wrapped(line: string, width: number, indent = ''): readonly string[] {
  if (widthOf(line) <= width) return [line];
  const lines: string[] = [];
  let current = '';
  let used = 0;
  let empty = true;
  for (const [, space = '', word = ''] of line.matchAll(/( *)([^ ]+)/g)) {
    const wide = widthOf(word);
    if (!empty && used + space.length + wide > width) {
      lines.push(current);
      current = indent + word;
      used = indent.length + wide;
    } else {
      current += space + word;
      used += space.length + wide;
    }
    empty = false;
  }
  return [...lines, current];
}

/** The same, with words wider than a line broken, too: nothing is left for the terminal to break. */
export function wrappedTightly(line: string, width: number): readonly string[] {
  return wrapped(line, width).flatMap((part) => (widthOf(part) <= width ? [part] : pieces(part, width)));
}

function pieces(text: string, width: number): readonly string[] {
  const found: string[] = [];
  let current = '';
  let used = 0;
  for (const character of charactersOf(text)) {
    const wide = widthOf(character);
    if (used + wide > width && current !== '') {
      found.push(current);
      current = '';
      used = 0;
    }
    current += character;
    used += wide;
  }
  return [...found, current];
}

/** A printed line in as many as it needs; what goes on stands below the text that it belongs to. */
export function wrappedLine(line: string, width: number): readonly string[] {
  const [, margin = '', mark = ''] = /^( *)([|] |- )?/.exec(line) ?? [];
  const below = mark === '- ' ? '  ' : mark;
  const sign = margin === '' && mark === '' && /^\P{ASCII}/u.test(stripVTControlCharacters(line));
  return wrapped(line, width, sign ? '   ' : margin + below);
}

/** Choices stay in one piece: `[k] skip` is not broken between the key and its word. */
export const wrappedChoices = (choices: string, width: number): string =>
  wrapped(choices.replace(/(?<! ) (?! )/g, '\u00a0'), width)
    .join('\n')
    .replaceAll('\u00a0', ' ');
