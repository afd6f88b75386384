import { resolve } from 'node:path';
import { DetachedError, type AttemptWatch, type RunOrder, type Runner } from '../../app/ports/runner.ts';
import type { Outcome } from '../../core/attempt/index.ts';
import { createAttemptReader } from './attempt-reader.ts';
import { createCanceller } from './cancel-attempt.ts';
import { createProcessTable } from './create-process-table.ts';
import { ledgerOf, type Ledger } from './ledger.ts';
import { readState } from './ledger-state.ts';
import { readOrder } from './order.ts';
import { readReport } from './record.ts';
import { DEFAULT_GRACES, type ClaudeRunnerOptions } from './runner-options.ts';
import { startAttempt } from './start-attempt.ts';
import { superviseAttempt } from './supervise.ts';

/** Runs attempts with the Claude CLI; what is known of them stands in their ledgers (`ledger.ts`, `wrapper.ts`). */
export function createClaudeRunner(given: ClaudeRunnerOptions): Runner {
  const options = { ...given, logsDir: resolve(given.logsDir) };
  const graces = { ...DEFAULT_GRACES, ...options.graces };
  const table = createProcessTable();
  const canceller = createCanceller(table, graces);
  const reader = createAttemptReader(options, table);
  const leaving = new AbortController();
  const runs = new Set<Promise<Outcome>>();

  const startOrFollow = async (ledger: Ledger, run: RunOrder, watch: AttemptWatch): Promise<Outcome> => {
    const report = readReport(ledger);
    if (report !== undefined) return report.outcome;
    if ((await readState(ledger, table)).state === 'absent') {
      const refusal = await startAttempt(options, table, ledger, run, leaving.signal);
      if (refusal !== undefined) return refusal;
    }
    const order = readOrder(ledger);
    // A ledger without an order: the cancellation was there before the start.
    if (order === undefined) return stoppedBeforeStart(run);
    return superviseAttempt({
      options,
      graces,
      table,
      canceller,
      ledger,
      order,
      watch,
      signal: leaving.signal,
    });
  };

  return {
    ensureRun: async (run, watch) => {
      if (leaving.signal.aborted) throw new DetachedError();
      const work = startOrFollow(ledgerOf(options.logsDir, run.session, run.attempt.epoch), run, watch);
      runs.add(work);
      try {
        return await work;
      } finally {
        runs.delete(work);
      }
    },
    cancel: (session, epoch, cause) => canceller.cancel(ledgerOf(options.logsDir, session, epoch), cause),
    record: (session, epoch) => reader.record(ledgerOf(options.logsDir, session, epoch)),
    list: () => reader.list(),
    detach: async () => {
      const left = [...runs];
      leaving.abort(new DetachedError());
      await Promise.allSettled(left);
    },
  };
}

function stoppedBeforeStart({ attempt }: RunOrder): Outcome {
  return {
    kind: 'stopped',
    sentence: 'The attempt was stopped before it started.',
    resumable: attempt.continues !== undefined,
  };
}
