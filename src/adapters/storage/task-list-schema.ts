import * as z from 'zod';
import { listOf, number } from './attempt-schema.ts';

export const taskListSchema = z.object({
  version: z.literal(1),
  tasks: listOf(
    z.object({
      number,
      title: z.string(),
      type: z.string().optional(),
      priority: z.enum(['low', 'medium', 'high', 'critical']).optional(),
      requires_approval: z.boolean().optional(),
      plan_first: z.boolean().optional(),
      depends_on: listOf(number),
      timeout_ms: z.number().optional(),
      budget_usd: z.number().positive().optional(),
      model: z.string().optional(),
      working_directory: z.string().optional(),
      description: z.string().optional(),
      acceptance_criteria: listOf(z.string()),
      // Missing in lists that an older version kept.
      verify: listOf(z.string()).optional(),
      instruction: z.string(),
    }),
  ),
});

export type TaskListDocument = z.infer<typeof taskListSchema>;
