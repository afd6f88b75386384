import { basename } from 'node:path';
import { z } from 'zod';
import type { Attempt, BudgetGiven, Instant } from '../../core/attempt/index.ts';
import { publishDirectory, readIfThere, type NewFile } from './durable.ts';
import type { Ledger } from './ledger.ts';
import type { ProcessIdentity } from './process-table.ts';

/** What an attempt was started with: enough for any later process to follow, end and judge it. */
export interface Order {
  readonly attempt: Attempt;
  readonly position: number;
  readonly title: string;
  readonly startedAt: Instant;
  readonly projectDirectory: string;
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly silenceMs: number;
  /** The value of `GREENLIGHT_ATTEMPT` in everything the attempt starts. */
  readonly marker: string;
  /** For the reader of the ledger; redacted. */
  readonly argv: readonly string[];
  /** Each of its calls is asked about. */
  readonly asks?: boolean | undefined;
  /** What set the cost that it was given. */
  readonly budget?: BudgetGiven | undefined;
  /** Length of the readable log before this attempt wrote to it. */
  readonly logOffset: number;
  /** The process that starts the wrapper: while it lives, an attempt without a pid is about to start. */
  readonly launcher: ProcessIdentity;
}

const order: z.ZodType<Order> = z.object({
  attempt: z.object({
    epoch: z.number(),
    task: z.number(),
    conversation: z.string(),
    continues: z.number().optional(),
    previous: z.number().optional(),
    tree: z.string().optional(),
    words: z.string().optional(),
    mode: z.literal('plan').optional(),
    carriesOut: z.literal(true).optional(),
    answers: z.string().optional(),
    patience: z
      .object({ cause: z.enum(['usage', 'trouble']), since: z.string(), tries: z.number() })
      .optional(),
    orderedAt: z.string(),
  }),
  position: z.number(),
  title: z.string(),
  startedAt: z.string(),
  projectDirectory: z.string(),
  cwd: z.string(),
  timeoutMs: z.number(),
  silenceMs: z.number(),
  marker: z.string(),
  argv: z.array(z.string()),
  asks: z.boolean().optional(),
  budget: z.object({ of: z.enum(['attempt', 'task', 'session', 'day']), limitUsd: z.number() }).optional(),
  logOffset: z.number(),
  launcher: z.object({ pid: z.number(), identity: z.string() }),
});

/** Makes the epoch's ledger; false when the epoch has one already (started, or cancelled before its start). */
export async function publishOrder(
  ledger: Ledger,
  content: Order,
  prompt: string,
  more: readonly NewFile[] = [],
): Promise<boolean> {
  const file = (path: string, content: string, durable: boolean): NewFile => ({
    name: basename(path),
    content,
    durable,
  });
  return publishDirectory(ledger.directory, [
    file(ledger.order, `${JSON.stringify(content, undefined, 1)}\n`, true),
    // After a power cut the attempt is lost, whatever it had been told.
    file(ledger.prompt, prompt, false),
    // Made here for their mode (see the wrapper).
    file(ledger.transcript, '', false),
    file(ledger.stderr, '', false),
    ...more,
  ]);
}

/** Undefined when the epoch was never started (no ledger, or one that holds a cancellation only). */
export function readOrder(ledger: Ledger): Order | undefined {
  const text = readIfThere(ledger.order);
  return text === undefined ? undefined : order.parse(JSON.parse(text));
}
