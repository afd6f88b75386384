import type { PermissionRules, Rule } from '../rule.ts';
import { asked, denied, named, type Ruling } from '../ruling.ts';
import { mayBegin, mayMean } from './command-rule.ts';
import { withoutGlobals } from './git-hides.ts';
import { hides } from './hides.ts';
import type { Part } from './part.ts';
import { programOf } from './program.ts';

/** How far a command inside another one is compared. */
const MOST_WORDS = 500;

/** What divides the words of a command that stands inside another one, in quotes or behind an option. */
const GAPS = /[\s;&|()`<>'"=!{}$]+/;

/** What a rule denies, or asks about, of a command: by any way to write its name, and of what it may run in its turn. */
export function forbiddenCommand(part: Part, rules: PermissionRules): Ruling | undefined {
  const { words } = part;
  const values = words.map(({ value }) => value);
  const spellings = [values, [programOf(words), ...values.slice(1)], withoutGlobals(values)];
  const inside = hides(words, 0) ? values.slice(1).flatMap((value) => value.split(GAPS)) : [];
  const find = (list: readonly Rule[]): Rule | undefined =>
    list.find((rule) => spellings.some((spelling) => mayMean(rule, spelling)) || isInside(rule, inside));
  const no = find(rules.deny);
  if (no) return denied(`The rule ${named(no.text)} denies ${named(part.text)}.`, no.text);
  const question = find(rules.ask);
  return (
    question &&
    asked(`The rule ${named(question.text)} says to ask about ${named(part.text)}.`, question.text)
  );
}

/** From every word on a command may begin. */
const isInside = (rule: Rule, words: readonly string[]): boolean =>
  words.some(
    (word, index) =>
      mayBegin(rule, nameOf(word)) &&
      mayMean(rule, [nameOf(word), ...words.slice(index + 1, index + MOST_WORDS)]),
  );

const nameOf = (word: string): string => programOf([{ value: word, isPlain: true }]);
