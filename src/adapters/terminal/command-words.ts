import { operatorWords, type OperatorName, type OperatorWord } from '../../core/operator/index.ts';

/** What can be typed at a gate: the operator's commands, where a session is open already, and a word of our own. */
const words = [
  ...operatorWords.filter(({ name }) => name !== 'start'),
  { name: 'details', args: '', help: 'everything the file says about this task' },
] as const satisfies readonly OperatorWord[];

export type CommandName = Exclude<OperatorName, 'start'> | 'details';

/** `s` is nobody's: skip, stop and status begin with it. */
const keys: Readonly<Partial<Record<CommandName, string>>> = {
  approve: 'a',
  skip: 'k',
  retry: 'r',
  undo: 'u',
  redo: 'y',
  reload: 'e',
  leash: 'o',
  pause: 'p',
  stop: 'q',
  details: 'd',
  diff: 'v',
  logs: 'l',
  help: '?',
};

/** What a key types, where that is not the name alone. */
const TYPED: Readonly<Record<string, string>> = { retry: 'retry ', leash: 'leash off' };

/** What each key types; a trailing space asks for more words before Enter. */
export const hotKeys: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(keys).map(([name, key]) => [key, TYPED[name] ?? name]),
);

export const commandNames: readonly string[] = words.map(({ name }) => name);

/** Of what is typed; where that is longer, its help stands below it. */
const WIDEST = 20;

export function helpMessage(): readonly string[] {
  const rows = words.map(({ name, args, help }) => ({
    typed: args === '' ? name : `${name} ${args}`,
    key: keyOf(name) ?? ' ',
    help,
  }));
  const width = Math.max(...rows.map(({ typed }) => typed.length).filter((length) => length <= WIDEST));
  return [
    '📋 At a gate, press a key, or type a word and Enter:',
    ...rows.flatMap(({ typed, key, help }) =>
      typed.length > width
        ? [`   ${key}  ${typed}`, `      ${''.padEnd(width)}  ${help}`]
        : [`   ${key}  ${typed.padEnd(width)}  ${help}`],
    ),
    '   A key acts at once: begin with / to type in peace, as in /approve 3.',
    '   Long diffs open in $PAGER, else in less, which q leaves.',
    '   Esc clears the line. Ctrl-C leaves; the session stays open.',
  ];
}

const keyOf = (name: string): string | undefined =>
  Object.entries(keys).find(([named]) => named === name)?.[1];
