import * as z from 'zod';
import { listOf, number } from './attempt-schema.ts';

const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('allow'), instead: z.string().optional() }),
  z.object({
    kind: z.literal('deny'),
    reason: z.string().optional(),
    by: z.literal('greenlight').optional(),
  }),
  z.object({
    kind: z.literal('answer'),
    answers: z.union([
      z.object({ words: z.string() }),
      // Not a record: its keys would be texts of the agent.
      z.object({ by_question: listOf(z.object({ question: z.string(), answer: z.string() })) }),
    ]),
  }),
]);

export const answeredCallSchema = z.object({
  gate: z.string(),
  task: number,
  id: z.string(),
  digest: z.string(),
  folder: z.string().optional(),
  answer: answerSchema,
  used_by: z.string().optional(),
});

export const grantSchema = z.object({ task: number, cover: z.string() });

export type AnswerDocument = z.infer<typeof answerSchema>;
export type AnsweredCallDocument = z.infer<typeof answeredCallSchema>;
