import type { Call } from './call.ts';
import type { PermissionRules, Rule } from './rule.ts';
import { allowed, asked, denied, named, type Ruling } from './ruling.ts';
import { isEditing, isReading, isRunning } from './tool-names.ts';
import { isLike } from './wild.ts';

/** A call of which only the tool's name is judged. */
export function judgeTool({ tool }: Call, rules: PermissionRules): Ruling {
  const byName = (list: readonly Rule[]): Rule | undefined =>
    list.find((rule) => rule.specifier === undefined && namesTool(rule.tool, tool));
  return (
    ruledBy(byName(rules.deny), byName(rules.ask), byName(rules.allow)) ??
    asked(`No rule names ${named(tool)}.`)
  );
}

/** What the first rule that was found decides, in the order in which they count. */
export function ruledBy(deny?: Rule, ask?: Rule, allow?: Rule): Ruling | undefined {
  if (deny) return denied(`The rule ${named(deny.text)} denies it.`, deny.text);
  if (ask) return asked(`The rule ${named(ask.text)} says to ask.`, ask.text);
  return allow && allowed(`The rule ${named(allow.text)} allows it.`, allow.text);
}

/** Whether a rule for one tool is about another: `Edit` covers every editing tool, `mcp__server` all of that server. */
export function namesTool(ruled: string, tool: string): boolean {
  if (ruled === tool) return true;
  if (ruled === 'Edit') return isEditing(tool);
  if (ruled === 'Read') return isReading(tool);
  if (ruled === 'Bash') return isRunning(tool);
  return ruled.startsWith('mcp__') && namesMcpTool(ruled, tool);
}

/** `mcp__server` means every tool of that server. */
const namesMcpTool = (ruled: string, tool: string): boolean =>
  isLike(ruled.slice('mcp__'.length).includes('__') ? ruled : `${ruled}__*`, tool);
