import * as z from 'zod';
import { TIME_OF_DAY } from '../../core/operator/index.ts';
import { oneLine } from '../../core/text/plain-text.ts';

/** The longest path or words that are taken; everything else is far shorter. */
export const LONGEST_TEXT = 4_000;
const LONGEST_ID = 200;
const LONGEST_NAME = 60;
const MOST_TASKS = 999;
const MOST_LINES = 500;
const USUAL_LINES = 20;

const ID_EXPECTED = `expected 1 to ${LONGEST_ID} printable ASCII characters without spaces`;

/** What names a request, a gate or a session; also what the header Idempotency-Key may hold. */
export const idSchema = z
  .string(ID_EXPECTED)
  .regex(new RegExp(`^[\\x21-\\x7e]{1,${LONGEST_ID}}$`), ID_EXPECTED);

export const text = (longest: number): z.ZodString => {
  const expected = `expected text of 1 to ${longest} characters`;
  const words = z.string(expected).trim().min(1, expected).max(longest, expected);
  // Characters that nobody sees say nothing.
  return words.refine((written) => oneLine(written) !== '', expected);
};

export const common = {
  secret: z.string('expected text').optional().describe('Instead of the header X-Webhook-Secret.'),
  request_id: idSchema
    .optional()
    .describe(
      'Makes the call idempotent: repeated, it gets the first answer again. Also as the header Idempotency-Key.',
    ),
  actor: text(LONGEST_NAME).optional().describe('Who decides, for the audit log.'),
};

export const atGate = {
  gate: idSchema.optional().describe('The gate that is meant; for any other the call is refused.'),
  sent_at: z.iso
    .datetime({
      offset: true,
      error: 'expected an instant with its zone, such as 2026-11-21T09:30:15+01:00 or 2026-11-21T08:30:15Z',
    })
    .optional()
    .describe('When the person decided; when that is before the gate opened, the call is refused.'),
};

const inSession = { session_id: idSchema.optional().describe('The session that is meant.') };

const confirmExpected = 'expected true or the number of an attempt';

const confirm = z
  .union([z.literal(true), z.int(confirmExpected).min(1, confirmExpected)], confirmExpected)
  .optional()
  .describe('True, or the number of the attempt that was asked about: ends it, too.');

const linesExpected = `expected a whole number from 1 to ${MOST_LINES}`;

export const lookBody = z.strictObject(common);

const epochExpected = 'expected the number of an attempt';

export const diffBody = z.strictObject({
  ...common,
  epoch: z
    .int(epochExpected)
    .min(1, epochExpected)
    .optional()
    .describe('The number of the attempt; without it, the one that is decided about, else the last.'),
});

export const logsBody = z.strictObject({
  ...common,
  lines: z
    .int(linesExpected)
    .min(1, linesExpected)
    .max(MOST_LINES, linesExpected)
    .default(USUAL_LINES)
    .describe('How many of the last lines.'),
});

const countExpected = `expected a whole number from 1 to ${MOST_TASKS}, or "all"`;

const untilExpected =
  'expected a time of today such as 18:00, or an instant with its zone such as 2026-11-21T18:00:00+01:00';

const LEAST_USD = 0.01;
const MOST_USD = 9_999.99;
const usdExpected = `expected an amount in US dollars from ${LEAST_USD} to ${MOST_USD}`;

export const approveBody = z.strictObject({
  ...common,
  ...atGate,
  count: z
    .union(
      [z.int(countExpected).min(1, countExpected).max(MOST_TASKS, countExpected), z.literal('all')],
      countExpected,
    )
    .optional()
    .describe('How many tasks may begin without asking, this one counted.'),
  until: z
    .union([z.string(untilExpected).regex(TIME_OF_DAY), z.iso.datetime({ offset: true })], untilExpected)
    .optional()
    .describe('From then on nothing begins without asking: 18:00 today, or an instant with its zone.'),
  below_usd: z
    .number(usdExpected)
    .min(LEAST_USD, usdExpected)
    .max(MOST_USD, usdExpected)
    .optional()
    .describe('Once so much was spent, nothing begins without asking.'),
});

export const skipBody = z.strictObject({ ...common, ...atGate });

/** Of an undo, and of taking one back. */
export const backBody = z.strictObject({
  ...common,
  ...atGate,
  force: z
    .boolean('expected true or false')
    .optional()
    .describe('Also over what others changed since; what stands there is kept anyway.'),
});

export const retryBody = z.strictObject({
  ...common,
  ...atGate,
  feedback: text(LONGEST_TEXT).optional().describe('Words for Claude.'),
});

export const pauseBody = z.strictObject({ ...common, ...inSession });

export const stopBody = z.strictObject({ ...common, ...inSession, gate: atGate.gate, confirm });

export const startBody = z.strictObject({
  ...common,
  file: text(LONGEST_TEXT)
    .optional()
    .describe("A path, or a name in the tasks folder; without it, today's file."),
});

export const commandBody = z.strictObject({
  ...common,
  ...atGate,
  ...inSession,
  confirm,
  command: text(LONGEST_TEXT).describe('As it is typed in a chat: `/approve 3`.'),
});

/** A body of any call. */
export type BodySchema = z.ZodObject &
  z.ZodType<{ readonly [K in keyof typeof common]?: string | undefined }>;
