import type { Call } from './call.ts';
import { groundsOf } from './grounds.ts';
import { judgeFetch } from './judge-fetch.ts';
import { judgeTool } from './judge-tool.ts';
import { judgeFiles } from './paths/judge-files.ts';
import type { PermissionRules } from './rule.ts';
import { toldRuling, type Ruling } from './ruling.ts';
import { judgeShell } from './shell/judge-shell.ts';
import type { Surroundings } from './surroundings.ts';
import { isEditing, isReading, isRunning } from './tool-names.ts';

/**
 * What may become of a call: what a rule denies, then what a rule asks about, then what a rule allows; the rest asks.
 * `clean` takes secrets out of what the sentence names, before that is cut.
 */
export const judge = (
  call: Call,
  rules: PermissionRules,
  surroundings: Surroundings,
  clean?: (text: string) => string,
): Ruling => toldRuling(rulingOn(call, rules, surroundings), clean);

function rulingOn(call: Call, rules: PermissionRules, surroundings: Surroundings): Ruling {
  const { tool } = call;
  if (isRunning(tool)) return judgeShell(call, groundsOf(rules, surroundings));
  if (isEditing(tool) || isReading(tool)) return judgeFiles(call, groundsOf(rules, surroundings));
  return tool === 'WebFetch' ? judgeFetch(call, rules) : judgeTool(call, rules);
}
