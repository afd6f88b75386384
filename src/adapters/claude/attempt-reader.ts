import { readdir } from 'node:fs/promises';
import type { AttemptRecord, KnownAttempt } from '../../app/ports/runner.ts';
import { readAsked } from './asking/asked-log.ts';
import { createReplacedCommands } from './asking/replaced-commands.ts';
import { isErrorCode } from './durable.ts';
import { isProgramAlive } from './find-end.ts';
import { attemptsDirectory, ledgerOf, type Ledger } from './ledger.ts';
import { readState, type AttemptEnd } from './ledger-state.ts';
import { createObservation, type Observation } from './observation.ts';
import { readOrder, type Order } from './order.ts';
import type { ProcessTable } from './process-table.ts';
import { judgeLedger, readReport, recordOf } from './record.ts';
import type { ClaudeRunnerOptions } from './runner-options.ts';
import { openTranscript } from './transcript-reader.ts';

export interface AttemptReader {
  record(ledger: Ledger): Promise<AttemptRecord | undefined>;
  list(): Promise<readonly KnownAttempt[]>;
}

/** Reads what ledgers tell, without starting or ending anything. */
export function createAttemptReader(
  { logsDir, redact }: Pick<ClaudeRunnerOptions, 'logsDir' | 'redact'>,
  table: ProcessTable,
): AttemptReader {
  /** How it ended; undefined while it lives or may still come to life. */
  const endOf = async (ledger: Ledger, order: Order): Promise<AttemptEnd | undefined> => {
    const found = await readState(ledger, table);
    if (found.state === 'ended') return found.end;
    const isLost = found.state === 'gone' && !(await isProgramAlive(table, ledger, order));
    return isLost ? { kind: 'lost' } : undefined;
  };

  const stateOf = async (ledger: Ledger, order: Order): Promise<KnownAttempt['state']> => {
    const report = readReport(ledger);
    if (report !== undefined) return report.outcome.kind === 'lost' ? 'lost' : 'ended';
    const end = await endOf(ledger, order);
    if (end === undefined) return 'running';
    return end.kind === 'lost' ? 'lost' : 'ended';
  };

  return {
    record: async (ledger) => {
      const report = readReport(ledger);
      if (report !== undefined) return report;
      const order = readOrder(ledger);
      if (order === undefined) return undefined;
      const end = await endOf(ledger, order);
      const observation = await readTranscript(ledger, redact);
      const outcome = end && judgeLedger(ledger, order, end, observation, redact);
      return recordOf(order, observation, readAsked(ledger.directory), outcome);
    },
    list: async () => {
      const known: KnownAttempt[] = [];
      for (const ledger of await findLedgers(logsDir)) {
        const order = readOrder(ledger);
        if (order === undefined) continue;
        const { session } = ledger;
        known.push({ session, attempt: order.attempt, state: await stateOf(ledger, order) });
      }
      return known;
    },
  };
}

/** Oldest session first (their names are times), by epoch. */
async function findLedgers(logsDir: string): Promise<readonly Ledger[]> {
  const ledgers: Ledger[] = [];
  for (const session of (await namesIn(logsDir)).toSorted()) {
    const names = await namesIn(attemptsDirectory(logsDir, session));
    const epochs = names.filter((name) => /^\d+$/.test(name)).map(Number);
    for (const epoch of epochs.toSorted((a, b) => a - b)) ledgers.push(ledgerOf(logsDir, session, epoch));
  }
  return ledgers;
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (isErrorCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}

async function readTranscript(ledger: Ledger, redact: (text: string) => string): Promise<Observation> {
  const replaced = createReplacedCommands(ledger.directory);
  const observation = createObservation({ add: () => undefined }, redact, replaced);
  const reader = openTranscript(ledger.transcript, observation);
  try {
    await reader.readMore(Number.POSITIVE_INFINITY);
    reader.finish();
    observation.finish();
    return observation;
  } finally {
    reader.close();
  }
}
