import * as z from 'zod';
import { listOf } from './attempt-schema.ts';

const shownSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), command: z.string(), description: z.string().optional() }),
  z.object({ kind: z.literal('edit'), path: z.string(), diff: z.string() }),
  z.object({
    kind: z.literal('write'),
    path: z.string(),
    diff: z.string().optional(),
    content: z.string(),
  }),
  z.object({ kind: z.literal('fetch'), url: z.string(), prompt: z.string().optional() }),
  z.object({ kind: z.literal('other'), tool: z.string(), input: z.string() }),
]);

const questionSchema = z.object({
  question: z.string(),
  header: z.string().optional(),
  multi_select: z.boolean(),
  options: listOf(z.object({ label: z.string(), description: z.string().optional() })),
});

export const keptCallSchema = z.object({
  id: z.string(),
  tool: z.string(),
  digest: z.string(),
  shown: shownSchema,
  questions: listOf(questionSchema).optional(),
});

export const callFileSchema = z.object({ version: z.literal(1), ...keptCallSchema.shape });
