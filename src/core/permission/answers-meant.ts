import type { Answers } from '../attempt/index.ts';
import { areNumbers, called, isPlace, optionsMeant, type OptionFault } from './options-meant.ts';
import type { Question } from './questions.ts';

export { areNumbers } from './options-meant.ts';

/** Why an answer names nothing that could be chosen. */
export type AnswerFault =
  | OptionFault
  /** `said` is none of the questions, or could be several, or was answered already. */
  | { readonly code: 'no_such_question'; readonly said: string; readonly questions: readonly string[] }
  /** Mere numbers to that many questions. */
  | { readonly code: 'which_question'; readonly questions: number };

export type AnswersMeant =
  { readonly ok: true; readonly answers: Answers } | { readonly ok: false; readonly fault: AnswerFault };

/** What an operator's words say to questions: the names or the numbers of options, or else themselves. */
export function answersMeant(answers: Answers, questions: readonly Question[]): AnswersMeant {
  const [first, another] = questions;
  if (!first) return { ok: true, answers };
  if ('byQuestion' in answers) return eachMeant(answers.byQuestion, questions);
  const { words } = answers;
  if (!another) return eachMeant({ [first.question]: words }, questions);
  return areNumbers(words) && !isNameAlone(words, questions)
    ? no({ code: 'which_question', questions: questions.length })
    : { ok: true, answers };
}

/** Whether words can be the name of an option, and not the number of one. */
const isNameAlone = (words: string, questions: readonly Question[]): boolean =>
  questions.some(({ options }) => called(options, ({ label }) => label, words).length > 0) &&
  questions.every((each) => !isPlace(words, each));

function eachMeant(said: Readonly<Record<string, string>>, questions: readonly Question[]): AnswersMeant {
  const meant = new Map<string, string>();
  for (const [text, words] of exactFirst(said, questions)) {
    const [question, another] = called(questions, (each) => each.question, text);
    if (!question || another || meant.has(question.question)) {
      return no({ code: 'no_such_question', said: text, questions: questions.map((each) => each.question) });
    }
    const answer = optionsMeant(words, question);
    if (typeof answer !== 'string') return no(answer);
    meant.set(question.question, answer);
  }
  return { ok: true, answers: { byQuestion: Object.fromEntries(meant) } };
}

/** Of two texts for one question it is the other one that asks for nothing. */
function exactFirst(
  said: Readonly<Record<string, string>>,
  questions: readonly Question[],
): readonly (readonly [text: string, words: string])[] {
  const isExact = ([text]: readonly [string, string]): boolean =>
    questions.some(({ question }) => question === text);
  const all = Object.entries(said);
  return [...all.filter(isExact), ...all.filter((each) => !isExact(each))];
}

const no = (fault: AnswerFault): AnswersMeant => ({ ok: false, fault });
