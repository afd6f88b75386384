import type { Call } from './call.ts';
import { canonical } from './canonical.ts';
import { named, told } from './ruling.ts';
import type { Surroundings } from './surroundings.ts';
import { isRunning } from './tool-names.ts';

/**
 * What else decides what a shell command does: where it runs, and how, as far as that is not as usual. `clean` takes
 * secrets out of what is named, before that is cut.
 */
export function circumstancesOf(
  { tool, input }: Call,
  { cwd, project }: Pick<Surroundings, 'cwd' | 'project'>,
  clean?: (text: string) => string,
): readonly string[] {
  if (!isRunning(tool)) return [];
  const options = canonical(optionsOf(input));
  const sentences = [
    ...(cwd === project ? [] : [`It would run in ${named(cwd)}.`]),
    ...(options === '{}' ? [] : [`With ${named(options)}.`]),
  ];
  return sentences.map((sentence) => told(sentence, clean));
}

/** The command, what Claude calls it, and how long it may take. */
const USUAL = ['command', 'description', 'timeout'];

/** All else of its input. */
export const optionsOf = (input: Call['input']): object =>
  Object.fromEntries(Object.entries(input).filter(([name]) => !USUAL.includes(name)));
