import * as z from 'zod';
import {
  actorSchema,
  attemptSchema,
  instant,
  listOf,
  number,
  outcomeSchema,
  stopCauseSchema,
} from './attempt-schema.ts';
import { askGateSchema, decisionSchema, gateSchema, limitGateSchema } from './gate-schema.ts';
import { closedSchema } from './session-schema.ts';

const notice = z.object({ session: z.string(), at: instant });

const listChangeSchema = z.object({
  number,
  title: z.string(),
  change: z.enum(['added', 'changed', 'removed', 'moved']),
  begun: z.boolean(),
});

const noticeSchema = z.discriminatedUnion('type', [
  notice.extend({
    type: z.literal(['session-started', 'session-paused', 'session-resumed']),
    by: actorSchema,
  }),
  notice.extend({ type: z.literal('gate-opened'), gate: gateSchema }),
  notice.extend({
    type: z.literal('gate-decided'),
    gate: z.string(),
    decision: decisionSchema,
    by: actorSchema,
  }),
  notice.extend({ type: z.literal('asks-withdrawn'), gates: listOf(z.string()) }),
  notice.extend({ type: z.literal('ask-kept'), gate: askGateSchema }),
  notice.extend({ type: z.literal('limit-postponed'), gate: limitGateSchema }),
  notice.extend({ type: z.literal(['attempt-started', 'attempt-adopted']), attempt: attemptSchema }),
  notice.extend({ type: z.literal('attempt-ended'), epoch: number, task: number, outcome: outcomeSchema }),
  notice.extend({ type: z.literal('task-skipped'), task: number }),
  notice.extend({ type: z.literal('task-undone'), task: number, kept_as: z.string() }),
  notice.extend({ type: z.literal('task-redone'), task: number }),
  notice.extend({ type: z.literal('list-edited'), changes: listOf(listChangeSchema) }),
  notice.extend({ type: z.literal('not-committed'), task: number, reason: z.string() }),
  notice.extend({ type: z.literal('stopping'), epoch: number, cause: stopCauseSchema }),
  notice.extend({ type: z.literal('session-closed'), how: z.enum(['completed', 'stopped']) }),
  notice.extend({ type: z.literal('gate-reminder'), gate: gateSchema }),
  notice.extend({ type: z.literal('channel-refused'), channel: z.string(), reason: z.string() }),
]);

export const outboxEntrySchema = z.union([
  z.object({
    key: z.string(),
    channel: z.string(),
    effect: z.object({ type: z.literal('notify'), notice: noticeSchema }),
  }),
  z.object({
    key: z.string(),
    effect: z.object({ type: z.literal('archive'), session: closedSchema }),
  }),
]);

export type OutboxDocument = z.infer<typeof outboxEntrySchema>;
