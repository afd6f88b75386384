import * as z from 'zod';
import { evidenceSchema } from './evidence-answer.ts';

export const instant = z.iso.datetime().describe('ISO 8601 in UTC.');

export const gateAtDecision = z.strictObject({
  id: z.string(),
  kind: z.enum(['start', 'closing', 'doubt', 'failure', 'limit', 'plan', 'ask']),
  task: z.int().describe('The position of its task, from 1.'),
});

export const decisions = z.array(
  z.enum([
    ...(['approve', 'skip', 'retry', 'undo', 'redo', 'reload', 'stop'] as const),
    ...(['allow', 'deny', 'answer', 'wait'] as const),
  ]),
);

const questionSchema = z.strictObject({
  question: z.string(),
  header: z.string().nullable(),
  multi_select: z.boolean().describe('Several options may be chosen.'),
  options: z.array(z.strictObject({ label: z.string(), description: z.string().nullable() })),
});

/** What Claude asks about. */
export const callSchema = z.strictObject({
  tool: z.string().describe('`Bash`, `Edit` ...'),
  kind: z.enum(['permission', 'question']),
  detail: z.string().describe('In one line.'),
  why: z.string().describe('Why it is asked.'),
  live: z.boolean().describe('The attempt runs and waits; else the answer lets it go on.'),
  for_task: z.boolean().describe('It can also be allowed for the rest of its task.'),
  shown: z
    .boolean()
    .describe(
      'False: what it would do is not known for sure, so that it should only be denied; a question takes words.',
    ),
  whole: z.boolean().describe('False: something of what follows is longer than what is told here.'),
  command: z.string().optional(),
  description: z.string().optional().describe('What Claude says of its command.'),
  path: z.string().optional().describe('Of the file.'),
  diff: z.string().optional().describe('What would change in it.'),
  content: z.string().optional().describe('What would stand in it, when it is written anew.'),
  url: z.string().optional(),
  prompt: z.string().optional().describe('What is asked of the page.'),
  input: z.string().optional().describe('What any other tool gets.'),
  questions: z.array(questionSchema).optional(),
});

export const planSchema = z.strictObject({
  text: z.string(),
  whole: z.boolean().describe('False: it is longer than what is told here.'),
  epoch: z.int(),
});

const holdSchema = z.strictObject({
  cause: z.enum(['usage', 'trouble']).describe('A usage limit, or passing trouble with the API.'),
  since: instant,
  tries: z.int().describe('How often it was tried again since.'),
  resume_at: instant.nullable().describe('When it goes on by itself; null: it waits for a person.'),
});

export const warningSchema = z.strictObject({
  limit: z.string().describe('As the API has it: `five_hour` ...'),
  utilization: z.number().nullable().describe('From 0 to 1.'),
  resets_at: instant.nullable(),
});

export const budgetSchema = z.strictObject({
  of: z.enum(['session', 'day']),
  limit_usd: z.number(),
  spent_usd: z.number(),
});

/** What a gate is about, besides its task. */
export const subjectSchema = z.strictObject({
  call: callSchema.nullable().describe('At an `ask`: what Claude wants to do, or to know.'),
  plan: planSchema.nullable().describe('At a `plan`.'),
  hold: holdSchema.nullable().describe('At a `limit`.'),
  warning: warningSchema.nullable().describe('Before a task: the usage comes near a limit.'),
  budget: budgetSchema.nullable().describe('Before a task: more was spent than the budget allows.'),
});

export const gateNow = gateAtDecision.extend({
  title: z.string(),
  reason: z.string(),
  opened_at: instant,
  allowed: decisions,
  ...subjectSchema.shape,
  tree: z
    .string()
    .nullable()
    .describe('The working tree that is decided about, as `head:tree`; null without a repository.'),
  evidence: evidenceSchema.nullable().describe('Of the attempt it is about, or of the task before it.'),
});
