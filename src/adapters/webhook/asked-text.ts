import type { KeptCall } from '../../app/ports/call-book.ts';
import type { AskedCall } from '../../core/attempt/index.ts';
import { oneLine } from '../../core/text/plain-text.ts';
import { coverWords, NO_OPTIONS, NOT_SHOWN } from '../../core/wording/asked-call.ts';
import { questionLines, shownParts } from '../../core/wording/shown-call.ts';

/** A part of what is told about a call; `code` is quoted as it is. */
export interface AskedPart {
  readonly text: string;
  readonly code?: true;
}

/** What a call would do, and how it can be answered, for a person who reads it at length; `forTask` allows it for the task. */
export function askedParts(
  call: AskedCall,
  kept: KeptCall | undefined,
  forTask?: string,
): readonly AskedPart[] {
  if (!kept) {
    const why = call.kind === 'question' ? NO_OPTIONS : NOT_SHOWN;
    return [{ text: oneLine(call.detail) }, { text: `⚠️ ${why}` }];
  }
  const { shown, questions } = kept;
  if (questions) return questions.map((each) => ({ text: questionLines(each).join('\n') }));
  const { before, text, after } = shownParts(shown);
  const words = [...after, coverWords(call, forTask)].filter((line) => line !== undefined);
  return [...before.map(plain), { text, code: true }, ...words.map(plain)];
}

const plain = (text: string): AskedPart => ({ text });
