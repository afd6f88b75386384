import type { StopCause } from '../../core/attempt/index.ts';
import { readIfThere, writeOnce } from './durable.ts';
import type { Ledger } from './ledger.ts';

/** `lingering`: it would not exit though its result was there; an end of ours that is no failure. */
export type CancelCause = StopCause | 'lingering';

const CAUSES: readonly CancelCause[] = ['operator', 'timeout', 'silence', 'shutdown', 'lingering'];

/** The first cause stays. */
export async function writeCancel(ledger: Ledger, cause: CancelCause): Promise<void> {
  await writeOnce(ledger.cancel, `${cause}\n`);
}

export function readCancel(ledger: Ledger): CancelCause | undefined {
  const text = readIfThere(ledger.cancel);
  if (text === undefined) return undefined;
  return CAUSES.find((cause) => cause === text.trim()) ?? 'operator';
}
