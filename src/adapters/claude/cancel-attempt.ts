import { readCancel, writeCancel, type CancelCause } from './cancel-cause.ts';
import { publishDirectory } from './durable.ts';
import { endingOf } from './find-end.ts';
import type { Ledger } from './ledger.ts';
import { readState, voidStart } from './ledger-state.ts';
import { readOrder } from './order.ts';
import type { ProcessTable } from './process-table.ts';
import { endAttempt, endLeftovers, type Graces } from './terminate.ts';

export interface Canceller {
  /** Writes the cause down, then ends all that lives of the attempt. */
  cancel(ledger: Ledger, cause: CancelCause): Promise<void>;
  /** Goes on with a cancellation in whose middle Greenlight died. */
  resume(ledger: Ledger): Promise<void>;
}

export function createCanceller(table: ProcessTable, graces: Graces): Canceller {
  // One ladder per attempt: a second would shorten the grace of the first.
  const ladders = new Map<string, Promise<void>>();

  const end = async (ledger: Ledger): Promise<void> => {
    // Without a wrapper yet, there will be none that runs anything.
    if (await voidStart(ledger, 'cancelled')) return;
    const order = readOrder(ledger);
    if (order === undefined) return;
    const ending = endingOf(table, ledger, order);
    if (ending.wrapper !== undefined) await endAttempt(ending, graces);
  };
  const endOnce = async (ledger: Ledger): Promise<void> => {
    const running = ladders.get(ledger.directory);
    if (running !== undefined) return running;
    const ladder = end(ledger).finally(() => ladders.delete(ledger.directory));
    ladders.set(ledger.directory, ladder);
    return ladder;
  };

  return {
    cancel: async (ledger, cause) => {
      if (await cancelUnstarted(ledger, table, cause)) return;
      const { state } = await readState(ledger, table);
      if (state !== 'ended') {
        await writeCancel(ledger, cause);
        return endOnce(ledger);
      }
      const order = readOrder(ledger);
      if (order !== undefined) await endLeftovers(endingOf(table, ledger, order), graces);
    },
    resume: async (ledger) => {
      if (readCancel(ledger) !== undefined) await endOnce(ledger);
    },
  };
}

/** An epoch without a ledger gets one that nothing can be started from. */
async function cancelUnstarted(ledger: Ledger, table: ProcessTable, cause: CancelCause): Promise<boolean> {
  if ((await readState(ledger, table)).state !== 'absent') return false;
  return publishDirectory(ledger.directory, [
    { name: 'cancel', content: `${cause}\n`, durable: true },
    { name: 'pid', content: 'void cancelled\n', durable: true },
  ]);
}
