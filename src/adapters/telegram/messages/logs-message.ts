import { counted } from '../../../core/wording/numbers.ts';
import type { AttemptRecord } from '../../../app/ports/runner.ts';
import { logLines } from './left-behind.ts';
import { outsideWords } from './outside-words.ts';
import { bold, cleanedLine, codeBlock, lines, type Rich } from './rich-text.ts';

const LONGEST_LINE = 200;
const LONGEST_PATH = 500;

/** The last lines of the newest log, and where it is, if it is anywhere; many have to be split. */
export function logsMessage(record: AttemptRecord | undefined, most: number, logFile: string): Rich {
  const path = cleanedLine(logFile, LONGEST_PATH);
  if (!record) {
    return lines(
      '📜 There is no log yet: no attempt was started.',
      outsideWords(path === '' ? '' : `Logs will be in ${path}`),
    );
  }
  const of = `attempt ${record.epoch} (task ${record.task})`;
  const shown = logLines(record.lastLines, most, LONGEST_LINE);
  return lines(
    shown === ''
      ? `📜 The log of ${of} has no lines.`
      : bold(`📜 The last ${counted(shown.split('\n').length, 'line')} of ${of}:`),
    codeBlock(shown),
    outsideWords(path === '' ? '' : `The whole log is in ${path}`),
  );
}
