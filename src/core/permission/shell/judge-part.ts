import type { Grounds } from '../grounds.ts';
import { isInside } from '../paths/normalise.ts';
import { spotsOf } from '../paths/spots.ts';
import { allowed, asked, named, strictest } from '../ruling.ts';
import { unruled, withInner, type PartRuling } from './asked-parts.ts';
import { coveredBy } from './command-rule.ts';
import { forbiddenCommand } from './forbidden-commands.ts';
import { hides } from './hides.ts';
import { judgeWords } from './judge-words.ts';
import { openUp, type Inner } from './open-up.ts';
import type { Part } from './part.ts';
import { cdTargets } from './places.ts';

/** How many commands may be wrapped in each other. */
const DEEPEST = 8;

const PLAIN_NAME = /^[\w./+:@%~-]+$|^\[$/;

/** How the command inside another one is judged. */
export type JudgeInner = (inner: Inner, part: Part, depth: number) => PartRuling;

/** One simple command: what is forbidden of it, else whether it may run by itself. */
export function judgePart(part: Part, grounds: Grounds, judgeInner: JudgeInner, depth: number): PartRuling {
  if (part.words.length === 0) return allowed('It only opens files.');
  const strict = [forbiddenCommand(part, grounds.rules), ...judgeWords(part, grounds)];
  const inner = depth < DEEPEST ? openUp(part) : undefined;
  const hidden = inner && judgeInner(inner, part, depth + 1);
  const rulings = strict.filter((ruling) => ruling !== undefined);
  const run = judgeRun(part, grounds, inner, hidden);
  const own = strictest<PartRuling>(run, rulings);
  if (!hidden) return { about: part.text, ...own };
  return strictest(own === hidden ? own : withInner(own, part, hidden), [hidden]);
}

function judgeRun(
  part: Part,
  grounds: Grounds,
  inner: Inner | undefined,
  hidden: PartRuling | undefined,
): PartRuling {
  const { words, settings } = part;
  const [name] = words;
  if (name?.isPlain !== true)
    return asked(`Which program ${named(part.text)} runs is not known before it runs.`);
  if (!PLAIN_NAME.test(name.value)) {
    return asked(`The name of the program ${named(name.value)} holds characters that are not plain letters.`);
  }
  if (inner?.isFree === true && hidden && settings.length === 0) return hidden;
  return isHarmless(part, grounds)
    ? allowed('It does nothing by itself.')
    : judgeByRule(part, grounds, inner);
}

/** To go to a folder of the project, or to say what is written right there. */
function isHarmless({ words, settings, places, input }: Part, { surroundings }: Grounds): boolean {
  const [name] = words;
  if (settings.length > 0) return false;
  if (name?.value === 'cat') return words.length === 1 && input !== undefined;
  if (name?.value !== 'cd') return false;
  const targets = cdTargets(words, places, surroundings.home) ?? [];
  const spots = spotsOf('.', targets, surroundings);
  return spots.length > 0 && spots.every((spot) => isInside(spot, surroundings.project));
}

function judgeByRule(
  { text, words, settings }: Part,
  { rules }: Grounds,
  inner: Inner | undefined,
): PartRuling {
  const values = [...settings, ...words.map(({ value }) => value)];
  const fitting = rules.allow.flatMap((rule) => {
    const covered = coveredBy(rule, values, text);
    return covered === undefined ? [] : [{ rule, covered: covered - settings.length }];
  });
  const free = fitting.find(({ covered }) => inner !== undefined || !hides(words, covered));
  const isNamed = free && (settings.length === 0 || free.covered > 0);
  if (isNamed) return allowed(`The rule ${named(free.rule.text)} allows it.`, free.rule.text);
  if (free) return asked(`${named(text)} sets variables for a command, and no rule names them.`);
  const [rule] = fitting;
  return rule
    ? asked(`${named(text)} may run more than the rule ${named(rule.rule.text)} allows.`)
    : unruled(text);
}
