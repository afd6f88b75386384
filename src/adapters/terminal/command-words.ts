import type { Gate } from '../../core/gate/index.ts';
import { operatorWords, type OperatorName, type OperatorWord } from '../../core/operator/index.ts';
import type { Question } from '../../core/permission/index.ts';

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
  wait: 'w',
  pause: 'p',
  stop: 'q',
  details: 'd',
  diff: 'v',
  logs: 'l',
  help: '?',
};

/** What a key types, where that is not the name alone. */
const TYPED: Readonly<Record<string, string>> = {
  retry: 'retry ',
  leash: 'leash off',
  wait: 'wait ',
};

export type HotKeys = Readonly<Record<string, string>>;

/** What each key types; a trailing space asks for more words, or a look at them, before Enter. */
export const hotKeys: HotKeys = Object.fromEntries(
  Object.entries(keys).map(([name, key]) => [key, TYPED[name] ?? name]),
);

/** Where Claude asks, its answers have the keys that lie next. */
const AT_ASK: HotKeys = { ...hotKeys, d: 'deny ', m: 'details' };
const AT_PERMISSION: HotKeys = { ...AT_ASK, a: 'allow', t: 'allow task', i: 'instead ' };
const AT_QUESTION: HotKeys = { ...AT_ASK, a: 'answer ' };

/** What each key types at this gate. `questions` are those of its call. */
export function hotKeysAt(gate: Gate, questions: readonly Question[] = []): HotKeys {
  if (gate.kind !== 'ask') return gate.kind === 'limit' ? { ...hotKeys, r: 'retry' } : hotKeys;
  // An attempt runs: pressing one key does not end it.
  const stop = gate.live === true ? { q: 'stop confirm ' } : {};
  if (gate.call.kind === 'permission') return { ...AT_PERMISSION, ...stop };
  const several = questions.length > 1 ? { a: 'answer' } : {};
  return { ...AT_QUESTION, ...several, ...optionKeys(questions), ...stop };
}

/** Of one question with one choice a key is the answer. */
function optionKeys(questions: readonly Question[]): HotKeys {
  const [only] = questions;
  if (!only || questions.length > 1 || only.multiSelect) return {};
  return Object.fromEntries(
    only.options.slice(0, MOST_OPTION_KEYS).map((_, n) => [`${n + 1}`, `answer #${n + 1}`]),
  );
}

const MOST_OPTION_KEYS = 9;

export const commandNames: readonly string[] = words.map(({ name }) => name);

/** Of what is typed; where that is longer, its help stands below it. */
const WIDEST = 15;

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
    '   Where Claude asks, a is allow (or answer), t allow task, i instead, d deny and m details.',
    '   A key acts at once: begin with / to type in peace, as in /approve 3.',
    '   Long diffs open in $PAGER, else in less, which q leaves.',
    '   Esc clears the line. Ctrl-C leaves; the session stays open.',
  ];
}

const keyOf = (name: string): string | undefined =>
  Object.entries(keys).find(([named]) => named === name)?.[1];
