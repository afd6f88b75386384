import type { Evidence, Outcome } from '../../../core/attempt/index.ts';
import type { Task } from '../../../core/task/index.ts';
import type { AttemptRecord, ToolCall } from '../../../app/ports/runner.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import { oneLine } from '../../../core/text/plain-text.ts';
import { shortened } from '../../../core/text/shortened.ts';
import { firstLines } from '../first-lines.ts';
import type { Style } from '../style.ts';
import { notAllowedLine } from '../../../core/wording/not-allowed.ts';
import { counted, effort } from '../../../core/wording/numbers.ts';
import { endedHow, markOf, progressLine } from '../../../core/wording/outcome.ts';
import { placeAndTitle, type Tasks } from '../../../core/wording/place.ts';
import { criteriaLines } from './criteria-lines.ts';
import { evidenceMessage } from './evidence-message.ts';
import { indented } from './indented.ts';

const LAST_WORDS = { lines: 6, width: 100 };
/** Of the indentation and the bar before Claude's words. */
const BESIDE_WORDS = '   | '.length;
const MOST_NAMES = 6;

export interface ResultFacts {
  readonly session: Tasks;
  readonly task: number;
  readonly outcome: Outcome;
  /** Undefined when the attempt left nothing behind that can be read. */
  readonly record: AttemptRecord | undefined;
  /** Undefined where none was gathered. */
  readonly evidence?: Evidence | undefined;
  /** From the kept list. */
  readonly kept?: Task | undefined;
  readonly local: LocalTime;
  readonly style: Style;
  /** Of a line. */
  readonly width: number;
}

/** How an attempt ended, in Greenlight's words and then in Claude's, and what it did on the way. */
export function resultMessage(facts: ResultFacts): readonly string[] {
  const { session, task, outcome, record, evidence, kept, style } = facts;
  const isPlan = outcome.kind === 'planned';
  const head = `${markOf(outcome)} ${placeAndTitle(session, task)}`;
  return [
    style.bold([head, endedHow(outcome), ...effort(outcome)].join(' · ')),
    ...indented([
      ...sentences(facts),
      // (A plan stands at the gate that follows.)
      ...(record && !isPlan ? lastWords(record, facts) : []),
      ...(kept && !isPlan ? criteriaLines(kept) : []),
      ...(evidence ? evidenceMessage(evidence) : []),
      ...(record ? leftBehind(record, facts) : []),
    ]),
    progressLine(session),
  ];
}

function sentences({ outcome, local, evidence }: ResultFacts): readonly string[] {
  const reset =
    outcome.kind === 'limited' && outcome.resetsAt !== undefined
      ? [`The limit resets at ${local(outcome.resetsAt)}.`]
      : [];
  // "Done." under a line that says done is noise, and the commands that failed stand below.
  const verdict = evidence !== undefined && outcome.kind === 'failed' && outcome.failure === 'verification';
  const plain = markOf(outcome) === '✅' || outcome.kind === 'planned' || verdict;
  return [...(plain ? [] : [oneLine(outcome.sentence)]), ...reset];
}

function lastWords({ finalText }: AttemptRecord, { width }: ResultFacts): readonly string[] {
  const words = firstLines(finalText, { lines: LAST_WORDS.lines, width: width - BESIDE_WORDS });
  return words.length > 0 ? ['Claude said last:', ...indented(words, '| ')] : [];
}

function leftBehind(record: AttemptRecord, { outcome, evidence }: ResultFacts): readonly string[] {
  const { filesTouched, refusedTools, notAllowed, pendingTool, lastLines } = record;
  const denied = notAllowedLine(notAllowed);
  // What Claude named says less than what changed.
  const named = evidence?.changes ? [] : filesTouched;
  return [
    ...(named.length > 0 ? [`Files touched: ${some(named)}`] : []),
    ...(refusedTools.length > 0 ? [`⚠️ Claude was refused: ${some(refusedTools.map(callText))}`] : []),
    ...(denied === undefined ? [] : [denied]),
    ...(pendingTool ? [`⚠️ Ended in the middle of: ${callText(pendingTool)}`] : []),
    ...(ranWell(outcome) || lastLines.length === 0
      ? []
      : ['Last lines of its log:', ...indented(logLines(lastLines, LAST_WORDS.lines), '| ')]),
  ];
}

/** The end of its log says nothing that is not said better. */
const ranWell = (outcome: Outcome): boolean =>
  outcome.kind === 'completed' ||
  outcome.kind === 'planned' ||
  (outcome.kind === 'failed' && outcome.failure === 'verification');

export const callText = ({ name, detail }: ToolCall): string => oneLine(`${name} ${detail}`);

export const logLines = (lines: readonly string[], most: number): readonly string[] =>
  lines.slice(-most).map((line) => shortened(oneLine(line), LAST_WORDS.width));

function some(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => shortened(oneLine(name), LAST_WORDS.width));
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${counted(rest, 'more', 'more')}` : shown.join(', ');
}
