import type { Hiding } from './hiding-programs.ts';

/** Whether one word of a command makes its program run another. */
export function isHidingWord(
  { long = [], letters = '', like }: Pick<Hiding, 'long' | 'letters' | 'like'>,
  word: string,
): boolean {
  if (like?.test(word) === true) return true;
  const [, name] = /^--([^=]+)/.exec(word) ?? [];
  if (name !== undefined) return long.some((option) => option.startsWith(name));
  const [, cluster = ''] = /^-([A-Za-z0-9]+)/.exec(word) ?? [];
  return Array.from(cluster).some((letter) => letters.includes(letter));
}
