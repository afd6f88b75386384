import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs';
import type { AttemptRecord } from '../../app/ports/runner.ts';
import type { Outcome } from '../../core/attempt/index.ts';
import { readAsked } from './asking/asked-log.ts';
import { readCancel } from './cancel-cause.ts';
import { isErrorCode, readIfThere } from './durable.ts';
import { parseObject } from './json-access.ts';
import type { AttemptEnd } from './ledger-state.ts';
import type { Ledger } from './ledger.ts';
import type { Observation } from './observation.ts';
import type { Order } from './order.ts';
import { deniedCalls, finalText, judge, refusedCalls } from './outcome.ts';
import { oneLine } from './tool-call.ts';

const STDERR_BYTES = 4096;
const STDERR_CHARACTERS = 200;

export function recordOf(
  order: Order,
  observation: Pick<Observation, 'transcript' | 'lastLines' | 'pendingTool'>,
  asked: ReadonlyMap<string, string>,
  outcome: Outcome | undefined,
): AttemptRecord {
  const { transcript, lastLines } = observation;
  const pendingTool = observation.pendingTool();
  const denials = { transcript, asks: order.asks === true, asked };
  const notAllowed = deniedCalls(denials);
  return {
    epoch: order.attempt.epoch,
    task: order.attempt.task,
    startedAt: order.startedAt,
    ...(outcome === undefined ? {} : { outcome }),
    finalText: finalText(transcript),
    filesTouched: [...transcript.files],
    ...(pendingTool === undefined ? {} : { pendingTool }),
    ...(outcome?.kind === 'deferred' ? deferredIn(transcript, order) : {}),
    refusedTools: refusedCalls(denials),
    ...(notAllowed.length === 0 ? {} : { notAllowed }),
    lastLines: [...lastLines.lines],
  };
}

/** (As it came: what is asked about must be what is run. It stands so in the transcript, too.) */
function deferredIn(
  { lastResult }: Observation['transcript'],
  { cwd }: Order,
): Pick<AttemptRecord, 'deferred'> {
  const call = lastResult?.deferred;
  return call ? { deferred: { id: call.id, tool: call.name, input: call.input, cwd } } : {};
}

/** What the end means, by everything the ledger holds. */
export function judgeLedger(
  ledger: Ledger,
  order: Order,
  end: AttemptEnd,
  { transcript, waitedMs }: Pick<Observation, 'transcript'> & { readonly waitedMs?: number },
  redact: (text: string) => string,
): Outcome {
  return judge({
    end,
    transcript,
    cancel: readCancel(ledger),
    continues: order.attempt.continues !== undefined,
    asks: order.asks === true,
    asked: readAsked(ledger.directory),
    plans: order.attempt.mode === 'plan',
    redact,
    stderr: oneLine(redact(firstLine(ledger.stderr)), STDERR_CHARACTERS),
    startedAtMs: Date.parse(order.startedAt),
    waitedMs,
    budget: order.budget,
    timeoutMs: order.timeoutMs,
    silenceMs: order.silenceMs,
  });
}

/** The record of an attempt whose end was processed. */
export function readReport(ledger: Ledger): (AttemptRecord & { readonly outcome: Outcome }) | undefined {
  const report = parseObject(readIfThere(ledger.report) ?? '');
  // Half written by a power cut: everything in it can be derived again.
  return report === undefined ? undefined : (report as unknown as AttemptRecord & { outcome: Outcome });
}

export function writeReport(ledger: Ledger, record: AttemptRecord): void {
  const temporary = `${ledger.report}.${randomUUID()}`;
  writeFileSync(temporary, `${JSON.stringify(record, undefined, 1)}\n`, { mode: 0o600 });
  renameSync(temporary, ledger.report);
}

function firstLine(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(STDERR_BYTES);
      const length = readSync(file, buffer, 0, STDERR_BYTES, 0);
      return buffer.toString('utf8', 0, length).trimStart().split('\n', 1)[0] ?? '';
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return '';
    throw error;
  }
}
