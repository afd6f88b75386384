import type { Question } from '../../core/permission/index.ts';
import { plainText } from '../../core/text/plain-text.ts';
import type { HotKeys } from './command-words.ts';
import { parseWords, type Words } from './parse-words.ts';

export type AtGateWords =
  | Words
  | /** Each of them is to be asked. */ {
      readonly kind: 'questions';
      readonly questions: readonly Question[];
    };

const NUMBERS = /^\d{1,2}(?:[ ,]+\d{1,2})*$/;

/** A line typed at a gate; where Claude asks something, a number is an option. */
export function readAtGate(line: string, keys: HotKeys, questions: readonly Question[] = []): AtGateWords {
  const [only] = questions;
  const typed = plainText(line).trim().replace(/^\//, '').toLowerCase();
  if (questions.length > 1) {
    return typed === 'answer' || typed === 'a' ? { kind: 'questions', questions } : parseWords(line, keys);
  }
  return only && NUMBERS.test(typed) ? optionsIn(typed, only) : parseWords(line, keys);
}

function optionsIn(typed: string, question: Question): Words {
  const fault = faultOfNumbers(typed, question);
  if (fault !== undefined) return unclear(fault);
  return { kind: 'command', command: { type: 'answer', answers: { words: typed.split(/[ ,]+/).join(',') } } };
}

/** Why these numbers are no options of the question; undefined where they are, or where it is no numbers that were typed. */
export function faultOfNumbers(typed: string, { options, multiSelect }: Question): string | undefined {
  if (!NUMBERS.test(typed)) return undefined;
  const numbers = typed.split(/[ ,]+/);
  const missing = numbers.find((number) => !options[Number(number) - 1]);
  if (missing !== undefined) {
    return `There is no option ${missing}. To say just that, type "answer ${typed}".`;
  }
  return numbers.length > 1 && !multiSelect ? 'Only one of these options can be chosen.' : undefined;
}

const unclear = (sentence: string): Words => ({ kind: 'unclear', sentence });
