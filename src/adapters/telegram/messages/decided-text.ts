import type { CallAnswer, Instant } from '../../../core/attempt/index.ts';
import type { GateDecision } from '../../../core/gate/index.ts';
import type { Actor } from '../../../core/session/index.ts';
import { answersTold, WITHDRAWN } from '../../../core/wording/asked-call.ts';
import { capital } from '../../../core/wording/capital.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import { short } from './cut.ts';
import { nameOf } from './names.ts';
import { outsideWords } from './outside-words.ts';
import { cleanedLine, codeBlock, explicit, lines, plain, quote, type Rich } from './rich-text.ts';

const DECIDED: Readonly<Record<GateDecision, string>> = {
  approve: '✅ Approved',
  skip: '⏭️ Skipped',
  retry: '▶️ Another attempt',
  undo: '⏭️ Undo',
  redo: '▶️ Redo',
  reload: '📋 The edited list was taken over',
  stop: '⏸️ Stopped',
  allow: '✅ Allowed',
  deny: '❌ Denied',
  answer: '✅ Answered',
  wait: '⏸️ Put off',
};

/** Telegram's limit. */
const LONGEST_TEXT = 4_096;
const LONGEST_WORDS = 500;
/** What is shorter says nothing. */
const SHORTEST_WORDS = 20;
const FEW_COMMANDS = 5;

export interface DecidedFacts {
  readonly decision: GateDecision;
  readonly by: Actor;
  readonly at: Instant;
  readonly local: LocalTime;
  /** Of a call, as far as that is known. */
  readonly call?:
    | { readonly answer?: CallAnswer | undefined; readonly question: boolean; readonly forTask: boolean }
    | undefined;
}

/** What a gate's card becomes: its body, and who decided what. */
export function decidedText(body: Rich, { by, at, local, ...facts }: DecidedFacts): Rich {
  const decided = lines(body, `${whatOf(facts)} by ${nameOf(by)} · ${local(at)}`);
  const { answer } = facts.call ?? {};
  const room = Math.min(LONGEST_WORDS, LONGEST_TEXT - decided.text.length - 2);
  return answer && room >= SHORTEST_WORDS ? lines(decided, wordsOf(answer, room)) : decided;
}

function whatOf({ decision, call }: Pick<DecidedFacts, 'decision' | 'call'>): string {
  if (decision === 'deny' && call?.question === true) return '▶️ Left to Claude';
  if (decision !== 'allow' || !call) return DECIDED[decision];
  if (call.forTask) return `${DECIDED.allow} for this task`;
  const { answer } = call;
  return answer?.kind === 'allow' && answer.instead !== undefined
    ? '✅ Another command was allowed instead'
    : `${DECIDED.allow} once`;
}

/** What was said with it. */
function wordsOf(answer: CallAnswer, units: number): Rich {
  switch (answer.kind) {
    case 'allow':
      return answer.instead === undefined ? plain('') : codeBlock(short(explicit(answer.instead), units));
    case 'deny':
      return said(answer.reason ?? '', units);
    case 'answer':
      return said(answersTold(answer.answers), units);
  }
}

function said(words: string, units: number): Rich {
  const shown = cleanedLine(words, units);
  return shown === '' ? plain('') : quote(outsideWords(shown, FEW_COMMANDS));
}

/** What it becomes when another takes its place before anybody decided. */
export const renewedText = (body: Rich): Rich =>
  lines(body, '⚠️ What it is about changed meanwhile: it is asked again below.');

/** What it becomes when nobody waits for the answer any more. */
export const withdrawnText = (body: Rich): Rich => lines(body, `⏭️ ${capital(WITHDRAWN)}.`);
