import { gitHides } from './git-hides.ts';
import { isHidingWord } from './hiding-word.ts';
import { ALL } from './command-rule.ts';
import { hidingOf, type Hiding } from './hiding-programs.ts';
import type { ShellWord } from './part.ts';
import { programOf } from './program.ts';
import { sedHides } from './sed-hides.ts';

/**
 * Whether a command may run more than its name says. The first `covered` words are those that a rule spells out:
 * what they bring is what the operator wrote.
 */
export function hides(words: readonly ShellWord[], covered: number): boolean {
  if (covered >= words.length && (words.length > 1 || covered === ALL)) return false;
  const program = programOf(words);
  const values = words.map(({ value }) => value);
  if (program === 'git') return gitHides(values, covered);
  if (program === 'sed' || program === 'gsed') return sedHides(values.slice(1));
  const hiding = hidingOf(program);
  return hiding !== undefined && hidesBy(hiding, values, covered);
}

function hidesBy(hiding: Hiding, values: readonly string[], covered: number): boolean {
  if (hiding.always) return true;
  if (hiding.first) return covered < 2;
  if (hiding.harmless) return hidesCode(values, covered, hiding.harmless);
  // The value of an option may be the next word: only where that is spelled out, too, the rule means it.
  return values.some((value, index) => index > 0 && index + 1 >= covered && isHidingWord(hiding, value));
}

/** An interpreter without a file reads its code from its options or its input. */
function hidesCode(values: readonly string[], covered: number, harmless: RegExp): boolean {
  let isValue = false;
  for (const [index, value] of values.entries()) {
    if (isValue || index === 0 || harmless.test(value)) {
      isValue = false;
      continue;
    }
    if (!value.startsWith('-')) return value === '';
    if (index + 1 >= covered) return true;
    isValue = true;
  }
  return !values.some((value) => ENDS_AT_ONCE.test(value));
}

const ENDS_AT_ONCE = /^--(?:version|test)$|^-[vV]$/;
