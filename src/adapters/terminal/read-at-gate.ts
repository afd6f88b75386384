import { areNumbers, type Question } from '../../core/permission/index.ts';
import { plainText } from '../../core/text/plain-text.ts';
import type { HotKeys } from './command-words.ts';
import { parseWords, type Words } from './parse-words.ts';

export type AtGateWords =
  | Words
  | /** Each of them is to be asked. */ {
      readonly kind: 'questions';
      readonly questions: readonly Question[];
    };

/** A line typed at a gate; where Claude asks something, numbers are options. */
export function readAtGate(line: string, keys: HotKeys, questions: readonly Question[] = []): AtGateWords {
  const typed = plainText(line).trim().replace(/^\//, '').toLowerCase();
  if (questions.length > 0 && areNumbers(typed)) {
    return { kind: 'command', command: { type: 'answer', answers: { words: typed } } };
  }
  return questions.length > 1 && (typed === 'answer' || typed === 'a')
    ? { kind: 'questions', questions }
    : parseWords(line, keys);
}
