import * as z from 'zod';
import { decisions, gateAtDecision, gateNow, instant } from './gate-answer.ts';

const place = {
  session_id: z.string().nullable(),
  status: z.enum([
    'idle',
    'waiting_approval',
    'running',
    'stopping',
    'paused',
    'limited',
    'completed',
    'stopped',
  ]),
  task: z.int().nullable().describe('The position of the task it is about, from 1.'),
  total: z.int().nullable(),
  epoch: z.int().nullable().describe('The number of the attempt that runs.'),
};

/** Where the session stood when a decision was answered; stored with it. */
export const placeSchema = z.strictObject({ ...place, gate: gateAtDecision.nullable() });

const taskSchema = z.strictObject({
  id: z.int().describe('The number in its heading.'),
  title: z.string(),
  type: z.string().nullable(),
  status: z.enum(['pending', 'running', 'completed', 'failed', 'interrupted', 'skipped', 'blocked']),
  requires_approval: z.boolean().nullable(),
  started_at: instant.nullable(),
  completed_at: instant.nullable(),
  result: z.string().nullable().describe('The sentence of its newest outcome.'),
  cost_usd: z.number(),
});

const leashSchema = z.strictObject({
  tasks: z.union([z.int(), z.literal('all')]).describe('How many more tasks may begin without asking.'),
  until: instant.nullable(),
  below_usd: z.number().nullable().describe('What may be spent by it.'),
  spent_usd: z.number().describe('What was spent since it was given.'),
});

/** Everything about the session that may be asked. */
export const stateSchema = z.strictObject({
  ...place,
  gate: gateNow.nullable().describe('What waits for a person; of several, what waits longest.'),
  also_waiting: z.array(gateNow).describe('More calls of the attempt that wait at the same time.'),
  paused: z.boolean(),
  leash: leashSchema.nullable(),
  file: z.string().nullable(),
  started_at: instant.nullable(),
  last_activity: instant.nullable(),
  cost_usd: z.number(),
  tasks: z.array(taskSchema),
});

const said = { status: z.literal('ok'), message: z.string().describe('For a person.') };

const logs = {
  logs: z.string().describe('The lines, joined by line feeds.'),
  lines: z.int().describe('How many there are.'),
  file: z.string().nullable().describe('Where the whole log is; null before the first attempt.'),
};

export const logsSchema = z.strictObject(logs);

const diff = {
  diff: z.string().describe('Unified, as git writes it.'),
  whole: z.boolean().describe('False: it is longer than what is told here; all of it is in the file.'),
  epoch: z.int().nullable().describe('The attempt; null when there is nothing to show.'),
  file: z.string().nullable().describe('Where it is kept.'),
};

export const diffSchema = z.strictObject(diff);

export const statusSchema = stateSchema.extend({ message: said.message });

export const saidSchema = z.strictObject({
  ...said,
  state: z.union([stateSchema, placeSchema]),
  ...logsSchema.partial().shape,
  ...diffSchema.partial().shape,
});

const CONFLICTS = [
  'no_session',
  'no_file',
  'already_running',
  'nothing_waiting',
  'stale_gate',
  'stale_session',
  'already_decided',
  'not_allowed_here',
  'count_not_allowed',
  'paused',
  'already',
  'confirm_needed',
  'tree_moved',
  'undo_moved',
  'undo_impossible',
  'list_unchanged',
  'time_passed',
  'which_gate',
  'instead_not_allowed',
  'no_such_option',
  'one_option_only',
  'which_option',
  'no_such_question',
  'which_question',
  'no_answer',
  'stale_report',
] as const;

/** The codes of errors, by the status that goes with them. */
export const errorCodes = {
  400: ['bad_body', 'unclear', 'bad_file'],
  401: ['no_secret', 'wrong_secret', 'not_signed', 'bad_signature'],
  404: ['not_found'],
  405: ['wrong_method'],
  409: CONFLICTS,
  413: ['too_large'],
  415: ['wrong_type'],
  429: ['too_many_failures'],
  500: ['failed'],
  503: ['not_stored'],
} as const;

export type ErrorStatus = keyof typeof errorCodes;
export type ErrorCode<S extends ErrorStatus = ErrorStatus> = (typeof errorCodes)[S][number];

const moved = z.strictObject({
  paths: z.array(z.string()).describe('The first of them.'),
  total: z.int(),
  head: z.boolean().optional().describe('With tree_moved: another commit is checked out.'),
});

const fault = z.strictObject({ line: z.int(), column: z.int(), message: z.string() });

export const errorSchema = z.strictObject({
  status: z.literal('error'),
  code: z.enum(Object.values(errorCodes).flat() as [ErrorCode, ...ErrorCode[]]),
  message: z.string().describe('A sentence for a person: what was wrong, and what to do.'),
  state: placeSchema.optional(),
  epoch: z.int().optional().describe('With confirm_needed: the attempt that runs.'),
  allowed: decisions.optional().describe('With not_allowed_here: what the gate takes.'),
  gates: z.array(z.string()).optional().describe('With which_gate: the gates that wait.'),
  questions: z.array(z.string()).optional().describe('With no_such_question: those that are asked.'),
  moved: moved.optional().describe('With tree_moved and undo_moved: what somebody else changed.'),
  until: instant.optional().describe('With time_passed.'),
  path: z.string().optional().describe('With bad_file.'),
  faults: z.array(fault).optional().describe('With bad_file.'),
  names: z.array(z.string()).optional().describe('With no_file: the files there are, newest first.'),
});

export const healthSchema = z
  .looseObject({ status: z.string(), version: z.string(), uptime: z.number().describe('In seconds.') })
  .describe('What the service is made of, each with how it does.');
