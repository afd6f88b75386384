import { existsSync } from 'node:fs';
import { isLockFree } from './launch.ts';
import { readState, readWrapper, voidStart, type AttemptEnd } from './ledger-state.ts';
import type { Ledger } from './ledger.ts';
import { MARK_NAME } from './environment.ts';
import type { Order } from './order.ts';
import { isAlive, type ProcessIdentity, type ProcessTable } from './process-table.ts';
import { endAttempt, endLeftovers, type Ending, type Graces } from './terminate.ts';

export function endingOf(table: ProcessTable, ledger: Ledger, order: Order): Ending {
  return { table, mark: `${MARK_NAME}=${order.marker}`, wrapper: readWrapper(ledger) };
}

/** Whether the CLI itself still runs, its wrapper having been killed: what else is left writes elsewhere. */
export async function isProgramAlive(table: ProcessTable, ledger: Ledger, order: Order): Promise<boolean> {
  const marked = await table.marked(`${MARK_NAME}=${order.marker}`);
  return marked.some((pid) => table.writesTo(pid, ledger.transcript));
}

export interface EndFinder {
  /** Remembers the wrapper, for when the ledger no longer tells. */
  noteWrapper(): void;
  /** Undefined while it lives or may still come to life. */
  findEnd(): Promise<AttemptEnd | undefined>;
}

/** Looks whether the attempt has ended, and gives up one whose starter is dead and whose wrapper never came. */
export function createEndFinder(
  table: ProcessTable,
  ledger: Ledger,
  order: Order,
  graces: Graces & { readonly startMs: number },
): EndFinder {
  const since = performance.now();
  let wrapper: ProcessIdentity | undefined;

  const whenGone = async (): Promise<AttemptEnd | undefined> => {
    if (await isProgramAlive(table, ledger, order)) return undefined;
    await endLeftovers(endingOf(table, ledger, order), graces);
    const free = (await isLockFree(order.projectDirectory)) && (await isLockFree(order.cwd));
    return free ? { kind: 'lost' } : undefined;
  };
  const whenStarting = async (): Promise<AttemptEnd | undefined> => {
    // Its starter will name the wrapper or say that there is none; one that died may have named it just now.
    if (await isAlive(table, order.launcher)) return undefined;
    if (performance.now() - since < graces.startMs) return undefined;
    return (await voidStart(ledger, 'lost')) ? { kind: 'lost' } : undefined;
  };

  // Nobody could follow, stop or judge it any more, and the next one would meet it.
  const whenRemoved = async (): Promise<AttemptEnd> => {
    await endAttempt({ ...endingOf(table, ledger, order), wrapper }, graces);
    return { kind: 'lost', why: 'removed' };
  };
  const noteWrapper = (): void => {
    wrapper ??= readWrapper(ledger);
  };
  const findEnd = async (): Promise<AttemptEnd | undefined> => {
    noteWrapper();
    const found = await readState(ledger, table);
    // A cancellation may have put the ledger of an unstarted attempt in its place.
    if (!existsSync(ledger.order)) return whenRemoved();
    switch (found.state) {
      case 'ended':
        return found.end;
      case 'running':
        return undefined;
      case 'gone':
        return whenGone();
      case 'starting':
        return whenStarting();
      case 'absent':
        return whenRemoved();
    }
  };
  return { noteWrapper, findEnd };
}
