import * as z from 'zod';

export const instant = z.string().min(1);
export const number = z.int().positive();
export const count = z.int().nonnegative();

export const listOf = <T extends z.ZodType>(item: T): z.ZodReadonly<z.ZodArray<T>> =>
  z.array(item).readonly();

export const actorSchema = z.object({ channel: z.string(), name: z.string(), id: z.string().optional() });

export const stopCauseSchema = z.enum(['operator', 'timeout', 'silence', 'shutdown']);

export const holdUpSchema = z.enum(['usage', 'trouble']);

export const patienceSchema = z.object({ cause: holdUpSchema, since: instant, tries: count });

export const attemptSchema = z.object({
  epoch: number,
  task: number,
  conversation: z.string(),
  continues: number.optional(),
  previous: number.optional(),
  tree: z.string().optional(),
  words: z.string().optional(),
  mode: z.literal('plan').optional(),
  carries_out: z.literal(true).optional(),
  answers: z.string().optional(),
  patience: patienceSchema.optional(),
  ordered_at: instant,
});

export const askedCallSchema = z.object({
  id: z.string(),
  kind: z.enum(['permission', 'question']),
  tool: z.string(),
  digest: z.string(),
  detail: z.string(),
  why: z.string(),
  folder: z.string().optional(),
  cover: z.string().optional(),
});

export const warningSchema = z.object({
  limit: z.string(),
  utilization: z.number().optional(),
  resets_at: instant.optional(),
});

const facts = z.object({
  sentence: z.string(),
  cost_usd: z.number().optional(),
  turns: z.number().optional(),
  duration_ms: z.number().optional(),
  waited_ms: z.number().optional(),
  resumable: z.boolean(),
  evidence: z.string().optional(),
  warning: warningSchema.optional(),
});

const failureSchema = z.enum([
  'api',
  'authentication',
  'max-turns',
  'budget',
  'refused-tools',
  'crashed',
  'empty',
  'verification',
  'conversation-missing',
  'superseded',
  'not-started',
]);

export const outcomeSchema = z.discriminatedUnion('kind', [
  facts.extend({ kind: z.literal('completed'), asks: z.boolean(), unchanged: z.boolean().optional() }),
  facts.extend({
    kind: z.literal('failed'),
    failure: failureSchema,
    budget: z.object({ of: z.enum(['attempt', 'task', 'session', 'day']), limit_usd: z.number() }).optional(),
  }),
  facts.extend({ kind: z.literal(['timed-out', 'silent', 'lost', 'stopped']) }),
  facts.extend({
    kind: z.literal('limited'),
    resets_at: instant.optional(),
    resume_at: instant.optional(),
  }),
  facts.extend({ kind: z.literal('unreachable'), resume_at: instant.optional() }),
  facts.extend({ kind: z.literal('deferred'), call: askedCallSchema }),
  facts.extend({ kind: z.literal('planned') }),
]);
