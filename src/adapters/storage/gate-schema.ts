import * as z from 'zod';
import { count, instant, listOf, number } from './attempt-schema.ts';

export const decisionSchema = z.enum(['approve', 'skip', 'retry', 'undo', 'redo', 'reload', 'stop']);

export const gateKindSchema = z.enum(['start', 'closing', 'doubt', 'failure', 'limit']);

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
  task: number,
});

const startWhySchema = z.enum([
  'begin',
  'rework',
  'undone',
  'reloaded',
  'blocked',
  'checkpoint',
  'explicit',
  'manual',
  'required',
]);

export const gateSchema = z.discriminatedUnion('kind', [
  gate.extend({ kind: z.literal('start'), why: startWhySchema }),
  gate.extend({ kind: z.literal('closing'), why: z.enum(['checkpoint', 'rework', 'reloaded']) }),
  gate.extend({ kind: z.literal(['doubt', 'failure', 'limit']), epoch: number }),
]);
