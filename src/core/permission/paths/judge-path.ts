import type { FileRule, Grounds } from '../grounds.ts';
import { namesTool } from '../judge-tool.ts';
import { allowed, asked, denied, named, type Ruling } from '../ruling.ts';
import { guarded } from './guard.ts';
import { isInside } from './normalise.ts';

/** Using a file with a tool; of all the paths it may turn out to be one that is forbidden forbids, and all must be allowed. */
export function judgePath(tool: string, spots: readonly string[], grounds: Grounds): Ruling {
  const [shown = ''] = spots;
  return (
    guarded(spots, grounds) ??
    forbidden([tool], spots, grounds) ??
    given(tool, spots, grounds) ??
    asked(`No rule allows ${verbOf(tool)} ${named(shown)}${outside(spots, grounds)}.`)
  );
}

/** What a rule denies, else what a rule asks about, of any of these paths with any of these tools. */
export function forbidden(
  tools: readonly string[],
  spots: readonly string[],
  { files }: Grounds,
  counts: (rule: FileRule) => boolean = () => true,
): Ruling | undefined {
  const [shown = ''] = spots;
  const isAbout = ({ rule, covers }: FileRule): boolean =>
    tools.some((tool) => namesTool(rule.tool, tool)) && spots.some(covers);
  const find = (list: readonly FileRule[]): string | undefined =>
    list.find((one) => counts(one) && isAbout(one))?.rule.text;
  const no = find(files.deny);
  if (no !== undefined) return denied(`The rule ${named(no)} denies ${named(shown)}.`, no);
  const question = find(files.ask);
  if (question === undefined) return undefined;
  return asked(`The rule ${named(question)} says to ask about ${named(shown)}.`, question);
}

function given(tool: string, spots: readonly string[], { files }: Grounds): Ruling | undefined {
  const rules = files.allow.filter(({ rule }) => namesTool(rule.tool, tool));
  const found = spots.map((spot) => rules.find(({ covers }) => covers(spot))?.rule.text);
  const [text] = found;
  return text !== undefined && !found.includes(undefined)
    ? allowed(`The rule ${named(text)} allows it.`, text)
    : undefined;
}

const verbOf = (tool: string): string => (namesTool('Edit', tool) ? 'changing' : 'reading');

/** A link is named by where it leads: that is what surprises. */
function outside([shown, ...others]: readonly string[], { surroundings }: Grounds): string {
  const isOut = (spot: string): boolean => !isInside(spot, surroundings.project);
  if (shown !== undefined && isOut(shown)) return ', outside the project';
  const elsewhere = others.find(isOut);
  return elsewhere === undefined ? '' : `, which leads to ${named(elsewhere)}, outside the project`;
}
