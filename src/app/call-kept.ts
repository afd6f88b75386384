import type { Gate } from '../core/gate/index.ts';
import type { CallBook, KeptCall } from './ports/call-book.ts';

/** What the call of a gate would do; undefined where that is missing, unreadable, or not what was asked about. */
export async function callKept(
  book: Pick<CallBook, 'read'>,
  session: string,
  gate: Gate,
): Promise<KeptCall | undefined> {
  if (gate.kind !== 'ask') return undefined;
  const kept = await book.read(session, gate.epoch, gate.call.id).catch(() => undefined);
  return kept?.digest === gate.call.digest ? kept : undefined;
}
