import * as z from 'zod';
import {
  actorSchema,
  attemptSchema,
  count,
  instant,
  listOf,
  number,
  outcomeSchema,
  stopCauseSchema,
} from './attempt-schema.ts';
import { decisionSchema, gateSchema } from './gate-schema.ts';

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
  evidence: z.string().optional(),
  committed: z.string().optional(),
  conversation: z.object({ id: z.string(), epoch: number }).optional(),
  cost_usd: z.number(),
  turns: z.number(),
  duration_ms: z.number(),
});

const phaseSchema = z.discriminatedUnion('name', [
  z.object({ name: z.literal('waiting'), gate: gateSchema }),
  z.object({ name: z.literal('running'), attempt: attemptSchema }),
  z.object({
    name: z.literal('stopping'),
    attempt: attemptSchema,
    cause: stopCauseSchema,
    closes: z.boolean(),
  }),
  z.object({
    name: z.literal('undoing'),
    way: z.enum(['undo', 'redo']),
    task: number,
    gate: gateSchema,
    keep_as: z.string(),
  }),
  z.object({
    name: z.literal('between'),
    ended: z.object({ epoch: number, task: number, outcome: outcomeSchema }).optional(),
  }),
]);

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
  readonly phase: z.infer<typeof phaseSchema>;
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

function tasksOfPhase(phase: z.infer<typeof phaseSchema>): readonly number[] {
  if (phase.name === 'waiting') return [phase.gate.task];
  if (phase.name === 'undoing') return [phase.task, phase.gate.task];
  if (phase.name === 'between') return phase.ended ? [phase.ended.task] : [];
  return [phase.attempt.task];
}
