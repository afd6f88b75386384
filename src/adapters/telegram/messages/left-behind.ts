import type { Outcome } from '../../../core/attempt/index.ts';
import { notAllowedLine } from '../../../core/wording/not-allowed.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import type { AttemptRecord, ToolCall } from '../../../app/ports/runner.ts';
import { short } from './cut.ts';
import { outsideWords, quoted } from './outside-words.ts';
import { cleaned, cleanedLine, codeBlock, plain, type Rich } from './rich-text.ts';

const LONGEST_NAME = 80;
const MOST_FILES = 8;
const LOG_COLUMNS = 80;
/** In each line; a message has a hundred entities at most. */
const MOST_COMMANDS = 5;

/** What Claude said last, shortened to `units`; `more` when there is more of it. */
export function saidBy(
  record: AttemptRecord | undefined,
  units: number,
  look: (words: Rich) => Rich = quoted,
): { readonly said: Rich; readonly more: boolean } {
  const text = cleaned(record?.finalText ?? '').trim();
  const said = text === '' ? plain('') : look(outsideWords(short(text, units)));
  return { said, more: text.length > units };
}

/** What happened, in Greenlight's words, where the headline does not say it all. */
export function sentencesOf(outcome: Outcome, local: LocalTime, units: number): readonly string[] {
  return [
    outcome.kind === 'completed' ? '' : cleanedLine(outcome.sentence, units),
    outcome.kind === 'limited' && outcome.resetsAt !== undefined
      ? `The limit resets at ${local(outcome.resetsAt)}.`
      : '',
  ];
}

/** What the attempt did on the way; which `files` its tools named tells where nothing better is known. */
export function tracesOf(
  record: AttemptRecord | undefined,
  shown: { readonly files: boolean; readonly refused: number },
): readonly Rich[] {
  if (!record) return [];
  const { filesTouched, refusedTools, notAllowed, pendingTool } = record;
  return [
    pendingTool ? `⚠️ In the middle of: ${callOf(pendingTool)}` : '',
    refusedTools.length > 0 ? `⚠️ Refused: ${some(refusedTools.map(callOf), shown.refused)}` : '',
    notAllowedLine(notAllowed) ?? '',
    shown.files && filesTouched.length > 0 ? `Files: ${some(filesTouched, MOST_FILES)}` : '',
  ].map((line) => outsideWords(line, MOST_COMMANDS));
}

/** The last lines of the log of an attempt that did not end well. */
export function endOfLog({ lastLines }: AttemptRecord, most: number): readonly (Rich | string)[] {
  const shown = logLines(lastLines, most, LOG_COLUMNS);
  return shown === '' ? [] : ['Last lines of its log:', codeBlock(shown)];
}

export const logLines = (all: readonly string[], most: number, columns: number): string =>
  all
    .slice(-most)
    .map((line) => short(cleaned(line).replaceAll('\n', ' ').trimEnd(), columns))
    .filter((line) => line !== '')
    .join('\n');

/** `Edit db/migrations/001.sql`. */
export const callOf = ({ name, detail }: ToolCall): string => cleanedLine(`${name} ${detail}`, LONGEST_NAME);

function some(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).map((name) => cleanedLine(name, LONGEST_NAME));
  const rest = names.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
