/** Words as a line that a POSIX shell takes apart into exactly these words again. */
export const shellCommand = (words: readonly string[]): string => words.map(quoted).join(' ');

/** A path that no program takes for an option. */
export const asOperand = (path: string): string => (path.startsWith('-') ? `./${path}` : path);

const NEEDS_NO_QUOTES = /^[\p{L}\p{N}_@%+:,./-]+$/u;

const quoted = (word: string): string =>
  NEEDS_NO_QUOTES.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
