import type { Grounds } from '../grounds.ts';
import { guarded, guardedOwn, isOfGit } from '../paths/guard.ts';
import { spotsNamed } from '../paths/judge-files.ts';
import { forbidden } from '../paths/judge-path.ts';
import { asked, named, type Ruling } from '../ruling.ts';
import { EDITING, READING } from '../tool-names.ts';
import { hides } from './hides.ts';
import { filesIn, namesIn } from './named-files.ts';
import type { Part } from './part.ts';
import { programOf } from './program.ts';

/** They change no file that their words name. */
const READERS: readonly string[] = [
  'cat, cd, cmp, cut, diff, du, echo, egrep, fgrep, file, find, grep, head, jq, ls, nl, pwd, readlink',
  'realpath, rg, stat, tac, tail, test, tr, wc, [',
].flatMap((line) => line.split(', '));

const ANY_USE = [...READING, ...EDITING];

/** What is said to the files that the words of a command name: a forbidden one forbids the command. */
export function judgeWords(part: Part, grounds: Grounds): readonly Ruling[] {
  const program = programOf(part.words);
  const tools = READERS.includes(program) && !hides(part.words, 0) ? READING : ANY_USE;
  const places = part.places ?? [grounds.surroundings.cwd];
  const judgeName = (name: string): Ruling | undefined => {
    const spots = spotsNamed(name, places, grounds.surroundings);
    if (program === 'git' && spots.some(isOfGit)) {
      return (
        guardedOwn(spots, grounds) ?? asked(`${named(name)} is in a folder that only git itself should use.`)
      );
    }
    return guarded(spots, grounds) ?? judgeUse(name, tools, spots, grounds);
  };
  return part.words
    .flatMap(({ value }) => {
      const rulings = filesIn(value).map(judgeName);
      if (!namesIn(value).some((name) => judgeName(name)?.ruling === 'deny')) return rulings;
      return [...rulings, asked(`It mentions a file that is kept back: ${named(value)}.`)];
    })
    .filter((ruling) => ruling !== undefined);
}

/** Rules for every file are about the tools themselves; not every word of a command is a file. */
function judgeUse(
  name: string,
  tools: readonly string[],
  spots: readonly string[],
  grounds: Grounds,
): Ruling | undefined {
  const ruling = forbidden(tools, spots, grounds, ({ isBroad }) => !isBroad);
  if (ruling || !/[./]/.test(name)) return ruling;
  const broad = forbidden(tools, spots, grounds);
  return broad && asked(broad.why, broad.rule);
}
