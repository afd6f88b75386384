import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from '../durable.ts';
import { parseObject, stringOf } from '../json-access.ts';

/** An answer that was given to a call, by Greenlight or in its place by the hook program. */
export interface AskedEntry {
  readonly at: string;
  readonly id: string;
  readonly tool: string;
  readonly decision: string;
  /** The command that was run in the place of the one that was asked about. */
  readonly instead?: string | undefined;
}

export const askedFileIn = (ledgerDirectory: string): string => join(ledgerDirectory, 'asked.jsonl');

/** Written before the answer is given, so that a refusal that stands there was ours. */
export function noteAsked(ledgerDirectory: string, { at, id, tool, decision, instead }: AskedEntry): void {
  const line = `${JSON.stringify({ at, id, tool, decision, instead })}\n`;
  appendFileSync(askedFileIn(ledgerDirectory), line, { mode: 0o600 });
}

/** The last decision on each call, by its id. */
export function readAsked(ledgerDirectory: string): ReadonlyMap<string, string> {
  const decisions = new Map<string, string>();
  for (const line of (readIfThere(askedFileIn(ledgerDirectory)) ?? '').split('\n')) {
    const entry = parseObject(line);
    const [id, decision] = [stringOf(entry?.['id']), stringOf(entry?.['decision'])];
    if (id !== undefined && decision !== undefined) decisions.set(id, decision);
  }
  return decisions;
}
