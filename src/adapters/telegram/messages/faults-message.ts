import type { Fault } from '../../../core/task/index.ts';
import { counted } from '../../../core/wording/numbers.ts';
import { outsideWords, WHOLE } from './outside-words.ts';
import { bold, cleaned, cleanedLine, lines, type Rich } from './rich-text.ts';

const LONGEST_PATH = 300;

/** Every fault of a file that was to be started or taken over, each with its line; many have to be split. */
export const faultsMessage = (
  path: string,
  faults: readonly Fault[],
  command: 'start' | 'reload' = 'start',
): Rich =>
  lines(
    bold(
      `❌ Nothing was ${command === 'start' ? 'started' : 'taken over'}: ${counted(faults.length, 'fault')} in ${cleanedLine(path, LONGEST_PATH)}`,
    ),
    outsideWords(faults.map(({ line, message }) => `line ${line}: ${cleaned(message)}`).join('\n'), WHOLE),
    `Correct the file and send /${command} again.`,
  );
