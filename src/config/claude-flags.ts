/** Flags that Greenlight sets itself, and what to use instead. */
const OURS: Readonly<Record<string, string>> = {
  '--output-format': 'Greenlight reads stream-json; leave it out',
  '--input-format': 'the prompt is given as text; leave it out',
  '--include-partial-messages': 'Greenlight does not read partial messages; leave it out',
  '--session-id': 'Greenlight chooses the conversation; leave it out',
  '--resume': 'use `retry` to go on with a conversation',
  '-r': 'use `retry` to go on with a conversation',
  '--continue': 'use `retry` to go on with a conversation',
  '-c': 'use `retry` to go on with a conversation',
  '--fork-session': 'Greenlight chooses the conversation; leave it out',
  '--no-session-persistence': '`retry` needs the conversation on disk; leave it out',
  '--dangerously-skip-permissions': 'use `claude.permissions: skip`',
  '--permission-mode': 'use `claude.permissions`',
  '--model': 'use `claude.model`',
  '--max-turns': 'use `claude.max_turns`',
  '--max-budget-usd': 'use `claude.max_budget_usd`',
  '--setting-sources': 'use `claude.trust_project`',
};

const PRINT = ['-p', '--print'];
const PRINT_IS_OURS = 'Greenlight adds it itself; leave it out';

/** A flag among `words` that Greenlight sets itself, with what to do about it. */
export function flagOfOurs(
  words: readonly string[],
): { readonly flag: string; readonly advice: string } | undefined {
  for (const word of words) {
    const [flag = word] = word.split('=');
    const advice = PRINT.includes(flag) ? PRINT_IS_OURS : OURS[flag];
    if (advice !== undefined) return { flag, advice };
  }
  return undefined;
}

/** `claude -p` is how the command is often written; the print flag is ours to add. */
export const withoutPrint = (command: readonly string[]): readonly string[] =>
  command.filter((word, index) => index === 0 || !PRINT.includes(word));
