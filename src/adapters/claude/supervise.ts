import { DetachedError, type AttemptRecord, type AttemptWatch } from '../../app/ports/runner.ts';
import type { Outcome } from '../../core/attempt/index.ts';
import { readAsked } from './asking/asked-log.ts';
import { createReplacedCommands } from './asking/replaced-commands.ts';
import type { Canceller } from './cancel-attempt.ts';
import { createEndFinder, endingOf } from './find-end.ts';
import { followAttempt } from './follow.ts';
import type { AttemptEnd } from './ledger-state.ts';
import type { Ledger } from './ledger.ts';
import { createObservation } from './observation.ts';
import type { Order } from './order.ts';
import type { ProcessTable } from './process-table.ts';
import { NO_READABLE_LOG, openReadableLog, readableLogPath, type ReadableLog } from './readable-log.ts';
import { judgeLedger, recordOf, writeReport } from './record.ts';
import type { ClaudeRunnerOptions, RunnerGraces } from './runner-options.ts';
import { endLeftovers } from './terminate.ts';

export interface Supervision {
  readonly options: ClaudeRunnerOptions;
  readonly graces: RunnerGraces;
  readonly table: ProcessTable;
  readonly canceller: Canceller;
  readonly ledger: Ledger;
  readonly order: Order;
  readonly watch: AttemptWatch;
  readonly signal: AbortSignal;
}

/** Follows an attempt, whoever started it, to its end, and writes down what that means. */
export async function superviseAttempt(supervision: Supervision): Promise<Outcome> {
  const { options, graces, table, canceller, ledger, order, watch, signal } = supervision;
  const log = openLog(supervision);
  const observation = createObservation(log, options.redact, createReplacedCommands(ledger.directory));
  const finder = createEndFinder(table, ledger, order, graces);
  const inBackground = (work: Promise<void>): void => {
    work.catch((error: unknown) =>
      options.log.warn('could not end an attempt', { ...nameOf(ledger), error }),
    );
  };
  try {
    log.add([options.redact(headerOf(order))]);
    inBackground(canceller.resume(ledger));
    const end = await followAttempt({
      ledger,
      order,
      observation,
      watch,
      signal,
      resultGraceMs: graces.resultMs,
      nowMs: () => Date.parse(options.clock.now()),
      findEnd: () => finder.findEnd(),
      onLingering: () => inBackground(canceller.cancel(ledger, 'lingering')),
      afterPass: () => {
        finder.noteWrapper();
        log.flush();
      },
    });
    if (end === undefined) throw new DetachedError();
    observation.finish();
    await clearUp(supervision, end, log);
    const until = end.kind === 'exited' ? new Date(end.atMs).toISOString() : undefined;
    const judged = { transcript: observation.transcript, waitedMs: watch.waitedMs(until) };
    const outcome = judgeLedger(ledger, order, end, judged, options.redact);
    log.add([`=== ${outcome.sentence}`, '']);
    keepReport(supervision, recordOf(order, observation, readAsked(ledger.directory), outcome));
    return outcome;
  } finally {
    log.close();
  }
}

/** The outcome counts without it: it can be derived again, or its ledger was removed. */
function keepReport({ options, ledger }: Supervision, record: AttemptRecord): void {
  try {
    writeReport(ledger, record);
  } catch (error) {
    options.log.warn('could not write the report of an attempt', { ...nameOf(ledger), error });
  }
}

/** What an attempt leaves running would go on changing files, unasked and unseen. */
async function clearUp(
  { options, graces, table, ledger, order }: Supervision,
  end: AttemptEnd,
  log: Pick<ReadableLog, 'add'>,
): Promise<void> {
  if (end.kind !== 'exited') return;
  const count = await endLeftovers(endingOf(table, ledger, order), graces);
  if (count === 0) return;
  log.add([`(left running by the attempt and ended: ${String(count)} processes)`]);
  options.log.warn('ended what an attempt left running', { ...nameOf(ledger), processes: count });
}

/** The readable log is a convenience: when it cannot be written, the attempt goes on without it. */
function openLog({ options, ledger, order }: Supervision): ReadableLog {
  if (!options.taskLogs) return NO_READABLE_LOG;
  const path = readableLogPath(options.logsDir, ledger.session, order.position);
  const onFailure = (error: unknown): void =>
    options.log.warn('could not write the readable log', { ...nameOf(ledger), error });
  try {
    return forgiving(openReadableLog(path, order.logOffset), onFailure);
  } catch (error) {
    onFailure(error);
    return NO_READABLE_LOG;
  }
}

function forgiving(log: ReadableLog, onFailure: (error: unknown) => void): ReadableLog {
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      onFailure(error);
    }
  };
  return { add: log.add, flush: () => attempt(log.flush), close: () => attempt(log.close) };
}

function headerOf({ attempt, position, title, startedAt }: Order): string {
  return `=== Attempt ${String(attempt.epoch)}, task ${String(position)}: ${title}, started ${startedAt}`;
}

function nameOf({ session, epoch }: Ledger): Readonly<Record<string, unknown>> {
  return { session, epoch };
}
