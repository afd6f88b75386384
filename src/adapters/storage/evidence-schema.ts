import * as z from 'zod';
import { count, listOf, number } from './attempt-schema.ts';

const verificationSchema = z.object({
  command: z.string(),
  passed: z.boolean(),
  exit_code: z.int().optional(),
  ended: z.enum(['timeout', 'stopped', 'signal', 'not-started']).optional(),
  duration_ms: z.number(),
  last_lines: listOf(z.string()),
  log: z.string(),
});

const changedFileSchema = z.object({
  path: z.string(),
  change: z.enum(['added', 'modified', 'deleted', 'renamed', 'mode', 'type']),
  from: z.string().optional(),
  added: count.optional(),
  removed: count.optional(),
});

const treeChangesSchema = z.object({
  files: listOf(changedFileSchema),
  total: count,
  added: count,
  removed: count,
});

export const evidenceSchema = z.object({
  task: number,
  epoch: number,
  verifications: listOf(verificationSchema),
  changes: treeChangesSchema.optional(),
  since_previous: treeChangesSchema.optional(),
  unexpected: listOf(z.string()),
  trouble: z.string().optional(),
});

export const evidenceFileSchema = z.object({ version: z.literal(1), ...evidenceSchema.shape });
