import type { Answers } from '../core/attempt/index.ts';
import type { Question } from '../core/permission/index.ts';

/** What an operator's words say to a question: the numbers or the names of its options, or else themselves. */
export function answerMeant(answers: Answers, questions: readonly Question[] = []): Answers {
  if ('byQuestion' in answers) {
    const meant = Object.entries(answers.byQuestion).map(([text, words]) => {
      const question = questions.find((each) => each.question === text);
      return [text, question ? optionsMeant(words, question) : words] as const;
    });
    return { byQuestion: Object.fromEntries(meant) };
  }
  const [only, another] = questions;
  if (!only || another) return answers;
  return { byQuestion: { [only.question]: optionsMeant(answers.words, only) } };
}

/** Words that are not all options are an answer of their own. */
function optionsMeant(words: string, question: Question): string {
  const whole = labelMeant(words, question);
  if (whole !== undefined || !question.multiSelect) return whole ?? words;
  const labels = words.split(',').map((part) => labelMeant(part, question));
  return labels.every((label) => label !== undefined) ? [...new Set(labels)].join(', ') : words;
}

function labelMeant(words: string, { options }: Question): string | undefined {
  const part = words.trim().toLowerCase();
  const named = options.find(({ label }) => label.trim().toLowerCase() === part);
  return (named ?? (/^\d{1,2}$/.test(part) ? options[Number(part) - 1] : undefined))?.label;
}
