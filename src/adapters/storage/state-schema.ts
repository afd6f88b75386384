import * as z from 'zod';
import { actorSchema, count, instant, listOf, number } from './attempt-schema.ts';
import { decisionSchema, gateKindSchema, moved } from './gate-schema.ts';
import { outboxEntrySchema } from './outbox-schema.ts';
import { sessionSchema } from './session-schema.ts';

/** Raised whenever a Greenlight of the version before could not read a document, or would lose something of it. */
export const STATE_VERSION = 3;

const rejectionSchema = z.discriminatedUnion('code', [
  z.object({
    code: z.literal([
      'no_session',
      'nothing_waiting',
      'stale_gate',
      'stale_session',
      'paused',
      'stale_report',
      'list_unchanged',
      'no_answer',
    ]),
  }),
  z.object({ code: z.literal('already_running'), session: z.string(), file: z.string() }),
  z.object({ code: z.literal('already_decided'), decision: decisionSchema, by: actorSchema, at: instant }),
  z.object({ code: z.literal('not_allowed_here'), kind: gateKindSchema, allowed: listOf(decisionSchema) }),
  z.object({ code: z.literal('tree_moved'), ...moved, head: z.boolean() }),
  z.object({ code: z.literal('undo_moved'), ...moved }),
  z.object({ code: z.literal('undo_impossible'), sentence: z.string() }),
  z.object({ code: z.literal('time_passed'), until: instant }),
  z.object({ code: z.literal('count_not_allowed'), kind: gateKindSchema }),
  z.object({ code: z.literal('which_gate'), gates: listOf(z.string()) }),
  z.object({ code: z.literal('instead_not_allowed'), tool: z.string() }),
  z.object({ code: z.literal('no_such_option'), question: z.string(), said: z.string(), options: count }),
  z.object({ code: z.literal('one_option_only'), question: z.string() }),
  z.object({
    ...{ code: z.literal('which_option'), question: z.string(), said: z.string() },
    options: listOf(z.object({ place: number, label: z.string() })),
  }),
  z.object({ code: z.literal('no_such_question'), said: z.string(), questions: listOf(z.string()) }),
  z.object({ code: z.literal('which_question'), questions: count }),
  z.object({ code: z.literal('already'), what: z.enum(['paused', 'going on', 'stopping', 'off the leash']) }),
  z.object({ code: z.literal('confirm_needed'), epoch: number, task: number }),
]);

const statusSchema = z.enum([
  'waiting_approval',
  'running',
  'stopping',
  'paused',
  'limited',
  'completed',
  'stopped',
]);

const viewSchema = z.object({
  session: z.string().optional(),
  status: statusSchema.optional(),
  position: count.optional(),
  total: count.optional(),
  gate: z.object({ id: z.string(), kind: z.string(), task: number }).optional(),
  epoch: number.optional(),
});

const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), view: viewSchema }),
  z.object({ ok: z.literal(false), rejection: rejectionSchema, view: viewSchema }),
]);

const commandTypeSchema = z.enum([
  ...decisionSchema.options,
  'start',
  'unleash',
  'pause',
  'resume',
  'report',
  'overdue',
  'ask',
  'use',
  'refuse',
  'interrupt',
  'restored',
  'renew',
  'elapsed',
  'edited',
  'committed',
  'restore',
]);

const replyCodeSchema = z.enum([
  'ok',
  'no_session',
  'already_running',
  'nothing_waiting',
  'stale_gate',
  'stale_session',
  'already_decided',
  'not_allowed_here',
  'tree_moved',
  'undo_moved',
  'undo_impossible',
  'list_unchanged',
  'time_passed',
  'count_not_allowed',
  'which_gate',
  'instead_not_allowed',
  'no_such_option',
  'one_option_only',
  'which_option',
  'no_such_question',
  'which_question',
  'no_answer',
  'paused',
  'already',
  'confirm_needed',
  'stale_report',
]);

const auditTermsSchema = z.object({
  for: z.literal('task').optional(),
  instead: z.string().optional(),
  until: instant.optional(),
  count: z.union([number, z.literal('all')]).optional(),
  usd: z.number().optional(),
  force: z.boolean().optional(),
});

const auditSchema = auditTermsSchema.extend({
  n: number,
  at: instant,
  by: actorSchema,
  session: z.string().optional(),
  command: commandTypeSchema,
  request: z.string(),
  gate: z.string().optional(),
  digest: z.string().optional(),
  tree: z.string().optional(),
  evidence: z.string().optional(),
  reply: replyCodeSchema,
  attempts: listOf(z.object({ epoch: number, task: number, by: z.string() })).optional(),
});

export const stateSchema = z.object({
  version: z.literal(STATE_VERSION),
  session: sessionSchema.nullable(),
  outbox: listOf(outboxEntrySchema),
  answered: listOf(z.object({ id: z.string(), reply: replySchema })),
  audit: listOf(auditSchema),
  audit_count: count,
  reminded: z.object({ gate: z.string(), times: number }).optional(),
  spending: z.object({ day: z.string(), usd: z.number().nonnegative() }).optional(),
});

export type StateDocument = z.infer<typeof stateSchema>;
