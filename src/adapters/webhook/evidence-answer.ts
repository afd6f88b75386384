import * as z from 'zod';

const verification = z.strictObject({
  command: z.string(),
  passed: z.boolean(),
  exit_code: z.int().nullable().describe('Null when it did not end by itself.'),
  ended: z.enum(['timeout', 'stopped', 'signal', 'not-started']).nullable(),
  duration_ms: z.number(),
  last_lines: z.array(z.string()),
  log: z.string().describe("In the session's folder in the logs."),
});

const file = z.strictObject({
  path: z.string(),
  change: z.enum(['added', 'modified', 'deleted', 'renamed', 'mode', 'type']),
  from: z.string().nullable().describe('Of a renamed file: its path before.'),
  added: z.int().nullable().describe('Lines; null for a binary file.'),
  removed: z.int().nullable(),
});

const changes = z.strictObject({
  total: z.int().describe('Of all files, also of those not listed.'),
  added: z.int(),
  removed: z.int(),
  files: z.array(file).describe('The first 50.'),
});

/** What can be shown of an attempt besides what Claude says of it. */
export const evidenceSchema = z.strictObject({
  task: z.int().describe('The position of its task, from 1.'),
  epoch: z.int(),
  verify: z.array(verification).describe('The Verify commands of the task, in its order.'),
  changes: changes.nullable().describe('Against what stood there before; null without a repository.'),
  since_previous: changes.nullable().describe("Against what the task's attempt before this one left."),
  unexpected: z.array(z.string()).describe('New files that no Edit or Write of Claude names, the first 50.'),
  trouble: z.string().nullable().describe('Why there are no changes to show.'),
});
