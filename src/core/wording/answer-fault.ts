import type { AnswerFault } from '../permission/index.ts';
import { nearestName } from '../text/nearest.ts';
import { oneLine } from '../text/plain-text.ts';
import { shortened } from '../text/shortened.ts';
import { counted, enumerated } from './numbers.ts';

const LONGEST_QUESTION = 80;
const MOST_NAMED = 4;

/** Why an answer was not taken, and what to say instead; `each` says how several questions are answered. */
export function answerFault(fault: AnswerFault, each = 'Say in words which answer is to which.'): string {
  switch (fault.code) {
    case 'no_such_option':
      return noSuchOption(fault);
    case 'one_option_only':
      return `Only one option of ${quoted(fault.question)} can be chosen. Name that one, or answer in words.`;
    case 'which_option':
      return whichOption(fault);
    case 'no_such_question':
      return noSuchQuestion(fault);
    case 'which_question':
      return `Claude asks ${fault.questions} questions at once, and a number alone does not say which of them it answers. ${each}`;
  }
}

function noSuchOption({ said, question, options }: Extract<AnswerFault, { code: 'no_such_option' }>): string {
  const number = Number(said);
  return `There is no option ${number}: ${quoted(question)} has ${counted(options, 'option')}. To say just that, put it in words, for example "it is ${number}".`;
}

function whichOption({ said, options }: Extract<AnswerFault, { code: 'which_option' }>): string {
  const some = options.slice(0, MOST_NAMED);
  const each = some.map(({ place, label }) =>
    oneLine(label) === oneLine(said)
      ? `the option called ${quoted(label)}`
      : `option ${place} (${quoted(label)})`,
  );
  const numbers = some.map(({ place }) => `"#${place}"`);
  return `${quoted(said)} can be ${enumerated(each, 'or')}. Say ${enumerated(numbers, 'or')}.`;
}

function noSuchQuestion(fault: Extract<AnswerFault, { code: 'no_such_question' }>): string {
  const { said, questions } = fault;
  const isAsked = questions.some((each) => oneLine(each).toLowerCase() === oneLine(said).toLowerCase());
  return isAsked
    ? `It is not clear which question ${quoted(said)} is: name each question once, as it is asked.`
    : `Claude does not ask ${quoted(said)}. ${whatIsAsked(fault)}`;
}

function whatIsAsked({ said, questions }: Extract<AnswerFault, { code: 'no_such_question' }>): string {
  const names = questions.slice(0, MOST_NAMED).map(name);
  const near = nearestName(name(said), names);
  return near === undefined
    ? `It asks ${enumerated(names.map(inQuotes))}.`
    : `Did you mean ${inQuotes(near)}?`;
}

const name = (text: string): string => shortened(oneLine(text), LONGEST_QUESTION);
const inQuotes = (text: string): string => `"${text}"`;
const quoted = (text: string): string => inQuotes(name(text));
