import { commandNames } from './command-words.ts';
import type { Question } from './keyboard.ts';
import { oneLine } from '../../core/text/plain-text.ts';
import { shortened } from '../../core/text/shortened.ts';
import { enumerated } from '../../core/wording/numbers.ts';
import { ask, type Run } from './run.ts';

export interface Choice<T extends string> {
  readonly key: string;
  readonly word: T;
  /** Another word for it, which is not told. */
  readonly alias?: string;
  /** What the word alone does not say. */
  readonly means?: string;
}

/** One of a few words; or why there was no answer. */
export async function choose<T extends string>(
  run: Run,
  choices: readonly Choice<T>[],
  stillAsked: () => boolean,
): Promise<T | 'end' | 'interrupted' | 'withdrawn'> {
  const told = choices.map(({ key, word, means }) => {
    return { key, word: means === undefined ? word : `${word} (${means})` };
  });
  const question: Question = {
    keys: told.map(({ key, word }) => `[${key}] ${word}`).join('  '),
    words: `Type one of: ${told.map(({ word }) => word).join(', ')}`,
    hotKeys: Object.fromEntries(choices.map(({ key, word }) => [key, word])),
  };
  for (;;) {
    const answer = await ask(run, question, stillAsked);
    if (answer.type !== 'line') return answer.type;
    const typed = oneLine(answer.line).toLowerCase().replace(/^\//, '');
    const chosen = choices.find(({ key, word, alias }) => [key, word, alias].includes(typed));
    if (chosen) return chosen.word;
    run.channel.screen.print([`⚠️ ${notHere(typed, choices)}`]);
  }
}

function notHere(typed: string, choices: readonly Choice<string>[]): string {
  const [command = ''] = typed.split(' ');
  return commandNames.includes(command)
    ? `First choose: ${enumerated(
        choices.map(({ word }) => word),
        'or',
      )}. "${command}" can be typed at a gate.`
    : `"${shortened(typed, 40)}" is not one of the choices.`;
}
