import type { AnswerFault } from '../permission/index.ts';
import { nearestName } from '../text/nearest.ts';
import { oneLine } from '../text/plain-text.ts';
import { shortened } from '../text/shortened.ts';
import { enumerated } from './numbers.ts';

const LONGEST_QUESTION = 80;
const MOST_QUESTIONS = 4;

/** Why an answer was not taken, and what to say instead; `each` says how several questions are answered. */
export function answerFault(fault: AnswerFault, each = 'Say in words which answer is to which.'): string {
  switch (fault.code) {
    case 'no_such_option':
      return `There is no option ${fault.said}: ${quoted(fault.question)} has ${fault.options}. To say just that, put it in words, for example "it is ${fault.said}".`;
    case 'one_option_only':
      return `Only one option of ${quoted(fault.question)} can be chosen. Name that one, or answer in words.`;
    case 'no_such_question':
      return `Claude does not ask ${quoted(fault.said)}. ${whatIsAsked(fault)}`;
    case 'which_question':
      return `Claude asks ${fault.questions} questions at once, and a number alone does not say which of them it answers. ${each}`;
  }
}

function whatIsAsked({ said, questions }: Extract<AnswerFault, { code: 'no_such_question' }>): string {
  const names = questions.slice(0, MOST_QUESTIONS).map(name);
  const near = nearestName(name(said), names);
  return near === undefined
    ? `It asks ${enumerated(names.map(inQuotes))}.`
    : `Did you mean ${inQuotes(near)}?`;
}

const name = (text: string): string => shortened(oneLine(text), LONGEST_QUESTION);
const inQuotes = (text: string): string => `"${text}"`;
const quoted = (text: string): string => inQuotes(name(text));
