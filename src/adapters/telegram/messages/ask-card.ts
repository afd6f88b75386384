import type { AskGate } from '../../../core/gate/index.ts';
import type { OpenSession } from '../../../core/session/index.ts';
import { askedWhat, callLine, coverWords, NO_OPTIONS, NOT_SHOWN } from '../../../core/wording/asked-call.ts';
import { place } from '../../../core/wording/place.ts';
import type { KeptCall } from '../../../app/ports/call-book.ts';
import type { TextFile } from '../sender.ts';
import { callLines, wholeCall, type CallLines } from './call-lines.ts';
import { shortTitleOf } from './names.ts';
import { outsideWords } from './outside-words.ts';
import { questionLines, wholeQuestions } from './question-lines.ts';
import { bold, cleanedLine, type Rich } from './rich-text.ts';
import type { Room } from './room.ts';

export interface AskFacts {
  readonly session: OpenSession;
  readonly gate: AskGate;
  /** What the call would do; undefined when that is not known for certain. */
  readonly asked?: KeptCall | undefined;
}

const FEW_COMMANDS = 3;

/** `Task 2/3: may Claude run this?` */
export const askedHead = (session: OpenSession, { task, call }: AskGate): string =>
  `${place(session, task)}: ${askedWhat(call)}`;

/** What Claude asks, why it asks, and what an answer covers; `head` and `anew` stand before it. */
export function askLines(
  { session, gate, asked }: AskFacts,
  { head, anew = '' }: { readonly head: string; readonly anew?: string },
  room: Room,
): CallLines {
  const { call } = gate;
  const { parts, isCut } = contentLines(gate, asked, room);
  const isQuestion = call.kind === 'question';
  const why = cleanedLine(call.why, room.sentence);
  return {
    parts: [
      bold(head),
      outsideWords(shortTitleOf(session, gate.task)),
      anew,
      isQuestion || why === '' ? '' : outsideWords(`Why: ${why}`),
      ...parts,
      isCut ? '⚠️ That is only its beginning: all of it stands in the file above.' : '',
      asked ? (coverWords(call) ?? '') : '',
    ],
    isCut,
  };
}

function contentLines(gate: AskGate, asked: KeptCall | undefined, room: Room): CallLines {
  const { call } = gate;
  if (asked?.questions && call.kind === 'question') return questionLines(asked.questions, room);
  if (asked && call.kind === 'permission') return callLines(call.tool, asked.shown, room);
  const why = call.kind === 'question' ? NO_OPTIONS : NOT_SHOWN;
  return { parts: [askedLine(gate, room.sentence), `⚠️ ${why}`], isCut: false };
}

/** All that a card had no room for. */
export function wholeAsked({ session, gate, asked }: AskFacts): TextFile | undefined {
  if (!asked) return undefined;
  const { task, call } = gate;
  const caption = `📋 ${askedHead(session, gate)}`;
  return call.kind === 'question'
    ? { ...wholeQuestions(task, asked.questions ?? []), caption }
    : { ...wholeCall(task, call.tool, asked.shown), caption };
}

/** What is waited for, on one line. */
export const askedLine = ({ call }: AskGate, units: number): Rich =>
  outsideWords(cleanedLine(call.kind === 'question' ? call.detail : callLine(call), units), FEW_COMMANDS);
