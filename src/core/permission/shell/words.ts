import type { Assignment, Command, HereDoc, ParsedScript, Word, WordPart } from 'unbash';
import type { ShellWord } from './part.ts';

/** A word as the shell hands it over, where that can be known. `~` and `~/` stay as they are. */
export function readWord({ text, value, parts }: Word): ShellWord {
  const word = parts ? joined(parts) : { value, isPlain: true };
  return { ...word, isPlain: word.isPlain && !isHomeOfOther(text) };
}

/** `~name`, `~+`, `~-`. */
export const isHomeOfOther = (text: string): boolean => /^~[^/]/.test(text);

/** `=(...)`, which the parser takes for a name where a file is opened, and zsh for a command. */
export function hasBracket({ text, parts }: Word): boolean {
  const loose = parts ? parts.flatMap((part) => (part.type === 'Literal' ? part.text : [])) : [text];
  return loose.some((each) => each.replace(/\\[^]/g, '').includes('('));
}

function joined(parts: readonly WordPart[]): ShellWord {
  const words = parts.map(readPart);
  return {
    value: words.map(({ value }) => value).join(''),
    isPlain: words.every(({ isPlain }) => isPlain),
  };
}

function readPart(part: WordPart): ShellWord {
  if (part.type === 'DoubleQuoted') return joined(part.parts);
  if (part.type === 'LocaleString') return { ...joined(part.parts), isPlain: false };
  const text = part.type === 'CommandExpansion' ? part.script && writtenText(part.script) : undefined;
  if (text !== undefined) return { value: text, isPlain: true };
  return {
    value: 'value' in part ? part.value : part.text,
    isPlain: part.type === 'Literal' || part.type === 'SingleQuoted',
  };
}

/** `export A=1`: the assignment is a word of the command. */
export function readAssignment({ text, value, index }: Assignment): ShellWord {
  const isPlain = value.type === 'Word' && index === undefined && readWord(value).isPlain;
  return { value: text, isPlain };
}

/** What `$(cat <<'END' ... END)` stands for: the text itself. Claude writes the messages of its commits so. */
export function writtenText({ commands, errors }: ParsedScript): string | undefined {
  const [only, ...others] = commands;
  if (!only || others.length > 0 || errors || only.background === true) return undefined;
  return only.command.type === 'Command' ? textOfCat(only.command) : undefined;
}

function textOfCat({ name, prefix, suffix }: Command): string | undefined {
  const [input, ...others] = suffix;
  const isCat = name?.text === 'cat' && prefix.length === 0 && others.length === 0;
  return isCat && input?.type === 'HereDoc' ? textOf(input) : undefined;
}

const textOf = ({ operator, delimiter, closing, body }: HereDoc): string | undefined =>
  operator === '<<' && delimiter?.quoted === true && closing ? body.text.replace(/\n+$/, '') : undefined;
