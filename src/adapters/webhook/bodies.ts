import * as z from 'zod';

/** The longest `/start` names a path; everything else is far shorter. */
const LONGEST_TEXT = 4_000;
const LONGEST_ID = 200;
const LONGEST_NAME = 60;
const MOST_TASKS = 999;
const MOST_LINES = 500;
const USUAL_LINES = 20;

const id = z
  .string()
  .min(1)
  .max(LONGEST_ID)
  .regex(/^[\x21-\x7e]+$/, 'expected printable characters without spaces');

const common = {
  secret: z.string().max(LONGEST_ID).optional().describe('Instead of the header X-Webhook-Secret.'),
  request_id: id
    .optional()
    .describe(
      'Makes the call idempotent: repeated, it gets the first answer again. Also as the header Idempotency-Key.',
    ),
  actor: z.string().trim().min(1).max(LONGEST_NAME).optional().describe('Who decides, for the audit log.'),
};

const atGate = {
  gate: id.optional().describe('The gate that is meant; for any other the call is refused.'),
  sent_at: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When the person decided; before the gate opened the call is refused.'),
};

const inSession = { session_id: id.optional().describe('The session that is meant.') };

export const bodies = {
  look: z.strictObject(common),
  logs: z.strictObject({
    ...common,
    lines: z.int().min(1).max(MOST_LINES).default(USUAL_LINES).describe('How many of the last lines.'),
  }),
  approve: z.strictObject({
    ...common,
    ...atGate,
    count: z
      .union([z.int().min(1).max(MOST_TASKS), z.literal('all')])
      .optional()
      .describe('How many tasks may begin without asking.'),
  }),
  skip: z.strictObject({ ...common, ...atGate }),
  retry: z.strictObject({
    ...common,
    ...atGate,
    feedback: z.string().trim().min(1).max(LONGEST_TEXT).optional().describe('Words for Claude.'),
  }),
  session: z.strictObject({ ...common, ...inSession }),
  stop: z.strictObject({
    ...common,
    ...inSession,
    gate: atGate.gate,
    confirm: z
      .union([z.literal(true), z.int().min(1)])
      .optional()
      .describe('True, or the number of the attempt that was asked about: ends it, too.'),
  }),
  start: z.strictObject({
    ...common,
    file: z.string().trim().min(1).max(LONGEST_TEXT).optional().describe("A task file; without it today's."),
  }),
  command: z.strictObject({
    ...common,
    ...atGate,
    ...inSession,
    command: z.string().trim().min(1).max(LONGEST_TEXT).describe('As in a chat: `/approve 3`.'),
  }),
} as const;

export type BodyName = keyof typeof bodies;
export type Body<N extends BodyName> = z.infer<(typeof bodies)[N]>;
