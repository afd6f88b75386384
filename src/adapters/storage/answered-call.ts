import type { CallAnswer } from '../../core/attempt/index.ts';
import type { AnsweredCall } from '../../core/session/index.ts';
import type { AnswerDocument, AnsweredCallDocument } from './call-schema.ts';

export const encodeAnsweredCall = ({ answer, usedBy, ...call }: AnsweredCall): AnsweredCallDocument => ({
  ...call,
  answer: encodeAnswer(answer),
  used_by: usedBy,
});

export const decodeAnsweredCall = ({ answer, used_by, ...call }: AnsweredCallDocument): AnsweredCall => ({
  ...call,
  answer: decodeAnswer(answer),
  usedBy: used_by,
});

function encodeAnswer(answer: CallAnswer): AnswerDocument {
  if (answer.kind !== 'answer') return answer;
  const { answers } = answer;
  if ('words' in answers) return { kind: 'answer', answers };
  const pairs = Object.entries(answers.byQuestion).map(([question, said]) => ({ question, answer: said }));
  return { kind: 'answer', answers: { by_question: pairs } };
}

function decodeAnswer(answer: AnswerDocument): CallAnswer {
  if (answer.kind !== 'answer') return answer;
  const { answers } = answer;
  if ('words' in answers) return { kind: 'answer', answers };
  const pairs = answers.by_question.map(({ question, answer: said }) => [question, said] as const);
  return { kind: 'answer', answers: { byQuestion: Object.fromEntries(pairs) } };
}
