import type { KeptCall } from '../../../app/ports/call-book.ts';
import type { AskGate } from '../../../core/gate/index.ts';
import { oneLine } from '../../../core/text/plain-text.ts';
import { coverWords, NO_OPTIONS, NOT_SHOWN } from '../../../core/wording/asked-call.ts';
import { counted } from '../../../core/wording/numbers.ts';
import { questionLines, shownParts } from '../../../core/wording/shown-call.ts';
import { wrappedTightly } from '../wrapped.ts';
import { indented } from './indented.ts';

const MOST_LINES = 30;
const BAR = '| ';

export interface AskFacts {
  readonly gate: AskGate;
  /** Undefined where it cannot be told for sure what the call would do. */
  readonly kept: KeptCall | undefined;
  /** Of a line. */
  readonly width: number;
}

/** What Claude wants to do, or to know; of much, the first lines. */
export function askMessage({ gate: { call }, kept, width }: AskFacts): readonly string[] {
  if (!kept) return [oneLine(call.detail), `⚠️ ${call.kind === 'question' ? NO_OPTIONS : NOT_SHOWN}`];
  if (kept.questions) return kept.questions.flatMap(questionLines);
  const { before, text, after } = shownParts(kept.shown);
  const lines = text.trimEnd().split('\n');
  const shown = lines.slice(0, MOST_LINES).flatMap((line) => wrappedTightly(line, width - BAR.length));
  const more = lines.length - MOST_LINES;
  const cover = coverWords(call);
  return [
    ...before,
    ...indented(shown, BAR),
    ...(more > 0 ? [`… ${counted(more, 'more line')}; "details" shows all of it.`] : []),
    ...after,
    ...(cover === undefined ? [] : [cover]),
  ];
}

/** All of it. */
export function wholeCall({ shown, questions }: KeptCall): string {
  if (questions) return questions.flatMap(questionLines).join('\n');
  const { before, text, after } = shownParts(shown);
  return [...before, ...after, '', text].join('\n');
}
