import { statSync } from 'node:fs';
import type { AttemptWatch } from '../../app/ports/runner.ts';
import { readStatus, type AttemptEnd } from './ledger-state.ts';
import type { Ledger } from './ledger.ts';
import type { Observation } from './observation.ts';
import type { Order } from './order.ts';
import { createDeadlines } from './deadlines.ts';
import { openTranscript } from './transcript-reader.ts';
import { createWake } from './wake.ts';

const POLL_MS = 1000;
const PROGRESS_MS = 250;
/** Little enough to be written to the readable log before more is read. */
const PASS_BYTES = 128 * 1024;

export interface Following {
  readonly ledger: Ledger;
  readonly order: Order;
  readonly observation: Observation;
  readonly watch: AttemptWatch;
  readonly signal: AbortSignal;
  readonly resultGraceMs: number;
  readonly nowMs: () => number;
  /** The full look at the attempt (does its wrapper live?), for now and then. */
  readonly findEnd: () => Promise<AttemptEnd | undefined>;
  /** Its result is there, but it does not exit. */
  readonly onLingering: () => void;
  /** Called after each pass over the transcript. */
  readonly afterPass: () => void;
}

/** Reads along until the attempt has ended; undefined when the signal says to leave it. */
export async function followAttempt(following: Following): Promise<AttemptEnd | undefined> {
  const { ledger, observation, signal } = following;
  const wake = createWake(ledger.directory, ['status', 'pid', 'cancel']);
  const leave = (): void => wake.close();
  signal.addEventListener('abort', leave);
  const reader = openTranscript(ledger.transcript, observation);
  try {
    const deadlines = createDeadlines(following, statSync(ledger.transcript).mtimeMs);
    const tell = createTeller(following);
    const isDue = everyMs(POLL_MS);
    const readOn = async (): Promise<number> => {
      const size = await reader.readMore(PASS_BYTES);
      following.afterPass();
      return size;
    };
    const readToEnd = async (): Promise<void> => {
      while ((await readOn()) >= PASS_BYTES);
      reader.finish();
      following.afterPass();
      tell({ last: true });
    };
    while (!signal.aborted) {
      // Asked before reading: what is read after the end is complete.
      const end = readStatus(ledger) ?? (isDue() ? await following.findEnd() : undefined);
      if (end !== undefined) {
        await readToEnd();
        return end;
      }
      const size = await readOn();
      tell({ last: false });
      deadlines.check({ grew: size > 0 });
      if (size < PASS_BYTES) await wake.next(Math.min(POLL_MS, deadlines.nextMs()));
    }
    return undefined;
  } finally {
    signal.removeEventListener('abort', leave);
    wake.close();
    reader.close();
  }
}

/** Tells the progress when it has changed, at most a few times a second and at the end. */
function createTeller({
  observation,
  order,
  watch,
  nowMs,
}: Following): (pass: { readonly last: boolean }) => void {
  const isDue = everyMs(PROGRESS_MS);
  const startedAtMs = Date.parse(order.startedAt);
  let told = '';
  return ({ last }) => {
    const { tool, turns, costUsd } = observation.transcript;
    const present = JSON.stringify([tool, turns, costUsd]);
    if (present === told || !(last || isDue())) return;
    told = present;
    watch.progress(observation.progress(nowMs() - startedAtMs));
  };
}

/** True at the first call, and then when so much time has passed since it last was. */
function everyMs(periodMs: number): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - last < periodMs) return false;
    last = now;
    return true;
  };
}
