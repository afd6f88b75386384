import * as z from 'zod';
import { TIME_OF_DAY } from '../../core/operator/index.ts';
import { atGate, common, LONGEST_TEXT, text } from './bodies.ts';

const MOST_QUESTIONS = 10;
const MOST_OPTIONS = 50;

export const allowBody = z
  .strictObject({
    ...common,
    ...atGate,
    for_task: z
      .boolean('expected true or false')
      .optional()
      .describe('Also when it comes again in this task; else this one call.'),
    instead: text(LONGEST_TEXT).optional().describe('Another shell command, which is run instead.'),
  })
  .refine(({ for_task: forTask, instead }) => forTask !== true || instead === undefined, {
    path: ['for_task'],
    error: 'expected not beside "instead", which allows one command, once',
  });

const FOR_CLAUDE = 'Words for Claude.';

export const denyBody = z
  .strictObject({
    ...common,
    ...atGate,
    words: text(LONGEST_TEXT).optional().describe(FOR_CLAUDE),
    feedback: text(LONGEST_TEXT).optional().describe('The same, as a retry has it.'),
  })
  .refine(({ words, feedback }) => words === undefined || feedback === undefined, {
    path: ['feedback'],
    error: 'expected not beside "words", which says the same',
  });

const optionExpected = `expected the number of an option from 1 to ${MOST_OPTIONS}, or a list of such`;
const option = z.int(optionExpected).min(1, optionExpected).max(MOST_OPTIONS, optionExpected);

const answersExpected = `expected an object of 1 to ${MOST_QUESTIONS} questions, each with its answer as text`;

export const answerBody = z
  .strictObject({
    ...common,
    ...atGate,
    answers: z
      .record(z.string(), text(LONGEST_TEXT), answersExpected)
      .refine((answers) => isUpTo(MOST_QUESTIONS, Object.keys(answers).length), { error: answersExpected })
      .optional()
      .describe('The answer to each question by its text.'),
    words: text(LONGEST_TEXT).optional().describe('An answer to all of it, in words.'),
    option: z
      .union(
        [option, z.array(option).min(1, optionExpected).max(MOST_OPTIONS, optionExpected)],
        optionExpected,
      )
      .optional()
      .describe('The number of an option, from 1, or of several where several may be chosen.'),
  })
  .refine(
    (body) => [body.answers, body.words, body.option].filter((each) => each !== undefined).length === 1,
    {
      path: ['answers'],
      error: 'expected one of "answers", "words" and "option"',
    },
  );

const isUpTo = (most: number, n: number): boolean => n >= 1 && n <= most;

export const waitBody = z.strictObject({
  ...common,
  ...atGate,
  time: z
    .string('expected a time such as 09:00')
    .regex(TIME_OF_DAY, 'expected a time such as 09:00')
    .describe("When it goes on: the next time that the operator's clock shows this."),
});
