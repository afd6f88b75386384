import type { Launch, RunOrder } from '../../app/ports/runner.ts';
import type { Outcome } from '../../core/attempt/index.ts';
import { askingFilesOf } from './asking/asking-files.ts';
import { asksFirst, budgetGiven, claudeArguments } from './command-line.ts';
import { attemptEnvironment } from './environment.ts';
import { launchWrapper } from './launch.ts';
import { voidStart } from './ledger-state.ts';
import type { Ledger } from './ledger.ts';
import { publishOrder, type Order } from './order.ts';
import { preflight, type Preflight } from './preflight.ts';
import type { ProcessTable } from './process-table.ts';
import { lengthOf, readableLogPath } from './readable-log.ts';
import type { ClaudeRunnerOptions } from './runner-options.ts';

/**
 * Starts the epoch if it has no ledger yet. Undefined: it has one now, ours or another's, and is to be
 * followed; an outcome: nothing was started, and the epoch may still be.
 */
export async function startAttempt(
  options: ClaudeRunnerOptions,
  table: ProcessTable,
  ledger: Ledger,
  run: RunOrder,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const preparation = await unlessAborted(signal, run.prepare());
  if (!preparation.ok) return preparation.outcome;
  const { launch } = preparation;
  const ready = preflight(options, launch);
  if (!ready.ok) return notStarted(ready.sentence, run);
  const command = [
    ready.program,
    ...options.command.slice(1),
    ...claudeArguments(options, { attempt: run.attempt, launch, settingsFile: ledger.settings }),
  ];
  const order = await orderFor(options, table, run, launch, { ...ready, command });
  signal.throwIfAborted();
  // With words on its standard input, the CLI would answer the call and then them.
  const prompt = run.attempt.answers === undefined ? launch.prompt : '';
  const more = order.asks === true ? askingFilesOf(options, ledger) : [];
  if (!(await publishOrder(ledger, order, prompt, more))) return undefined;

  const { sandboxed, cliRetries } = options;
  const { projectDirectory, cwd, marker, asks } = order;
  const env = attemptEnvironment(options.env, { marker, sandboxed, cliRetries, asks });
  launchWrapper(ledger, { projectDirectory, cwd, command, env }, table).catch(async (error: unknown) => {
    options.log.warn('could not start an attempt', { session: run.session, epoch: run.attempt.epoch, error });
    await voidStart(ledger, 'nospawn').catch(() => undefined);
  });
  return undefined;
}

async function orderFor(
  options: ClaudeRunnerOptions,
  table: ProcessTable,
  { session, attempt }: RunOrder,
  launch: Launch,
  {
    command,
    projectDirectory,
    cwd,
  }: Extract<Preflight, { ok: true }> & { readonly command: readonly string[] },
): Promise<Order> {
  return {
    attempt,
    position: launch.position,
    title: launch.title,
    startedAt: options.clock.now(),
    projectDirectory,
    cwd,
    timeoutMs: launch.timeoutMs ?? options.timeoutMs,
    silenceMs: options.silenceMs,
    marker: `${session}/${String(attempt.epoch)}/${attempt.conversation}`,
    argv: command.map(options.redact),
    asks: asksFirst(options, attempt),
    budget: budgetGiven(options, launch),
    logOffset: lengthOf(readableLogPath(options.logsDir, session, launch.position)),
    launcher: { pid: process.pid, identity: (await table.identityOf(process.pid)) ?? '' },
  };
}

/** What is prepared may take its time; whoever leaves does not wait for it. */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', leave);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

function notStarted(sentence: string, { attempt }: RunOrder): Outcome {
  return { kind: 'failed', failure: 'not-started', sentence, resumable: attempt.continues !== undefined };
}
