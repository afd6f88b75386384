import type { ShellWord } from './part.ts';

/** The program that a command names, without its folder and version: `/usr/bin/python3.12` is `python`. */
export const programOf = (words: readonly ShellWord[]): string =>
  words
    .slice(0, 1)
    .map(({ value }) => value.replace(/^.*\//s, '').toLowerCase())
    .join('')
    .replace(/\.exe$/, '')
    .replace(/(?<=[a-z])[-.\d]+$/, '');
