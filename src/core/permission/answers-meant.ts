import type { Answers } from '../attempt/index.ts';
import { oneLine } from '../text/plain-text.ts';
import type { Question } from './questions.ts';

/** Why an answer names nothing that could be chosen. */
export type AnswerFault =
  /** `said` is a number, and there are just so many options. */
  | {
      readonly code: 'no_such_option';
      readonly question: string;
      readonly said: string;
      readonly options: number;
    }
  /** Several numbers, where one option can be chosen. */
  | { readonly code: 'one_option_only'; readonly question: string }
  /** `said` is none of the questions. */
  | { readonly code: 'no_such_question'; readonly said: string; readonly questions: readonly string[] }
  /** Mere numbers to that many questions. */
  | { readonly code: 'which_question'; readonly questions: number };

export type AnswersMeant =
  { readonly ok: true; readonly answers: Answers } | { readonly ok: false; readonly fault: AnswerFault };

const NUMBERS = /^\d{1,2}(?:[ ,]+\d{1,2})*$/;

/** Whether an operator's words are numbers of options and nothing else. */
export const areNumbers = (words: string): boolean => NUMBERS.test(words.trim());

/** What an operator's words say to questions: the names or the numbers of options, or else themselves; a name goes before a number. */
export function answersMeant(answers: Answers, questions: readonly Question[]): AnswersMeant {
  const [first, another] = questions;
  if (!first) return { ok: true, answers };
  if ('byQuestion' in answers) return eachMeant(answers.byQuestion, questions);
  const { words } = answers;
  if (!another) return eachMeant({ [first.question]: words }, questions);
  const isName = questions.some(({ options }) => named(options, ({ label }) => label, words));
  return areNumbers(words) && !isName
    ? no({ code: 'which_question', questions: questions.length })
    : { ok: true, answers };
}

function eachMeant(said: Readonly<Record<string, string>>, questions: readonly Question[]): AnswersMeant {
  const meant: (readonly [question: string, answer: string])[] = [];
  for (const [text, words] of Object.entries(said)) {
    const question = named(questions, (each) => each.question, text);
    if (!question) {
      return no({ code: 'no_such_question', said: text, questions: questions.map((each) => each.question) });
    }
    const answer = optionsMeant(words, question);
    if (typeof answer !== 'string') return no(answer);
    meant.push([question.question, answer]);
  }
  return { ok: true, answers: { byQuestion: Object.fromEntries(meant) } };
}

/** Words that are not all options are an answer of their own. */
function optionsMeant(words: string, question: Question): string | AnswerFault {
  const whole = optionMeant(words, question);
  if (whole !== undefined) return whole;
  const numbers = areNumbers(words) ? words.trim().split(/[ ,]+/) : undefined;
  if (question.multiSelect) {
    const labels = optionsIn(words.split(','), question) ?? (numbers && optionsIn(numbers, question));
    if (labels) return [...new Set(labels)].join(', ');
  }
  return numbers ? faultIn(numbers, question) : words;
}

function faultIn(numbers: readonly string[], asked: Question): AnswerFault {
  const { question, options } = asked;
  const missing = numbers.find((number) => optionMeant(number, asked) === undefined);
  return missing === undefined
    ? { code: 'one_option_only', question }
    : { code: 'no_such_option', question, said: missing, options: options.length };
}

/** What parts that were separated by commas name all together. */
function optionsIn(parts: readonly string[], question: Question): readonly string[] | undefined {
  const labels: string[] = [];
  for (let rest = parts; rest.length > 0;) {
    const first = firstOption(rest, question);
    if (!first) return undefined;
    labels.push(first.label);
    rest = rest.slice(first.parts);
  }
  return labels;
}

/** A name may hold commas itself. */
function firstOption(
  parts: readonly string[],
  question: Question,
): { readonly label: string; readonly parts: number } | undefined {
  const most = Math.max(1, ...question.options.map(({ label }) => label.split(',').length));
  for (let length = Math.min(most, parts.length); length > 0; length -= 1) {
    const label = optionMeant(parts.slice(0, length).join(','), question);
    if (label !== undefined) return { label, parts: length };
  }
  return undefined;
}

function optionMeant(words: string, { options }: Question): string | undefined {
  const option = named(options, ({ label }) => label, words);
  return (option ?? (/^\d{1,2}$/.test(words.trim()) ? options[Number(words) - 1] : undefined))?.label;
}

/** From the very name to what is left of it where it is shown, and typed from there. */
const READINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.trim(),
  (text) => oneLine(text).toLowerCase(),
];

function named<T>(items: readonly T[], nameOf: (item: T) => string, said: string): T | undefined {
  for (const read of READINGS) {
    const item = items.find((each) => read(nameOf(each)) === read(said));
    if (item !== undefined) return item;
  }
  return undefined;
}

const no = (fault: AnswerFault): AnswersMeant => ({ ok: false, fault });
