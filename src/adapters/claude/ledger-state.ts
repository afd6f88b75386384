import { existsSync, statSync } from 'node:fs';
import { readIfThere, writeOnce } from './durable.ts';
import type { Ledger } from './ledger.ts';
import { isAlive, type ProcessIdentity, type ProcessTable } from './process-table.ts';

export type LedgerState =
  /** The epoch was never started. */
  | { readonly state: 'absent' }
  /** A ledger without a wrapper yet. */
  | { readonly state: 'starting' }
  | { readonly state: 'running'; readonly wrapper: ProcessIdentity }
  /** The wrapper died without a word; what it started may live. */
  | { readonly state: 'gone'; readonly wrapper: ProcessIdentity }
  | { readonly state: 'ended'; readonly end: AttemptEnd };

export type AttemptEnd =
  | { readonly kind: 'exited'; readonly code: number; readonly atMs: number }
  | { readonly kind: 'not-run'; readonly why: string }
  /** `removed`: its ledger went away while it ran. */
  | { readonly kind: 'lost'; readonly why?: 'removed' };

export async function readState(ledger: Ledger, table: ProcessTable): Promise<LedgerState> {
  const ended = readStatus(ledger);
  if (ended !== undefined) return { state: 'ended', end: ended };
  const pid = readIfThere(ledger.pid);
  if (pid === undefined) return { state: existsSync(ledger.directory) ? 'starting' : 'absent' };
  const voided = /^void (.*)/.exec(pid)?.[1];
  if (voided !== undefined) return { state: 'ended', end: endOfVoid(voided) };
  const wrapper = parseIdentity(pid);
  if (await isAlive(table, wrapper)) return { state: 'running', wrapper };
  // It may have said how it ended between the first look and its death.
  const endedMeanwhile = readStatus(ledger);
  return endedMeanwhile === undefined ? { state: 'gone', wrapper } : { state: 'ended', end: endedMeanwhile };
}

/** Takes the epoch's one chance to start away; false when a wrapper has it already. */
export async function voidStart(ledger: Ledger, why: string): Promise<boolean> {
  return writeOnce(ledger.pid, `void ${why}\n`);
}

export function readWrapper(ledger: Ledger): ProcessIdentity | undefined {
  const pid = readIfThere(ledger.pid);
  return pid === undefined || pid.startsWith('void ') ? undefined : parseIdentity(pid);
}

/** The present end of the attempt, without asking whether the wrapper lives. */
export function readStatus(ledger: Ledger): AttemptEnd | undefined {
  // Without the end of its line it is being written, or was when the power was cut.
  const status = /^(.+)\n/.exec(readIfThere(ledger.status) ?? '')?.[1];
  // The wrapper was not named: what was written instead of its pid says why.
  if (status === undefined || status === 'void') return undefined;
  if (!/^\d+$/.test(status)) return { kind: 'not-run', why: status };
  const { mtimeMs } = statSync(ledger.status);
  return { kind: 'exited', code: Number(status), atMs: mtimeMs };
}

function endOfVoid(why: string): AttemptEnd {
  return why === 'lost' ? { kind: 'lost' } : { kind: 'not-run', why };
}

export function parseIdentity(text: string): ProcessIdentity {
  const [pid, ...identity] = text.trim().split(/\s+/);
  return { pid: Number(pid), identity: identity.join(' ') };
}
