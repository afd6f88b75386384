/** The words an operator can type at a gate. One entry makes a command known to the parser and to the help. */
export interface CommandWord {
  readonly name: string;
  /** The key that stands for it; `s` is nobody's: skip, stop and status begin with it. */
  readonly key?: string;
  readonly args: string;
  readonly help: string;
}

export const commandWords = [
  {
    name: 'approve',
    key: 'a',
    args: '[N | all]',
    help: 'go on; with a number that many tasks, without asking between them',
  },
  { name: 'skip', key: 'k', args: '', help: 'leave this task out and go on' },
  {
    name: 'retry',
    key: 'r',
    args: '[words]',
    help: 'another attempt in the same conversation; your words go to Claude',
  },
  { name: 'pause', key: 'p', args: '', help: 'start nothing more until you resume' },
  { name: 'resume', args: '', help: 'go on after a pause' },
  { name: 'stop', key: 'q', args: '', help: 'close the session; unfinished tasks stay undone' },
  { name: 'details', key: 'd', args: '', help: 'everything the file says about this task' },
  { name: 'logs', key: 'l', args: '[N]', help: 'the last lines of the newest log' },
  { name: 'status', args: '', help: 'where the session stands' },
  { name: 'help', key: '?', args: '', help: 'this list' },
] as const satisfies readonly CommandWord[];

export type CommandName = (typeof commandWords)[number]['name'];

const all: readonly (CommandWord & { readonly name: CommandName })[] = commandWords;

/** The command that a typed word or key names. */
export const commandNamed = (word: string): CommandName | undefined =>
  all.find(({ name, key }) => name === word || key === word)?.name;

export const commandNames: readonly CommandName[] = all.map(({ name }) => name);

/** What each key types; a trailing space asks for more words before Enter. */
export const hotKeys: Readonly<Record<string, string>> = Object.fromEntries(
  all.flatMap(({ name, key }) => (key === undefined ? [] : [[key, name === 'retry' ? 'retry ' : name]])),
);

export function helpMessage(): readonly string[] {
  const rows = all.map(({ name, key, args, help }) => ({
    typed: args === '' ? name : `${name} ${args}`,
    key: key ?? ' ',
    help,
  }));
  const width = Math.max(...rows.map(({ typed }) => typed.length));
  return [
    '📋 At a gate, press a key, or type a word and Enter:',
    ...rows.map(({ typed, key, help }) => `   ${key}  ${typed.padEnd(width)}  ${help}`),
    '   Esc clears the line. Ctrl-C leaves; the session stays open.',
  ];
}
