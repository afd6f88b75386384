import * as z from 'zod';
import { actorSchema, count, instant, listOf, number, warningSchema } from './attempt-schema.ts';
import { answeredCallSchema, grantSchema } from './call-schema.ts';
import { decisionSchema, gateSchema } from './gate-schema.ts';
import { phaseSchema, tasksOfPhase, type PhaseDocument } from './phase-schema.ts';

const taskStatusSchema = z.enum([
  'pending',
  'running',
  'completed',
  'failed',
  'interrupted',
  'skipped',
  'blocked',
]);

const taskSchema = z.object({
  id: number,
  title: z.string(),
  type: z.string().nullable(),
  status: taskStatusSchema,
  requires_approval: z.boolean().nullable(),
  plan_first: z.boolean().optional(),
  started_at: instant.nullable(),
  completed_at: instant.nullable(),
  result: z.string().nullable(),
  /** For readers of the file; never read back. */
  output_log: z.string().nullable(),
  depends_on: listOf(number),
  digest: z.string(),
  epoch: number.optional(),
  /** Missing where an older version wrote it; then it is the epoch. */
  first_epoch: number.optional(),
  since_epoch: number.optional(),
  evidence: z.string().optional(),
  committed: z.string().optional(),
  planned: z.boolean().optional(),
  conversation: z.object({ id: z.string(), epoch: number }).optional(),
  cost_usd: z.number(),
  turns: z.number(),
  duration_ms: z.number(),
  waited_ms: z.number().optional(),
});

const facts = z.object({
  session_id: z.string().min(1),
  task_file: z.string(),
  /** For readers of the file, as the next one; neither is read back. */
  status: z.string(),
  current_task_index: count,
  started_at: instant,
  paused_at: instant.nullable(),
  last_activity: instant,
  digest: z.string(),
  /** Missing where an older version wrote it: it knew but one. */
  list: number.default(1),
  last_epoch: count,
  tasks: listOf(taskSchema),
});

const decidedSchema = z.object({
  gate: z.string(),
  decision: decisionSchema,
  by: actorSchema,
  at: instant,
});

const leashSchema = z.object({
  tasks: z.union([number, z.literal('all')]),
  until: instant.optional(),
  below_usd: z.number().optional(),
  granted_at_usd: z.number(),
});

const undoneSchema = z.object({
  task: number,
  gate: gateSchema,
  tasks: listOf(taskSchema),
  rework: z.boolean(),
  kept_as: z.string(),
});

const openSchema = facts
  .extend({
    state: z.literal('open'),
    phase: phaseSchema,
    /** An older version knew its number of tasks alone. */
    leash: z.union([leashSchema, number, z.literal('all')]).optional(),
    rework: z.boolean(),
    repeated: z.boolean(),
    edited: z.string().optional(),
    redo: listOf(undoneSchema).default([]),
    decided: listOf(decidedSchema),
    answered: listOf(answeredCallSchema),
    grants: listOf(grantSchema),
    warning: warningSchema.optional(),
  })
  .refine(namesItsOwnTasks, { error: 'names a task that is not in its list' });

export const closedSchema = facts.extend({
  state: z.literal('closed'),
  how: z.enum(['completed', 'stopped']),
  closed_at: instant,
});

export const sessionSchema = z.discriminatedUnion('state', [openSchema, closedSchema]);

export type TaskDocument = z.infer<typeof taskSchema>;
export type UndoneDocument = z.infer<typeof undoneSchema>;
export type OpenDocument = z.infer<typeof openSchema>;
export type ClosedDocument = z.infer<typeof closedSchema>;
export type SessionDocument = z.infer<typeof sessionSchema>;

/** The core looks tasks up by number and takes it that they are there. */
function namesItsOwnTasks(session: {
  readonly phase: PhaseDocument;
  readonly tasks: readonly TaskDocument[];
  readonly redo: readonly z.infer<typeof undoneSchema>[];
}): boolean {
  const known = new Set(session.tasks.map((task) => task.id));
  const named = [
    ...session.tasks.flatMap((task) => task.depends_on),
    ...tasksOfPhase(session.phase),
    ...session.redo.flatMap(({ task, gate, tasks }) => [task, gate.task, ...tasks.map(({ id }) => id)]),
  ];
  return named.every((task) => known.has(task));
}
