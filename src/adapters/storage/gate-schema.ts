import * as z from 'zod';
import {
  askedCallSchema,
  count,
  holdUpSchema,
  instant,
  listOf,
  number,
  warningSchema,
} from './attempt-schema.ts';

export const decisionSchema = z.enum([
  'approve',
  'skip',
  'retry',
  'undo',
  'redo',
  'reload',
  'stop',
  'allow',
  'deny',
  'answer',
  'wait',
]);

export const gateKindSchema = z.enum(['start', 'closing', 'doubt', 'failure', 'plan', 'limit', 'ask']);

/** What of a working tree somebody else changed. */
export const moved = { paths: listOf(z.string()), total: count };

const renewalSchema = z.discriminatedUnion('why', [
  z.object({ why: z.literal('moved'), ...moved, head: z.boolean() }),
  z.object({ why: z.literal('not-restored'), sentence: z.string() }),
]);

const gate = z.object({
  id: z.string(),
  opened_at: instant,
  digest: z.string(),
  tree: z.string().optional(),
  evidence: z.string().optional(),
  renewed: renewalSchema.optional(),
  leash_ended: z.enum(['time', 'cost']).optional(),
  warning: warningSchema.optional(),
  task: number,
});

const startWhySchema = z.enum([
  'begin',
  'rework',
  'undone',
  'reloaded',
  'blocked',
  'budget',
  'checkpoint',
  'explicit',
  'manual',
  'required',
]);

const budgetSchema = z.object({
  of: z.enum(['session', 'day']),
  limit_usd: z.number(),
  spent_usd: z.number(),
});

export const askGateSchema = gate.extend({
  kind: z.literal('ask'),
  epoch: number,
  call: askedCallSchema,
  live: z.literal(true).optional(),
});

export const limitGateSchema = gate.extend({
  kind: z.literal('limit'),
  epoch: number,
  cause: holdUpSchema,
  since: instant,
  tries: count,
  resume_at: instant.optional(),
});

export const gateSchema = z.discriminatedUnion('kind', [
  gate.extend({ kind: z.literal('start'), why: startWhySchema, budget: budgetSchema.optional() }),
  gate.extend({ kind: z.literal('closing'), why: z.enum(['checkpoint', 'rework', 'reloaded']) }),
  gate.extend({ kind: z.literal(['doubt', 'failure', 'plan']), epoch: number }),
  limitGateSchema,
  askGateSchema,
]);
