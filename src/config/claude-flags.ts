const CHOSEN = 'Greenlight chooses the conversation; leave it out';
const RETRY = 'use `retry` to go on with a conversation';
const NO_WORK = 'with it claude does no work; leave it out';
const ELSEWHERE = 'the work would go on out of sight; leave it out';
const PRINT = 'Greenlight adds it itself; leave it out';

/** Flags that Greenlight sets itself or cannot work with, and what to use instead. */
const OURS: ReadonlyMap<string, string> = new Map([
  ['-p', PRINT],
  ['--print', PRINT],
  ['--output-format', 'Greenlight reads stream-json; leave it out'],
  ['--input-format', 'the prompt is given as text; leave it out'],
  ['--include-partial-messages', 'Greenlight does not read partial messages; leave it out'],
  ['--replay-user-messages', 'the prompt is given as text; leave it out'],
  ['--session-id', CHOSEN],
  ['--fork-session', CHOSEN],
  ['--from-pr', CHOSEN],
  ['--resume', RETRY],
  ['-r', RETRY],
  ['--continue', RETRY],
  ['-c', RETRY],
  ['--no-session-persistence', '`retry` needs the conversation on disk; leave it out'],
  ['--bg', ELSEWHERE],
  ['--background', ELSEWHERE],
  ['--worktree', ELSEWHERE],
  ['-w', ELSEWHERE],
  ['--tmux', ELSEWHERE],
  ['--help', NO_WORK],
  ['-h', NO_WORK],
  ['--version', NO_WORK],
  ['-v', NO_WORK],
  ['--dangerously-skip-permissions', 'use `claude.permissions: skip`'],
  ['--permission-mode', 'use `claude.permissions`'],
  ['--model', 'use `claude.model`'],
  ['--max-turns', 'use `claude.max_turns`'],
  ['--max-budget-usd', 'use `claude.max_budget_usd`'],
  ['--setting-sources', 'use `claude.trust_project`'],
]);

const UNHEARD = 'with `claude.permissions: ask` Greenlight would not hear what Claude asks for; leave it out';
const ALLOWED = 'with `claude.permissions: ask` use `permissions.allow`';

/** Flags by which Claude would do without asking what Greenlight is to be asked for, or could not ask. */
const WHILE_ASKING: ReadonlyMap<string, string> = new Map([
  ['--settings', 'with `claude.permissions: ask` Greenlight sets it itself; put rules into `permissions`'],
  ['--permission-prompt-tool', UNHEARD],
  ['--permission-prompts', UNHEARD],
  ['--allow-dangerously-skip-permissions', UNHEARD],
  ['--bare', UNHEARD],
  ['--safe-mode', UNHEARD],
  ['--restricted', UNHEARD],
  ['--allowedTools', ALLOWED],
  ['--allowed-tools', ALLOWED],
]);

/** What is wrong with `claude.flags`: a sentence for each flag that is not for the operator to set; `asks`: with `claude.permissions: ask`. */
export function faultsInFlags(words: readonly string[], asks: boolean): readonly string[] {
  const [first] = words;
  // Claude would take it for the prompt.
  const stray =
    first === undefined || first.startsWith('-')
      ? []
      : ['the first word is not a flag, expected words such as --add-dir ../shared.'];
  return [...stray, ...words.flatMap((word) => adviceFor(word, asks))];
}

/** The same for `claude.command`, whose short flags may be those of another program (`npx -p`). */
export const faultsInCommand = (
  [program = '', ...fixed]: readonly string[],
  asks: boolean,
): readonly string[] =>
  program.trim() === ''
    ? ['found no program, expected one such as claude.']
    : fixed
        .filter((word) => word.startsWith('--') && word !== '--print')
        .flatMap((word) => adviceFor(word, asks));

function adviceFor(word: string, asks: boolean): readonly string[] {
  const [flag = word] = word.split('=');
  const advice = OURS.get(flag) ?? (asks ? WHILE_ASKING.get(flag) : undefined);
  return advice === undefined ? [] : [`found ${flag}: ${advice}.`];
}

/** `claude -p` is how the command is often written; the print flag at its end is ours to add. */
export const withoutPrint = (command: readonly string[]): readonly string[] =>
  command.length > 1 && ['-p', '--print'].includes(command.at(-1) ?? '') ? command.slice(0, -1) : command;
